// A button that opens a menu: arrows move, Escape closes, a click elsewhere closes.

export function menu(button, list, onChoose) {
  const items = () => [...list.querySelectorAll("button:not([hidden])")];
  const show = (open) => {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) items()[0].focus();
  };
  button.addEventListener("click", () => show(list.hidden));
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !list.contains(event.target) && !button.contains(event.target)) show(false);
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("button");
    if (!item) return;
    show(false);
    button.focus();
    onChoose(item);
  });
  list.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !list.contains(event.relatedTarget) && event.relatedTarget !== button) show(false);
  });
  list.addEventListener("keydown", (event) => {
    const all = items(), at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) { event.preventDefault(); all[(to + all.length) % all.length].focus(); }
    if (event.key === "Escape") { show(false); button.focus(); }
  });
}
