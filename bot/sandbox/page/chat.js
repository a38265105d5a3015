// The chat page: one tab is one person, the server is the truth, and the stream says what changed.

import { bubble, tag } from "./bubbles.js";
import { rich } from "./entities.js";
import { now, setClock, showClock } from "./clock.js";
import { prepareComposer, setCommands, startEdit } from "./composer.js";
import { menu } from "./menus.js";
import { arrive, pick, preparePicker, remembered } from "./people.js";
import { choosePlace, placeFor, preparePlaces } from "./places.js";
import { ask, listen, personPath } from "./server.js";
import { ring } from "./sound.js";

const $ = (id) => document.getElementById(id);
const log = $("log"), flow = $("flow");
const messages = new Map();
const pressed = new Map();
const early = new Map();
let person = null, bot = {}, leave = () => {}, typingTimer, pinned = true;
let sound = localStorage.getItem("unwind-sound") !== "off";

const zoned = (options) => (date) => new Intl.DateTimeFormat("en-GB", { timeZone: person?.zone, ...options }).format(date);
const context = {
  get botName() { return bot.first_name ?? "Bot"; },
  get zone() { return person?.zone; },
  get language() { return person?.language_code; },
  now,
  shortTime: zoned({ hour: "2-digit", minute: "2-digit" }),
  fullTime: zoned({ dateStyle: "full", timeStyle: "medium" }),
  onCommand: (text) => say(text),
  onEdit: (message) => startEdit(message),
  onReact: (message, emoji) => act("reactions", { message_id: message.message_id, emoji }),
  onPress: press,
};
const dayOf = zoned({ weekday: "long", day: "numeric", month: "long" });

async function act(what, body) {
  try { return await ask(personPath(person, what), body); }
  catch (error) { toast(error.message); return null; }
}

function say(text) { return act("messages", { text }); }

async function press(message, data, button) {
  const answer = await act("presses", { message_id: message.message_id, data });
  if (!answer || early.delete(answer.press_id)) return button.removeAttribute("aria-busy");
  pressed.set(answer.press_id, button);
  setTimeout(() => settle(answer.press_id), 15000);
}

function settle(id) {
  const button = pressed.get(id);
  if (!button) return false;
  button.removeAttribute("aria-busy");
  return pressed.delete(id);
}

// --- the log ---------------------------------------------------------------------------------------------

// Pinned: the newest message is in sight and stays so, also when a picture above it gets its size.
function followScroll() {
  log.addEventListener("scroll", () => {
    pinned = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    if (pinned) $("down").hidden = true;
  });
  const sizes = new ResizeObserver(() => pinned && toBottom());
  sizes.observe(flow);
  sizes.observe(log);
}

function toBottom() {
  pinned = true;
  log.scrollTop = log.scrollHeight;
  $("down").hidden = true;
}

function draw(chat) {
  person = chat.person;
  bot = chat.bot;
  messages.clear();
  log.setAttribute("aria-busy", "true");
  flow.replaceChildren();
  $("bot-name").textContent = bot.first_name;
  for (const message of chat.messages) append(message);
  setCommands(chat.commands);
  replyKeyboard(chat.reply_keyboard);
  draft(chat.draft);
  state();
  log.removeAttribute("aria-busy");
  toBottom();
}

function append(message) {
  if (!messages.size) flow.replaceChildren();
  const last = [...messages.values()].at(-1);
  const day = dayOf(new Date(message.date * 1000));
  if (!last || dayOf(new Date(last.date * 1000)) !== day) flow.append(tag("p", { className: "day" }, tag("span", {}, day)));
  messages.set(message.message_id, message);
  flow.append(bubble(message, context));
}

function renew(message) {
  messages.set(message.message_id, message);
  const old = flow.querySelector(`[data-id="${message.message_id}"]`);
  const focused = old?.contains(document.activeElement);
  const made = bubble(message, context);
  old?.replaceWith(made);
  if (focused) made.querySelector(".keyboard button, .actions button")?.focus();
}

function state() {
  const empty = !messages.size;
  if (empty) flow.replaceChildren(welcome());
  $("start").hidden = !empty || person.blocked;
  $("unblock").hidden = !person.blocked;
  $("composer").hidden = person.blocked;
  document.querySelector('[data-do="block"]').textContent = person.blocked ? "Unblock the bot" : "Block the bot";
  status();
}

function status(words) { $("status").textContent = words ?? (person?.blocked ? "blocked" : `bot · you are ${person?.name ?? "nobody"}`); }

function welcome() {
  const words = bot.description || "Nothing here yet. Press Start, as people do in their first chat with a bot.";
  return tag("div", { className: "welcome" }, tag("h2", {}, "What can this bot do?"), tag("p", {}, words));
}

function typing(on) {
  const stay = pinned;
  clearTimeout(typingTimer);
  $("typing").hidden = !on;
  status(on ? "typing…" : undefined);
  if (on) typingTimer = setTimeout(() => typing(false), 5000);
  if (stay) toBottom();
}

function draft(content) {
  flow.querySelector(".draft")?.remove();
  if (!content?.text) return;
  const words = tag("div", { className: "words", dir: "auto" }, rich(content.text, content.entities, context));
  flow.append(tag("article", { className: "message theirs draft", aria: { hidden: "true" } }, tag("div", { className: "bubble" }, words)));
}

function replyKeyboard(markup) {
  const place = $("reply-keyboard");
  place.hidden = !markup?.keyboard;
  place.replaceChildren(...(markup?.keyboard ?? []).map((row) => tag("div", { className: "row" }, ...row.map((each) =>
    tag("button", { type: "button", className: "inline", onclick: () => answer(each, markup) }, each.text)))));
}

function answer(button, markup) {
  if (markup.one_time_keyboard) $("reply-keyboard").hidden = true;
  if (button.request_location) return act("uploads", { kind: "location", ...placeFor(person.zone) });
  if (button.request_contact) return act("uploads", { kind: "contact" });
  return say(button.text);
}

function toast(words) {
  const made = tag("div", { className: "toast" }, words);
  $("toasts").append(made);
  setTimeout(() => made.remove(), 4000);
}

function answered({ press_id: id, text, alert }) {
  if (!settle(id)) early.set(id, true);
  if (!text) return;
  if (!alert) return toast(text);
  $("alert-text").textContent = text;
  $("alert").showModal();
}

// --- what the server tells ---------------------------------------------------------------------------------

const heard = {
  clock: ({ clock }) => setClock(clock),
  message: ({ message }) => {
    const stay = pinned || message.outgoing;
    if (!message.outgoing) { typing(false); draft(null); }
    if (!messages.has(message.message_id)) append(message);
    state();
    stay ? toBottom() : ($("down").hidden = false);
    if (message.rang) announce(message);
  },
  edit: ({ message }) => renew(message),
  reaction: ({ message }) => renew(message),
  delete: ({ message_id: id }) => {
    messages.delete(id);
    flow.querySelector(`[data-id="${id}"]`)?.remove();
    state();
  },
  action: ({ action }) => typing(action !== "cancel"),
  draft: (change) => draft(change.draft),
  toast: (change) => answered(change.toast),
  reply_keyboard: ({ markup }) => replyKeyboard(markup),
  person: (change) => { person = change.person; state(); },
  commands: () => reload(),
  profile: () => reload(),
};

function announce(message) {
  flow.querySelector(`[data-id="${message.message_id}"]`)?.classList.add("rings");
  if (sound) ring();
}

async function reload() {
  try { draw(await ask(personPath(person, "chat"))); $("away").hidden = true; }
  catch (error) { if (error.status === 404) await arrive(person).then(reload); }
}

async function enter(as) {
  leave();
  person = as;
  document.title = `${as.name} · Unwind sandbox`;
  leave = listen(as, {
    onOpen: reload,
    onChange: (change) => heard[change.kind]?.(change),
    onAway: async () => { $("away").hidden = false; await arrive(person).catch(() => {}); },
  });
  await reload();
  $("text").focus();
}

// --- menus and settings --------------------------------------------------------------------------------------

function theme(which) {
  localStorage.setItem("unwind-theme", which);
  document.documentElement.dataset.theme = which;
  for (const item of document.querySelectorAll("[data-do=theme]")) item.setAttribute("aria-checked", String(item.dataset.theme === which));
}

const chosen = {
  person: async () => { const next = await pick(person); if (next) await enter(next); },
  tab: () => window.open("/?new", "_blank", "noopener"),
  sound: (item) => {
    sound = !sound;
    localStorage.setItem("unwind-sound", sound ? "on" : "off");
    item.setAttribute("aria-checked", String(sound));
    if (sound) ring();
  },
  limits: async (item) => {
    const { enforced } = await ask("/sandbox/limits", { enforced: item.getAttribute("aria-checked") !== "true" });
    item.setAttribute("aria-checked", String(enforced));
  },
  theme: (item) => theme(item.dataset.theme),
  block: () => act(person.blocked ? "unblock" : "block", {}),
};

function send(item) {
  if (item.dataset.send === "location") return choosePlace(person.zone);
  return act("uploads", { kind: item.dataset.send });
}

async function begin() {
  theme(localStorage.getItem("unwind-theme") ?? "auto");
  document.querySelector("[data-do=sound]").setAttribute("aria-checked", String(sound));
  preparePicker();
  preparePlaces((place) => act("uploads", { kind: "location", ...place }));
  prepareComposer({ onSend: say, onEdit: (message, text) => act("edits", { message_id: message.message_id, text }) });
  showClock($("clock"), zoned({ weekday: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  menu($("menu-button"), $("menu"), (item) => chosen[item.dataset.do](item));
  menu($("attach-button"), $("attach"), send);
  $("start").onclick = () => say("/start");
  $("unblock").onclick = () => act("unblock", {});
  $("down").onclick = toBottom;
  $("alert-form").onsubmit = (event) => { event.preventDefault(); $("alert").close(); };
  followScroll();
  const { limits } = await ask("/sandbox/state");
  document.querySelector("[data-do=limits]").setAttribute("aria-checked", String(limits.enforced));
  const before = location.search === "?new" ? null : remembered();
  if (location.search === "?new") { sessionStorage.clear(); history.replaceState(null, "", "/"); }
  await enter(before ? await arrive(before) : await pick(null));
}

begin();
