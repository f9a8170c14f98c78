// What a person has typed into one card, in the shapes of the event object.

/**
 * The inputs of one card. An input is `{name, element, read, write, fail}`: `read()` gives its value as in
 * `commonEventObject.formInputs`, or null when there is nothing (Google leaves such inputs out), `write`
 * takes such a value back, `fail(message)` shows or clears a complaint.
 */
export class Form {
  constructor() {
    this.inputs = [];
  }

  add(input) {
    this.inputs.push(input);
    input.initial = input.read();
    return input.element;
  }

  /** formInputs of the event. */
  values() {
    const values = {};
    for (const input of this.inputs) {
      const value = input.read();
      if (value !== null) values[input.name] = value;
    }
    return values;
  }

  /** Put back what was typed: the meaning of `persistValues: true`. */
  keep(values, names) {
    for (const input of this.inputs) if (names.has(input.name)) input.write(values[input.name] ?? null);
  }

  names() {
    return new Set(this.inputs.map((input) => input.name));
  }

  /** Back to what the card says: the meaning of `persistValues: false`. */
  reset() {
    for (const input of this.inputs) input.write(input.initial);
  }

  /** Complains where something required is missing or not valid; true when the form may be sent. */
  check(action) {
    const required = new Set(action.requiredWidgets ?? []);
    let first = null;
    for (const input of this.inputs) {
      const missing = (action.allWidgetsAreRequired || required.has(input.name)) && input.read() === null;
      const complaint = missing ? "This is required" : (input.problem?.() ?? "");
      input.fail?.(complaint);
      if (complaint) first ??= input;
    }
    first?.element.querySelector("input, textarea, select")?.focus();
    return first === null;
  }
}

/** `{stringInputs: {value: […]}}`, or null for no value at all. */
export function strings(values) {
  return values.length ? { stringInputs: { value: values } } : null;
}

/** The strings of such a value. */
export function listed(value) {
  return value?.stringInputs?.value ?? [];
}
