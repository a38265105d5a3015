// A message as a bubble: words, pictures, sounds, its keyboard, its time, its reactions.

import { rich } from "./entities.js";

const REACTIONS = ["👍", "❤", "🙏", "😢", "👏", "🔥"];
const BELL = "M12 3a6 6 0 0 0-6 6v4l-2 3h16l-2-3V9a6 6 0 0 0-6-6zm-2 15a2 2 0 0 0 4 0z";

export function tag(name, properties = {}, ...children) {
  const { dataset, aria, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  Object.assign(made.dataset, dataset);
  for (const [key, value] of Object.entries(aria ?? {})) made.setAttribute(key === "role" ? key : `aria-${key}`, value);
  made.append(...children.filter((child) => child != null));
  return made;
}

export function icon(path, label) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.innerHTML = `<path d="${path}" fill="currentColor"/>`;
  if (label) { svg.setAttribute("role", "img"); svg.setAttribute("aria-label", label); }
  else svg.setAttribute("aria-hidden", "true");
  return svg;
}

export function bubble(message, context) {
  const own = message.outgoing;
  const article = tag("article", {
    className: `message ${own ? "own" : "theirs"}${message.media?.kind === "sticker" ? " bare" : ""}`,
    dataset: { id: message.message_id },
    aria: { label: own ? "You" : context.botName },
  });
  const parts = [quoted(message), media(message), odd(message), words(message, context)];
  article.append(tag("div", { className: "bubble" }, ...parts, foot(message, context)));
  if (message.keyboard.length) article.append(keyboard(message, context));
  const shown = reactions(message);
  if (shown) article.append(shown);
  return article;
}

function words(message, context) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  return tag("div", { className: "words", dir: "auto" }, rich(text, message.entities ?? message.caption_entities, context));
}

function quoted(message) {
  const to = message.reply_to_message;
  return to ? tag("div", { className: "quoted" }, to.text ?? to.caption ?? "a message") : null;
}

function media(message) {
  const file = message.media;
  if (!file) return null;
  const about = message.caption ? "" : `${file.kind} from ${message.outgoing ? "you" : "the bot"}`;
  switch (file.kind) {
    case "photo": {
      const size = message.photo.at(-1);
      return tag("img", { className: "picture", src: file.url, alt: about, width: size.width, height: size.height });
    }
    case "sticker": return tag("img", { className: "sticker", src: file.url, alt: `sticker ${message.sticker.emoji ?? ""}` });
    case "animation":
    case "video":
      return file.mime.startsWith("image/")
        ? tag("img", { className: "picture", src: file.url, alt: about })
        : tag("video", { className: "picture", src: file.url, autoplay: file.kind === "animation", loop: file.kind === "animation",
          muted: true, controls: true, playsInline: true, aria: { label: about || "animation" } });
    case "voice":
    case "audio": return tag("audio", { src: file.url, controls: true, preload: "metadata", aria: { label: file.kind } });
    default: return tag("a", { className: "document", href: file.url, download: file.name }, `📄 ${file.name}`);
  }
}

function odd(message) {
  const { location, contact, dice } = message;
  if (location) return tag("div", { className: "odd" }, `📍 ${location.latitude.toFixed(3)}, ${location.longitude.toFixed(3)}`);
  if (contact) return tag("div", { className: "odd" }, `👤 ${contact.first_name}, ${contact.phone_number}`);
  return dice ? tag("div", { className: "odd" }, `${dice.emoji} ${dice.value}`) : null;
}

function foot(message, context) {
  const date = new Date(message.date * 1000);
  const time = tag("time", { dateTime: date.toISOString(), title: context.fullTime(date) }, context.shortTime(date));
  // Telegram does not call a message edited because its buttons went.
  const words = message.text ?? message.caption ?? "";
  const edited = message.earlier.some((each) => each !== words) ? tag("span", {}, "edited") : null;
  const bell = message.rang ? icon(BELL, "rang") : null;
  return tag("div", { className: "foot" }, bell, edited, time, actions(message, context));
}

function actions(message, context) {
  const edit = message.outgoing && message.text
    ? tag("button", { type: "button", className: "tiny", onclick: () => context.onEdit(message), aria: { label: "Edit this message" } }, "✎")
    : null;
  const react = tag("button", {
    type: "button", className: "tiny", onclick: (event) => reactionMenu(event.currentTarget, message, context),
    aria: { label: "React to this message", expanded: "false" },
  }, "☺");
  return tag("span", { className: "actions" }, edit, message.outgoing ? null : react);
}

function reactionMenu(button, message, context) {
  const host = button.closest(".message");
  const open = host.querySelector(".reaction-menu");
  button.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const choose = (emoji) => context.onReact(message, message.own_reactions.includes(emoji) ? null : emoji);
  const choices = REACTIONS.map((emoji) =>
    tag("button", { type: "button", onclick: () => choose(emoji), aria: { label: `React with ${emoji}` } }, emoji));
  const made = tag("div", { className: "reaction-menu", aria: { role: "group", label: "Reactions" } }, ...choices);
  made.onkeydown = (event) => { if (event.key === "Escape") { made.remove(); button.focus(); } };
  host.append(made);
  choices[0].focus();
}

function reactions(message) {
  const all = [...message.bot_reactions.map((e) => [e, "the bot"]), ...message.own_reactions.map((e) => [e, "you"])];
  if (!all.length) return null;
  return tag("div", { className: "reactions" }, ...all.map(([emoji, who]) =>
    tag("span", { aria: { role: "img", label: `${emoji} from ${who}` } }, emoji)));
}

function keyboard(message, context) {
  const rows = message.keyboard.map((row) => tag("div", { className: "row" }, ...row.map((each) => button(each, message, context))));
  return tag("div", { className: "keyboard", aria: { role: "group", label: "Buttons of this message" } }, ...rows);
}

function button(each, message, context) {
  const className = `inline ${each.style ?? ""}`;
  if (each.url) return tag("a", { className, href: each.url, target: "_blank", rel: "noopener noreferrer" }, each.text);
  const act = async (event) => {
    const pressed = event.currentTarget;
    if (each.copy_text) return navigator.clipboard?.writeText(each.copy_text.text);
    pressed.setAttribute("aria-busy", "true");
    await context.onPress(message, each.callback_data, pressed);
  };
  return tag("button", { type: "button", className, onclick: act }, each.text);
}
