// Building elements without innerHTML: nothing that a card carries is ever parsed as markup of this page.

const ICONS = new URL("../icons.svg", import.meta.url).href;

/** An element: `h("button", {class: "x", onclick: f, "aria-label": "…"}, child, "text")`. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** One shape of icons.svg. Without `alt` it is decoration. */
export function icon(name, alt = "", className = "icon") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", className);
  if (alt) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", alt);
  } else svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${ICONS}#${name}`);
  svg.append(use);
  return svg;
}

let counter = 0;

/** An id that is used nowhere else on the page. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}
