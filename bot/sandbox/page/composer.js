// Writing: Enter sends, Shift+Enter breaks the line, "/" offers the commands.

import { tag } from "./bubbles.js";

const $ = (id) => document.getElementById(id);
let commands = [], chosen = 0, editing = null;

export function setCommands(list) {
  commands = list;
  $("commands-button").hidden = !list.length;
}

export function startEdit(message) {
  editing = message;
  $("editing").hidden = false;
  $("text").value = message.text;
  $("text").focus();
  grow();
}

function endEdit() {
  editing = null;
  $("editing").hidden = true;
}

function grow() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
  $("send").classList.toggle("ready", text.value.trim() !== "");
}

function offered() {
  const typed = /^\/(\w*)$/.exec($("text").value);
  return typed ? commands.filter((each) => each.command.startsWith(typed[1].toLowerCase())) : [];
}

function offer(list = offered()) {
  const box = $("suggest"), open = list.length > 0;
  box.hidden = !open;
  $("commands-button").setAttribute("aria-expanded", String(open));
  chosen = Math.min(chosen, Math.max(list.length - 1, 0));
  box.replaceChildren(...list.map((each, index) => tag("div", {
    id: `command-${each.command}`, className: "option", dataset: { command: each.command },
    aria: { role: "option", selected: String(index === chosen) },
  }, tag("b", {}, `/${each.command}`), tag("span", {}, each.description))));
  const current = box.querySelector('[aria-selected="true"]');
  current?.scrollIntoView({ block: "nearest" });
  if (current) $("text").setAttribute("aria-activedescendant", current.id);
  else $("text").removeAttribute("aria-activedescendant");
}

export function prepareComposer({ onSend, onEdit, onWriting }) {
  const text = $("text"), box = $("suggest");
  const clear = () => { text.value = ""; chosen = 0; offer([]); grow(); };
  const send = async (words) => {
    if (!words.trim()) return;
    const edited = editing;
    clear();
    endEdit();
    await (edited ? onEdit(edited, words) : onSend(words));
  };
  const move = (step) => {
    const list = offered().length ? offered() : commands;
    chosen = (chosen + step + list.length) % list.length;
    offer(list);
  };
  text.addEventListener("input", () => { chosen = 0; offer(); grow(); onWriting?.(); });
  text.addEventListener("keydown", (event) => {
    const open = !box.hidden;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const option = open && box.querySelector('[aria-selected="true"]');
      send(option ? `/${option.dataset.command}` : text.value);
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      if (open) offer([]);
      else if (editing) { endEdit(); clear(); }
    }
  });
  box.addEventListener("pointerdown", (event) => {
    const option = event.target.closest(".option");
    if (!option) return;
    event.preventDefault();
    send(`/${option.dataset.command}`);
  });
  text.addEventListener("blur", () => setTimeout(() => document.activeElement !== text && offer([]), 0));
  $("commands-button").addEventListener("click", () => {
    const open = !box.hidden;
    text.focus();
    chosen = 0;
    offer(open ? [] : commands);
  });
  $("cancel-edit").onclick = () => { endEdit(); clear(); text.focus(); };
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); send(text.value); text.focus(); });
}
