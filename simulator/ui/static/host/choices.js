// selectionInput, the switchControl of decoratedText, and dateTimePicker.

import { freshId, h, icon } from "./dom.js";
import { listed, strings } from "./form.js";

/** A tick box, switch or radio button with its label. */
function tick(kind, item, name, group) {
  const id = freshId("tick");
  const box = h("input", { type: kind === "RADIO_BUTTON" ? "radio" : "checkbox", id, name: group, value: item.value ?? "" });
  if (kind === "SWITCH") box.setAttribute("role", "switch");
  box.checked = Boolean(item.selected);
  const words = h("label", { for: id }, h("span", {}, item.text ?? ""), item.bottomText ? h("small", {}, item.bottomText) : null);
  return [box, h("div", { class: `tick tick-${kind.toLowerCase()}`, title: item.text ?? name }, box, words)];
}

function ticks(json, kind) {
  const group = freshId(json.name);
  const pairs = (json.items ?? []).map((item) => tick(kind, item, json.name, group));
  const boxes = pairs.map(([box]) => box);
  const element = h(
    "fieldset",
    { class: "choices" },
    json.label ? h("legend", {}, json.label) : null,
    pairs.map(([, row]) => row),
  );
  return {
    element,
    boxes,
    read: () => strings(boxes.filter((box) => box.checked).map((box) => box.value)),
    write: (value) => boxes.forEach((box) => (box.checked = listed(value).includes(box.value))),
  };
}

function dropdown(json) {
  const id = freshId("select");
  const items = json.items ?? [];
  const select = h(
    "select",
    { id, class: "field-control", name: json.name },
    items.some((item) => item.selected) ? null : h("option", { value: "", hidden: true }, ""),
    items.map((item) => {
      const option = h("option", { value: item.value ?? "" }, item.text ?? "");
      option.selected = Boolean(item.selected);
      return option;
    }),
  );
  const element = h("div", { class: "field field-select" }, h("div", { class: "field-box" }, select, h("label", { for: id }, json.label ?? ""), icon("ui-down")));
  return {
    element,
    boxes: [select],
    read: () => strings(select.value === "" ? [] : [select.value]),
    write: (value) => (select.value = listed(value)[0] ?? ""),
  };
}

function multiSelect(json) {
  const limit = json.multiSelectMaxSelectedItems ?? 3;
  const items = json.items ?? [];
  const id = freshId("multi");
  let values = items.filter((item) => item.selected).map((item) => item.value ?? "");
  const chips = h("div", { class: "multi-chips" });
  const select = h("select", { id, class: "field-control" });
  const element = h("div", { class: "field field-select" }, chips, h("div", { class: "field-box" }, select, h("label", { for: id }, json.label ?? ""), icon("ui-down")));
  const changed = () => element.dispatchEvent(new Event("change"));
  function draw() {
    const text = (value) => items.find((item) => (item.value ?? "") === value)?.text ?? value;
    chips.replaceChildren(
      ...values.map((value) =>
        h("button", { type: "button", class: "chip", "aria-label": `Remove ${text(value)}`, onclick: () => { values = values.filter((other) => other !== value); draw(); changed(); } }, text(value), icon("ui-close")),
      ),
    );
    select.replaceChildren(
      h("option", { value: "" }, values.length >= limit ? `No more than ${limit}` : "Choose…"),
      ...items.filter((item) => !values.includes(item.value ?? "")).map((item) => h("option", { value: item.value ?? "" }, item.text ?? "")),
    );
    select.disabled = values.length >= limit;
  }
  select.addEventListener("change", (event) => {
    event.stopPropagation();
    if (select.value) values = [...values, select.value];
    draw();
    changed();
  });
  draw();
  return {
    element,
    boxes: [element],
    read: () => strings(values),
    write: (value) => {
      values = [...listed(value)];
      draw();
    },
  };
}

/** The widget selectionInput. */
export function selectionInput(json, form, { run }) {
  const kind = json.type ?? "CHECK_BOX";
  const made = kind === "DROPDOWN" ? dropdown(json) : kind === "MULTI_SELECT" ? multiSelect(json) : ticks(json, kind);
  const complaint = h("div", { class: "field-help", role: "alert" });
  const element = h("div", { class: "selection" }, made.element, complaint);
  if (json.onChangeAction) for (const box of made.boxes) box.addEventListener("change", () => run(json.onChangeAction));
  form.add({
    ...made,
    name: json.name,
    element,
    fail: (words) => {
      complaint.textContent = words;
      element.classList.toggle("field-wrong", Boolean(words));
    },
  });
  return element;
}

/** The switch (or tick box) at the end of a decoratedText, named after its text. */
export function switchControl(json, label, form, { run }) {
  const kind = json.controlType === "CHECK_BOX" || json.controlType === "CHECKBOX" ? "CHECK_BOX" : "SWITCH";
  const box = h("input", { type: "checkbox", name: json.name, value: json.value ?? "", "aria-label": label });
  if (kind === "SWITCH") box.setAttribute("role", "switch");
  box.checked = Boolean(json.selected);
  const element = h("div", { class: `tick tick-${kind.toLowerCase()}` }, box);
  if (json.onChangeAction) box.addEventListener("change", () => run(json.onChangeAction));
  form.add({
    name: json.name,
    element,
    read: () => strings(box.checked ? [box.value] : []),
    write: (value) => (box.checked = value !== null && value !== undefined),
  });
  return element;
}

/** The widget dateTimePicker; times are UTC here, as the host sends them. */
export function dateTimePicker(json, form, { run }) {
  const kind = json.type ?? "DATE_AND_TIME";
  const id = freshId("when");
  const field = h("input", {
    id,
    class: "field-control",
    name: json.name,
    type: { DATE_ONLY: "date", TIME_ONLY: "time" }[kind] ?? "datetime-local",
  });
  const put = (milliseconds) => {
    const iso = new Date(Number(milliseconds)).toISOString();
    field.value = { DATE_ONLY: iso.slice(0, 10), TIME_ONLY: iso.slice(11, 16) }[kind] ?? iso.slice(0, 16);
  };
  if (json.valueMsEpoch !== undefined) put(json.valueMsEpoch);
  const help = h("div", { class: "field-help" });
  const element = h("div", { class: "field field-date" }, h("div", { class: "field-box" }, field, h("label", { for: id }, json.label ?? json.name)), help);
  if (json.onChangeAction) field.addEventListener("change", () => run(json.onChangeAction));
  form.add({
    name: json.name,
    element,
    read: () => {
      if (!field.value) return null;
      if (kind === "TIME_ONLY") {
        const [hours, minutes] = field.value.split(":").map(Number);
        return { timeInput: { hours, minutes } };
      }
      const msSinceEpoch = Date.parse(kind === "DATE_ONLY" ? `${field.value}T00:00Z` : `${field.value}Z`);
      return kind === "DATE_ONLY" ? { dateInput: { msSinceEpoch } } : { dateTimeInput: { msSinceEpoch, hasDate: true, hasTime: true } };
    },
    write: (value) => {
      if (!value) field.value = "";
      else if (value.timeInput) field.value = [value.timeInput.hours, value.timeInput.minutes].map((part) => String(part).padStart(2, "0")).join(":");
      else put((value.dateInput ?? value.dateTimeInput).msSinceEpoch);
    },
    fail: (words) => {
      help.textContent = words;
      element.classList.toggle("field-wrong", Boolean(words));
    },
  });
  return element;
}
