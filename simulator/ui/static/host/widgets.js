// The widgets that only show, and those that one presses. One function per widget of google.apps.card.v1.

import { dateTimePicker, selectionInput, switchControl } from "./choices.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { richText } from "./rich_text.js";
import { textInput } from "./text_input.js";

/** Draws an Icon: a knownIcon from our own shapes, or a picture. */
export function drawIcon(json, className = "icon") {
  if (json.iconUrl) return h("img", { class: `${className}${json.imageType === "CIRCLE" ? " round" : ""}`, src: json.iconUrl, alt: json.altText ?? "" });
  return icon(json.knownIcon, json.altText ?? "", className);
}

function paint(element, color) {
  if (!color) return;
  const part = (value) => Math.round((value ?? 0) * 255);
  element.style.backgroundColor = `rgba(${part(color.red)}, ${part(color.green)}, ${part(color.blue)}, ${color.alpha ?? 1})`;
  const light = 0.299 * (color.red ?? 0) + 0.587 * (color.green ?? 0) + 0.114 * (color.blue ?? 0) > 0.6;
  element.style.color = light ? "#1f1f1f" : "#ffffff";
  element.style.borderColor = "transparent";
}

/** A control that does `onClick`: a link where it only opens an address, else a button. */
export function pressable(onClick, host, props, ...children) {
  if (onClick?.openLink && onClick.openLink.onClose !== "RELOAD" && onClick.openLink.openAs !== "OVERLAY" && host.mayOpen(onClick.openLink.url))
    return h("a", { ...props, href: onClick.openLink.url, target: "_blank", rel: "noopener noreferrer" }, ...children);
  const element = h("button", { ...props, type: "button" }, ...children);
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    if (onClick?.overflowMenu) openMenu(element, overflowItems(onClick.overflowMenu, host));
    else if (onClick) host.click(onClick);
  });
  if (onClick?.overflowMenu) element.setAttribute("aria-haspopup", "menu");
  return element;
}

function overflowItems(menu, host) {
  return (menu.items ?? []).map((item) => ({
    text: item.text,
    icon: item.startIcon ? drawIcon(item.startIcon) : null,
    disabled: Boolean(item.disabled),
    press: () => host.click(item.onClick),
  }));
}

/** One Button. */
export function button(json, host, className = "button") {
  const bare = json.icon && !json.text;
  const element = pressable(
    json.onClick,
    host,
    {
      class: bare ? "icon-button" : className,
      disabled: Boolean(json.disabled),
      "aria-label": bare ? (json.altText ?? json.icon.altText ?? json.icon.knownIcon) : json.altText,
      title: bare ? (json.altText ?? json.icon.altText) : undefined,
    },
    json.icon ? drawIcon(bare ? { ...json.icon, altText: "" } : json.icon) : null,
    json.text ? h("span", {}, json.text) : null,
  );
  if (json.disabled && element.localName === "a") element.removeAttribute("href");
  paint(element, json.color);
  return element;
}

function decoratedText(json, form, host) {
  const text = h("div", { class: `decorated-text${json.wrapText ? "" : " one-line"}` }, richText(json.text));
  const middle = h(
    "div",
    { class: "decorated-middle" },
    json.topLabel ? h("div", { class: "decorated-label" }, richText(json.topLabel)) : null,
    text,
    json.bottomLabel ? h("div", { class: "decorated-label" }, richText(json.bottomLabel)) : null,
  );
  const start = json.startIcon ? drawIcon(json.startIcon, "icon decorated-start") : null;
  let end = null;
  if (json.button) end = button(json.button, host);
  else if (json.switchControl) end = switchControl(json.switchControl, text.textContent, form, host);
  else if (json.endIcon) end = drawIcon(json.endIcon);
  const align = json.startIconVerticalAlignment === "TOP" ? " start-top" : "";
  if (!json.onClick) return h("div", { class: `decorated${align}` }, start, middle, end);
  // The row and the control at its end are two neighbours: a button inside a button is not valid HTML.
  return h("div", { class: `decorated decorated-row${align}` }, pressable(json.onClick, host, { class: "decorated-press" }, start, middle), end);
}

function image(json, form, host) {
  const picture = h("img", { class: "picture", src: json.imageUrl, alt: json.altText ?? "" });
  return json.onClick ? pressable(json.onClick, host, { class: "picture-press", "aria-label": json.altText }, picture) : picture;
}

function grid(json, form, host) {
  const cells = (json.items ?? []).map((item, index) => {
    const onClick = json.onClick?.action
      ? { action: { ...json.onClick.action, parameters: [...(json.onClick.action.parameters ?? []), { key: "grid_item_id", value: item.id ?? String(index) }] } }
      : json.onClick;
    const content = [
      item.image?.imageUri ? h("img", { class: item.image.cropStyle?.type === "CIRCLE" ? "round" : "", src: item.image.imageUri, alt: item.image.altText ?? "" }) : null,
      item.title ? h("div", { class: "grid-title" }, item.title) : null,
      item.subtitle ? h("div", { class: "grid-subtitle" }, item.subtitle) : null,
    ];
    const props = { class: `grid-cell${json.borderStyle?.type === "STROKE" ? " bordered" : ""}${item.layout === "TEXT_ABOVE" ? " text-above" : ""}` };
    return onClick ? pressable(onClick, host, props, content) : h("div", props, content);
  });
  const table = h("div", { class: "grid" }, cells);
  table.style.gridTemplateColumns = `repeat(${json.columnCount || 2}, minmax(0, 1fr))`;
  return h("div", {}, json.title ? h("div", { class: "grid-heading" }, json.title) : null, table);
}

function columns(json, form, host) {
  return h(
    "div",
    { class: "columns" },
    (json.columnItems ?? []).map((column) =>
      h("div", { class: `column${column.horizontalSizeStyle === "FILL_MINIMUM_SPACE" ? " column-narrow" : ""}` }, (column.widgets ?? []).map((widget) => drawWidget(widget, form, host))),
    ),
  );
}

function chipList(json, form, host) {
  return h(
    "div",
    { class: `chips${json.layout === "HORIZONTAL_SCROLLABLE" ? " chips-scroll" : ""}` },
    (json.chips ?? []).map((chip) =>
      pressable(chip.onClick, host, { class: "chip", disabled: Boolean(chip.disabled), "aria-label": chip.altText }, chip.icon ? drawIcon(chip.icon) : null, chip.label ? h("span", {}, chip.label) : null),
    ),
  );
}

function textParagraph(json) {
  const element = h("div", { class: "paragraph" }, richText(json.text));
  if (!json.maxLines) return element;
  element.classList.add("clamped");
  element.style.webkitLineClamp = String(json.maxLines);
  const more = h("button", { type: "button", class: "link-button", "aria-expanded": "false" }, "Show more");
  more.addEventListener("click", () => {
    const open = element.classList.toggle("clamped");
    more.textContent = open ? "Show more" : "Show less";
    more.setAttribute("aria-expanded", String(!open));
  });
  return h("div", {}, element, more);
}

const WIDGETS = {
  textParagraph,
  image,
  divider: () => h("hr"),
  buttonList: (json, form, host) => h("div", { class: "buttons" }, (json.buttons ?? []).map((one) => button(one, host))),
  decoratedText,
  textInput,
  selectionInput,
  dateTimePicker,
  grid,
  columns,
  chipList,
};

/** One widget; `host` is what a press leads to: `{run, click, suggest, mayOpen}`. */
export function drawWidget(json, form, host) {
  const kind = Object.keys(json).find((key) => key in WIDGETS);
  const align = json.horizontalAlignment ? ` align-${json.horizontalAlignment.toLowerCase()}` : "";
  return h("div", { class: `widget widget-${kind}${align}` }, kind ? WIDGETS[kind](json[kind], form, host) : null);
}
