// Who this tab is: kept in the tab's own storage, so that each tab is one person.

import { ask } from "./server.js";
import { tag } from "./bubbles.js";

const LANGUAGES = ["en", "de", "es", "fr", "it", "pt-br", "ru", "uk", "tr", "ar", "hi", "ja", "zh-hans"];
const KEY = "unwind-person";
const $ = (id) => document.getElementById(id);

export function remembered() {
  try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; }
}

export async function arrive({ id, name, language_code, zone }) {
  const person = await ask("/sandbox/people", { name, language_code, zone, ...(id ? { id } : {}) });
  sessionStorage.setItem(KEY, JSON.stringify(person));
  return person;
}

export function preparePicker() {
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
  const zones = [...new Set([mine, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  $("person-zone").append(...zones.map((zone) => tag("option", { value: zone, selected: zone === mine }, zone)));
  const language = navigator.language.slice(0, 2).toLowerCase();
  $("person-language").append(...LANGUAGES.map((code) =>
    tag("option", { value: code, selected: code === language }, `${names.of(code)} (${code})`)));
}

// Resolves with the person chosen or made, or null when the dialog was left.
export async function pick(current) {
  const dialog = $("picker"), people = await ask("/sandbox/people");
  const others = people.filter((each) => each.id !== current?.id);
  $("picker-cancel").hidden = !current;
  $("known").hidden = !others.length;
  return new Promise((resolve) => {
    const leave = (person) => { dialog.close(); resolve(person); };
    $("known").replaceChildren(...others.map((each) =>
      tag("button", { type: "button", className: "chip", onclick: async () => leave(await arrive(each)) }, each.name)));
    $("picker-cancel").onclick = () => leave(null);
    dialog.oncancel = (event) => { event.preventDefault(); if (current) leave(null); };
    $("picker-form").onsubmit = async (event) => {
      event.preventDefault();
      const zone = $("person-zone").value, language_code = $("person-language").value;
      leave(await arrive({ name: $("person-name").value.trim() || "Robin", language_code, zone }));
    };
    dialog.showModal();
    $("person-name").select();
  });
}
