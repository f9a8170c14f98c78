// One card: header, sections, footer.

import { freshId, h, icon } from "./dom.js";
import { Form } from "./form.js";
import { richText } from "./rich_text.js";
import { button, drawWidget } from "./widgets.js";

/** Google shows at most 100 widgets: the section that goes over it, and all after it, are left out. */
const MOST_WIDGETS = 100;

function header(json) {
  return h(
    "header",
    { class: "card-header" },
    json.imageUrl ? h("img", { class: json.imageType === "CIRCLE" ? "round" : "", src: json.imageUrl, alt: json.imageAltText ?? "" }) : null,
    h("div", {}, h("h2", {}, json.title ?? ""), json.subtitle ? h("p", {}, json.subtitle) : null),
  );
}

function section(json, form, host) {
  const widgets = (json.widgets ?? []).map((widget) => drawWidget(widget, form, host));
  const always = json.collapsible ? (json.uncollapsibleWidgetsCount ?? 0) : widgets.length;
  const foldable = h("div", { class: "foldable", id: freshId("fold"), hidden: true }, widgets.slice(always));
  let toggle = null;
  if (json.collapsible && widgets.length > always) {
    const words = h("span", {}, json.collapseControl?.expandButton?.text ?? "Show more");
    toggle = h("button", { type: "button", class: "fold-button", "aria-expanded": "false", "aria-controls": foldable.id }, words, icon("ui-down"));
    toggle.addEventListener("click", () => {
      foldable.hidden = !foldable.hidden;
      toggle.setAttribute("aria-expanded", String(!foldable.hidden));
      words.textContent = foldable.hidden
        ? (json.collapseControl?.expandButton?.text ?? "Show more")
        : (json.collapseControl?.collapseButton?.text ?? "Show less");
    });
  }
  return h(
    "section",
    { class: "card-section" },
    json.header ? h("h3", {}, richText(json.header)) : null,
    widgets.slice(0, always),
    json.collapsible ? foldable : null,
    toggle,
  );
}

function visibleSections(sections) {
  let total = 0;
  const fits = [];
  for (const one of sections ?? []) {
    total += one.widgets?.length ?? 0;
    if (total > MOST_WIDGETS) break;
    fits.push(one);
  }
  return fits;
}

/** Draws a card; gives `{json, element, form}`. */
export function drawCard(json, host) {
  const form = new Form();
  const bound = host.bind(form);
  const body = h(
    "div",
    { class: `card-body${json.sectionDividerStyle === "NO_DIVIDER" ? " no-dividers" : ""}` },
    json.header ? header(json.header) : null,
    visibleSections(json.sections).map((one) => section(one, form, bound)),
  );
  const footer = json.fixedFooter
    ? h(
        "footer",
        { class: "card-footer" },
        json.fixedFooter.secondaryButton ? button(json.fixedFooter.secondaryButton, bound, "button") : null,
        button(json.fixedFooter.primaryButton, bound, "button button-primary"),
      )
    : null;
  return { json, form, element: h("article", { class: "card", "aria-label": json.header?.title ?? "Card" }, body, footer) };
}
