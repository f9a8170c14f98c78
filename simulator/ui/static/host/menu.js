// The small menu that opens under a button: card actions, universal actions, overflow menus.

import { h } from "./dom.js";

let shut = null;

/** Opens under `anchor` the items `{text, icon, disabled, press}`; null is a line between. */
export function openMenu(anchor, items) {
  const again = shut?.anchor === anchor;
  shut?.();
  if (again) return;
  const menu = h(
    "div",
    { class: "menu", role: "menu" },
    items.map((item) =>
      item === null
        ? h("hr")
        : h("button", { type: "button", role: "menuitem", disabled: item.disabled, onclick: () => { close(); anchor.focus(); item.press(); } }, item.icon, h("span", {}, item.text)),
    ),
  );
  function close() {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    shut = null;
  }
  function outside(event) {
    if (!menu.contains(event.target) && !anchor.contains(event.target)) close();
  }
  menu.addEventListener("keydown", (event) => {
    const buttons = [...menu.querySelectorAll("button:not(:disabled)")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      close();
      anchor.focus();
    } else if (event.key === "Tab") close();
    else if (step) {
      event.preventDefault();
      buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length)?.focus();
    }
  });
  const box = anchor.getBoundingClientRect();
  document.body.append(menu);
  menu.style.top = `${Math.min(box.bottom + 4, window.innerHeight - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.max(8, Math.min(box.right - menu.offsetWidth, window.innerWidth - menu.offsetWidth - 8))}px`;
  document.addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  shut = close;
  shut.anchor = anchor;
  menu.querySelector("button:not(:disabled)")?.focus();
}
