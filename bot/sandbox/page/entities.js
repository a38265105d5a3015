// A text and its entities as the Bot API gives them, as elements. JavaScript counts in UTF-16 units too.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
};

export function rich(text, entities = [], context = {}) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, entities, context);
  return fragment;
}

function fill(parent, text, from, to, entities, context) {
  let at = from;
  entities.forEach((entity, index) => {
    const start = Math.max(entity.offset, at), end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || start >= end) return;
    parent.append(text.slice(at, start));
    const inside = entities.slice(index + 1).filter((each) => each.offset < end);
    const made = element(entity, text, start, end, inside, context);
    parent.append(made);
    // A block ends its line by itself; the line break after it would be a second one.
    at = /^(PRE|BLOCKQUOTE)$/.test(made.tagName) && text[end] === "\n" ? end + 1 : end;
  });
  parent.append(text.slice(at, to));
}

function element(entity, text, from, to, inside, context) {
  const words = text.slice(from, to);
  const made = make(entity, words, context);
  if (entity.type === "date_time" && entity.date_time_format) made.textContent = moment(entity, words, context);
  else fill(made, text, from, to, inside, context);
  return made;
}

function make(entity, words, context) {
  switch (entity.type) {
    case "text_link": return link(entity.url);
    case "url": return link(words);
    case "email": return link(`mailto:${words}`);
    case "spoiler": return spoiler();
    case "expandable_blockquote": return quote();
    case "bot_command": return command(words, context);
    case "date_time": return Object.assign(document.createElement("time"), {
      dateTime: new Date(entity.unix_time * 1000).toISOString(),
    });
    default: return document.createElement(TAGS[entity.type] ?? "span");
  }
}

function link(address) {
  const a = document.createElement("a");
  if (/^(https?:|tg:|mailto:)/i.test(address)) a.href = address;
  a.target = "_blank";
  a.rel = "noopener noreferrer";
  return a;
}

function spoiler() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "spoiler";
  button.title = "Show the hidden words";
  button.setAttribute("aria-expanded", "false");
  button.onclick = () => button.setAttribute("aria-expanded", "true");
  return button;
}

function quote() {
  const made = document.createElement("blockquote");
  made.className = "folded";
  made.tabIndex = 0;
  made.onclick = () => made.classList.toggle("folded");
  made.onkeydown = (event) => event.key === "Enter" && made.classList.toggle("folded");
  return made;
}

function command(words, context) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "command";
  button.onclick = () => context.onCommand?.(words);
  return button;
}

// Formats of the Bot API: r, or w (weekday), d or D (date), t or T (time).
function moment(entity, words, context) {
  const format = entity.date_time_format, date = new Date(entity.unix_time * 1000);
  if (format === "r") return relative(date, context.now?.() ?? new Date());
  const long = format.includes("D");
  const options = { timeZone: context.zone };
  if (format.includes("w")) options.weekday = long ? "long" : "short";
  if (long || format.includes("d")) Object.assign(options, { day: "numeric", month: long ? "long" : "short" });
  if (/t/i.test(format)) Object.assign(options, { hour: "numeric", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return new Intl.DateTimeFormat(context.language, options).format(date) || words;
}

function relative(date, now) {
  const seconds = Math.round((date - now) / 1000);
  const [size, unit] = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]]
    .find(([each]) => Math.abs(seconds) >= each) ?? [1, "second"];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
