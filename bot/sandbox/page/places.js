// Places one can say one is at, so that a time zone can be told by a location.

import { tag } from "./bubbles.js";

const PLACES = [
  ["Auckland", "Pacific/Auckland", -36.85, 174.76], ["Berlin", "Europe/Berlin", 52.52, 13.4],
  ["Honolulu", "Pacific/Honolulu", 21.31, -157.86], ["Kathmandu", "Asia/Kathmandu", 27.72, 85.32],
  ["Lagos", "Africa/Lagos", 6.52, 3.38], ["Lisbon", "Europe/Lisbon", 38.72, -9.14],
  ["London", "Europe/London", 51.51, -0.13], ["Mumbai", "Asia/Kolkata", 19.08, 72.88],
  ["New York", "America/New_York", 40.71, -74.01], ["São Paulo", "America/Sao_Paulo", -23.55, -46.63],
  ["St. John’s", "America/St_Johns", 47.56, -52.71], ["Tokyo", "Asia/Tokyo", 35.68, 139.69],
  ["Vienna", "Europe/Vienna", 48.21, 16.37], ["Open sea", "", 0, -30],
];
const $ = (id) => document.getElementById(id);

export function placeFor(zone) {
  const [, , latitude, longitude] = PLACES.find((each) => each[1] === zone) ?? PLACES[1];
  return { latitude, longitude };
}

export function preparePlaces(onPlace) {
  $("place").append(...PLACES.map(([name, zone], index) => tag("option", { value: index }, zone ? `${name} (${zone})` : name)));
  $("places-cancel").onclick = () => $("places").close();
  $("places-form").onsubmit = (event) => {
    event.preventDefault();
    $("places").close();
    const [, , latitude, longitude] = PLACES[Number($("place").value)];
    onPlace({ latitude, longitude });
  };
}

export function choosePlace(zone) {
  const at = PLACES.findIndex((each) => each[1] === zone);
  $("place").value = String(Math.max(at, 0));
  $("places").showModal();
}
