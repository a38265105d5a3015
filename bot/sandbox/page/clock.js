// The sandbox's clock, shown in the person's zone; the server says what it shows and how fast it runs.

import { ask } from "./server.js";

let moment = Date.now(), mark = performance.now(), rate = 1;

export function now() {
  return new Date(moment + (performance.now() - mark) * rate);
}

export function setClock(clock) {
  [moment, mark, rate] = [Date.parse(clock.now), performance.now(), clock.rate ?? 1];
  for (const radio of document.querySelectorAll("input[name=rate]")) radio.checked = Number(radio.value) === rate;
}

export function showClock(face, format) {
  const draw = () => { face.textContent = format(now()); };
  draw();
  setInterval(draw, 200);
  for (const radio of document.querySelectorAll("input[name=rate]")) {
    radio.addEventListener("change", async () => setClock(await ask("/sandbox/clock", { rate: Number(radio.value) })));
  }
}
