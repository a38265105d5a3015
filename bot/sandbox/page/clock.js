// The sandbox's clock, shown in the person's zone; the server says what it shows and how fast it runs.

import { ask } from "./server.js";

let moment = Date.now(), mark = performance.now(), rate = 1, asked = 0;

export function now() {
  return new Date(moment + (performance.now() - mark) * rate);
}

export function setClock(clock) {
  [moment, mark, rate] = [Date.parse(clock.now), performance.now(), clock.rate ?? 1];
  // While a choice is on its way the server still tells of the one before.
  if (asked) return;
  for (const radio of document.querySelectorAll("input[name=rate]")) radio.checked = Number(radio.value) === rate;
}

async function choose(wanted) {
  asked += 1;
  const clock = await ask("/sandbox/clock", { rate: wanted }).finally(() => { asked -= 1; });
  setClock(clock);
}

export function showClock(face, format) {
  const draw = () => { face.textContent = format(now()); };
  draw();
  setInterval(draw, 200);
  for (const radio of document.querySelectorAll("input[name=rate]")) {
    radio.addEventListener("change", () => choose(Number(radio.value)));
  }
}
