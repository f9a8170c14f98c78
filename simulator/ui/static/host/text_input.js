// textInput, with its suggestions: given with the card (initialSuggestions) or asked for (autoCompleteAction).

import { freshId, h } from "./dom.js";
import { listed, strings } from "./form.js";

const PAUSE_MS = 180;
const CHECKS = {
  INTEGER: [/^-?\d+$/, "Enter a whole number"],
  FLOAT: [/^-?\d+([.,]\d+)?$/, "Enter a number"],
  EMAIL: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Enter an e-mail address"],
};

/** The widget; `run(action)` is called on change, `suggest(action, name)` asks for suggestions. */
export function textInput(json, form, { run, suggest }) {
  const id = freshId("text");
  const help = freshId("help");
  const multiline = json.type === "MULTIPLE_LINE";
  const field = h(multiline ? "textarea" : "input", {
    id,
    class: "field-control",
    name: json.name,
    placeholder: " ",
    autocomplete: "off",
    "aria-describedby": help,
    ...(multiline ? { rows: "4" } : { type: "text" }),
  });
  if (json.validation?.characterLimit) field.maxLength = json.validation.characterLimit;
  if (json.validation?.inputType === "EMAIL") field.inputMode = "email";
  field.value = json.value ?? "";
  const hint = h("div", { class: "field-help", id: help }, json.label ? (json.hintText ?? "") : "");
  const element = h(
    "div",
    { class: `field${multiline ? " field-multiline" : ""}` },
    h("div", { class: "field-box" }, field, h("label", { for: id }, json.label ?? json.hintText ?? json.name)),
    hint,
  );
  const input = {
    name: json.name,
    element,
    read: () => strings(field.value === "" ? [] : [field.value]),
    write: (value) => {
      field.value = listed(value)[0] ?? "";
      grow();
    },
    problem: () => {
      const [pattern, words] = CHECKS[json.validation?.inputType] ?? [];
      return pattern && field.value && !pattern.test(field.value.trim()) ? words : "";
    },
    fail: (complaint) => {
      element.classList.toggle("field-wrong", Boolean(complaint));
      field.setAttribute("aria-invalid", String(Boolean(complaint)));
      hint.textContent = complaint || (json.label ? (json.hintText ?? "") : "");
    },
  };
  function grow() {
    if (!multiline) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(Math.max(field.scrollHeight, 84), 240)}px`;
  }
  field.addEventListener("input", grow);
  if (json.onChangeAction) field.addEventListener("change", () => run(json.onChangeAction));
  if (json.autoCompleteAction || json.initialSuggestions)
    offerSuggestions(json, field, element, suggest);
  form.add(input);
  return element;
}

function offerSuggestions(json, field, element, suggest) {
  const list = h("ul", { class: "suggestions", role: "listbox", id: freshId("list"), hidden: true });
  const fixed = (json.initialSuggestions?.items ?? []).map((item) => item.text);
  let chosen = -1;
  let timer = 0;
  let asked = 0;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  element.querySelector(".field-box").append(list);

  function close() {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function take(text) {
    field.value = text;
    asked += 1; // an answer still on its way must not open the list again
    close();
    field.focus();
    field.dispatchEvent(new Event("input"));
    clearTimeout(timer);
    if (json.onChangeAction) field.dispatchEvent(new Event("change"));
  }
  function show(texts) {
    list.replaceChildren(
      ...texts.slice(0, 20).map((text) =>
        h("li", { role: "option", id: freshId("option"), onmousedown: (event) => event.preventDefault(), onclick: () => take(text) }, text),
      ),
    );
    chosen = -1;
    list.hidden = texts.length === 0;
    field.setAttribute("aria-expanded", String(texts.length > 0));
  }
  function point(step) {
    const options = [...list.children];
    if (list.hidden || !options.length) return;
    options[chosen]?.removeAttribute("aria-selected");
    chosen = (chosen + step + options.length) % options.length;
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[chosen].id);
  }
  async function ask() {
    const typed = field.value.toLowerCase();
    const known = fixed.filter((text) => text.toLowerCase().includes(typed));
    if (!json.autoCompleteAction) return show(known);
    if (!typed.trim()) return show(known);
    asked += 1;
    const mine = asked;
    const texts = await suggest(json.autoCompleteAction, json.name);
    if (mine === asked && document.activeElement === field) show([...known, ...texts]);
  }
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, json.autoCompleteAction ? PAUSE_MS : 0);
  });
  field.addEventListener("focus", () => {
    if (fixed.length) ask();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(1);
    else if (event.key === "ArrowUp") point(-1);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].textContent);
    else return;
    event.preventDefault();
  });
}
