// The part of the add-on host that a person sees. The other part, which makes events and holds the tokens,
// is the server's; this one sends it what was pressed and draws what comes back.

import { drawCard } from "./card.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { navigate } from "./stack.js";

const TOAST_MS = 6000;
const ERROR_WORDS = "Something went wrong with this add-on. Try again.";

export class Sidebar {
  /**
   * `root` is filled; `settings` is what the server wrote into the page: `{endpoint, name, logo,
   * universalActions, linkPrefixes}`. `hostAction(action)` carries out a hostAppAction; `closed()` is
   * called by the cross, which is there only when it is given.
   */
  constructor(root, settings, { hostAction = () => {}, closed = null } = {}) {
    this.settings = settings;
    this.hostAction = hostAction;
    this.stack = [];
    this.context = {};
    this.trigger = null;
    this.busy = 0;
    this.back = h("button", { type: "button", class: "icon-button", "aria-label": "Back", hidden: true, onclick: () => this.goBack() }, icon("ui-back"));
    this.more = h("button", { type: "button", class: "icon-button", "aria-label": "More actions", "aria-haspopup": "menu", onclick: () => this.openActions() }, icon("ui-more"));
    this.progress = h("div", { class: "progress", role: "progressbar", "aria-label": "Loading", hidden: true });
    this.view = h("div", { class: "card-view", tabindex: "-1" });
    this.peek = h("div", { class: "peek", hidden: true });
    this.toast = h("div", { class: "toast", role: "status", "aria-live": "polite" });
    root.classList.add("sidebar");
    root.replaceChildren(
      h(
        "div",
        { class: "sidebar-bar" },
        this.back,
        settings.logo ? h("img", { class: "sidebar-logo", src: settings.logo, alt: "" }) : null,
        h("h1", {}, settings.name),
        this.more,
        closed ? h("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: closed }, icon("ui-close")) : null,
      ),
      this.progress,
      this.view,
      this.peek,
      this.toast,
    );
    this.root = root;
  }

  /** Fires a trigger (`{trigger: "homepage" | "message" | "compose" | "event", …}`) and starts a new stack. */
  async open(trigger, context = {}) {
    this.trigger = trigger;
    this.context = context;
    this.peek.hidden = true;
    await this.send("open", trigger, true, (answer) => this.begin(answer.navigations ?? []));
  }

  begin(navigations) {
    const card = navigations.at(-1)?.pushCard;
    if (card?.displayStyle === "PEEK" && this.stack.length) return this.offer(card);
    this.stack = [];
    this.show(navigate([], navigations, (json) => this.draw(json)));
  }

  /** A card that asks to peek: its header waits at the bottom until it is pressed. */
  offer(card) {
    const header = card.peekCardHeader ?? card.header ?? { title: this.settings.name };
    const press = () => {
      this.peek.hidden = true;
      this.show([...this.stack, this.draw(card)]);
    };
    this.peek.replaceChildren(h("button", { type: "button", onclick: press }, h("strong", {}, header.title), header.subtitle ? h("span", {}, header.subtitle) : null));
    this.peek.hidden = false;
  }

  draw(json) {
    return drawCard(json, this);
  }

  /** What presses on one card lead to. */
  bind(form) {
    return {
      run: (action) => this.run(action, form),
      click: (onClick) => this.click(onClick, form),
      suggest: (action) => this.suggest(action, form),
      mayOpen: (url) => this.mayOpen(url),
    };
  }

  click(onClick, form) {
    if (onClick.action) this.run(onClick.action, form);
    else if (onClick.openDynamicLinkAction) this.run(onClick.openDynamicLinkAction, form);
    else if (onClick.openLink) this.openLink(onClick.openLink);
    else if (onClick.card) this.show([...this.stack, this.draw(onClick.card)]);
  }

  async run(action, form) {
    if (!form.check(action)) return;
    const kept = action.persistValues ? { values: form.values(), names: form.names() } : null;
    const request = { function: action.function, parameters: action.parameters ?? [], formInputs: form.values() };
    await this.send("act", request, action.loadIndicator !== "NONE", (answer) => this.apply(answer, kept, form));
  }

  async suggest(action, form) {
    const request = { function: action.function, parameters: action.parameters ?? [], formInputs: form.values() };
    const reply = await this.post("suggest", request);
    return reply.answer?.items ?? [];
  }

  apply(answer, kept, form) {
    if (answer.notification) this.notify(answer.notification);
    if (answer.link) this.openLink(answer.link);
    if (answer.hostAppAction) this.hostAction(answer.hostAppAction);
    if (answer.navigations?.length) this.show(navigate(this.stack, answer.navigations, (json) => this.draw(json), kept));
    if (!kept) form?.reset();
  }

  async send(kind, request, spinner, done) {
    this.wait(1, spinner);
    try {
      const reply = await this.post(kind, request);
      if (reply.answer?.scopes) this.askConsent(reply.answer.scopes, () => this.send(kind, request, spinner, done));
      else if (reply.answer?.prompt) this.show([this.draw(reply.answer.prompt)]);
      else if (reply.answer) done(reply.answer);
      else this.fail(reply.error, () => this.send(kind, request, spinner, done));
    } finally {
      this.wait(-1, spinner);
    }
  }

  async post(kind, request) {
    try {
      const response = await fetch(`${this.settings.endpoint}/${kind}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...request, context: this.context }),
      });
      return await response.json();
    } catch (error) {
      return { error: `The simulator did not answer (${error.message}).` };
    }
  }

  wait(step, spinner) {
    this.busy += step;
    this.progress.hidden = this.busy === 0;
    this.root.setAttribute("aria-busy", String(this.busy > 0));
    if (spinner) this.view.inert = step > 0;
  }

  show(cards) {
    const before = this.stack.at(-1);
    const focused = this.focusMark();
    if (before) before.scroll = this.view.scrollTop;
    const updated = cards.length === this.stack.length;
    this.stack = cards;
    const top = cards.at(-1);
    this.back.hidden = cards.length < 2;
    this.view.replaceChildren(...(top ? [top.element] : []));
    this.view.scrollTop = updated ? (before?.scroll ?? 0) : (top?.scroll ?? 0);
    this.restoreFocus(focused, top);
  }

  /** Where the keyboard is, in words that survive a redrawn card. */
  focusMark() {
    const element = document.activeElement;
    if (!this.view.contains(element) || element === this.view) return null;
    return { name: element.getAttribute("name"), text: element.textContent };
  }

  restoreFocus(mark, top) {
    if (!mark || !top) return;
    const same = [...top.element.querySelectorAll("input, textarea, select, button, a")].find(
      (element) => (mark.name && element.getAttribute("name") === mark.name) || (!mark.name && mark.text && element.textContent === mark.text),
    );
    (same ?? this.view).focus({ preventScroll: true });
  }

  goBack() {
    this.view.inert = false;
    this.show(this.stack.slice(0, -1));
    this.view.focus({ preventScroll: true });
  }

  openActions() {
    const card = this.stack.at(-1);
    const own = (card?.json.cardActions ?? []).map((one) => ({ text: one.actionLabel, press: () => this.click(one.onClick, card.form) }));
    const universal = this.settings.universalActions.map((one) => ({
      text: one.label,
      press: () => (one.openLink ? this.openLink({ url: one.openLink }) : this.send("act", { function: one.runFunction, parameters: [], formInputs: {} }, true, (answer) => this.apply(answer, null, null))),
    }));
    const refresh = { text: "Refresh", icon: icon("ui-refresh"), press: () => this.open(this.trigger, this.context) };
    openMenu(this.more, [...own, ...(own.length ? [null] : []), ...universal, refresh]);
  }

  mayOpen(url) {
    if (/^(mailto|tel):/i.test(url)) return true;
    return this.settings.linkPrefixes.some((prefix) => url.startsWith(prefix));
  }

  openLink(link) {
    if (!this.mayOpen(link.url)) return this.fail(`The deployment's openLinkUrlPrefixes do not allow ${link.url}`);
    if (/^(mailto|tel):/i.test(link.url)) return window.location.assign(link.url);
    const reload = link.onClose === "RELOAD";
    const features = link.openAs === "OVERLAY" ? "popup,width=520,height=640" : "";
    const opened = window.open(link.url, "_blank", reload ? features : `noopener,noreferrer${features && `,${features}`}`);
    if (reload && opened) {
      const watch = setInterval(() => {
        if (!opened.closed) return;
        clearInterval(watch);
        this.open(this.trigger, this.context);
      }, 400);
    }
  }

  notify(text) {
    clearTimeout(this.toastTimer);
    this.toast.textContent = text;
    this.toast.classList.add("toast-shown");
    this.toastTimer = setTimeout(() => this.toast.classList.remove("toast-shown"), TOAST_MS);
  }

  askConsent(scopes, again) {
    const allow = async () => {
      await this.post("consent", { scopes });
      this.stack = this.stack.filter((card) => !card.host);
      again();
    };
    this.hostCard(
      h("h2", {}, "Authorization needed"),
      h("p", {}, `${this.settings.name} needs your permission for:`),
      h("ul", {}, scopes.map((scope) => h("li", {}, scope.replace("https://www.googleapis.com/auth/", "")))),
      h("button", { type: "button", class: "button button-primary", onclick: allow }, "Authorize access"),
    );
  }

  fail(reason, again = null) {
    const retry = () => {
      this.stack = this.stack.filter((card) => !card.host);
      again();
    };
    this.hostCard(
      h("h2", { role: "alert" }, ERROR_WORDS),
      again ? h("button", { type: "button", class: "button", onclick: retry }, "Try again") : null,
      h("details", { class: "host-reason" }, h("summary", {}, "What the simulated host saw"), h("pre", {}, reason ?? "")),
    );
  }

  /** A card of the host itself; it covers the others until Back or until it is answered. */
  hostCard(...content) {
    const card = { json: {}, host: true, form: { values: () => ({}), names: () => new Set() }, element: h("article", { class: "card host-card" }, content) };
    this.show([...this.stack.filter((one) => !one.host), card]);
  }
}
