// The mail page: its sidebar, and the window to write in.

import { startSidebar, host } from "./add_on.js";
import { h } from "./host/dom.js";
import { Sidebar } from "./host/sidebar.js";

const by = (id) => document.getElementById(id);
const fields = { to: by("compose-to"), cc: by("compose-cc"), bcc: by("compose-bcc") };

/** Addresses as typed, without their names. */
function addresses(text) {
  return text.split(/[,;\n]/).map((part) => part.match(/<([^>]+)>/)?.[1] ?? part.trim()).filter(Boolean);
}

/** Carries out gmailAction; the lists of an update replace those in the window. */
function gmailAction(action) {
  const draft = action.gmailAction?.updateDraftActionMarkup;
  if (!draft) return;
  openCompose();
  const lists = {
    to: draft.updateToRecipients?.toRecipients,
    cc: draft.updateCcRecipients?.ccRecipients,
    bcc: draft.updateBccRecipients?.bccRecipients,
  };
  for (const [name, list] of Object.entries(lists)) if (list) fields[name].value = list.map((one) => one.email).join(", ");
  if (draft.updateSubject) by("compose-subject").value = draft.updateSubject.subject;
  for (const part of draft.updateBody?.insertContents ?? []) by("compose-body").value += part.content.replace(/<[^>]*>/g, "");
  by("compose-add-on").hidden = true;
}

startSidebar(gmailAction);

function openCompose({ to = "", subject = "" } = {}) {
  if (!by("compose").hidden) return;
  by("compose").hidden = false;
  fields.to.value = to;
  by("compose-subject").value = subject;
  fields.to.focus();
}

by("compose-open").addEventListener("click", () => openCompose());
by("compose-close").addEventListener("click", () => {
  for (const input of by("compose").querySelectorAll("input, textarea")) input.value = "";
  by("compose-add-on").hidden = true;
  by("compose").hidden = true;
});
by("reply")?.addEventListener("click", (event) => {
  const { to, subject } = event.target.dataset;
  openCompose({ to, subject: subject.startsWith("Re:") ? subject : `Re: ${subject}` });
});

by("compose-send").addEventListener("click", async () => {
  const mail = Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, addresses(input.value)]));
  const response = await fetch(host.send, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...mail, subject: by("compose-subject").value, body: by("compose-body").value }),
  });
  if (response.ok) by("compose-close").click();
  else by("compose-state").textContent = (await response.json()).error;
});

for (const [index, action] of (host.compose ?? []).entries()) {
  const pane = by("compose-add-on");
  const press = () => {
    pane.hidden = !pane.hidden;
    if (pane.hidden) return;
    const root = h("div");
    pane.replaceChildren(root);
    const sidebar = new Sidebar(root, { ...host, universalActions: [] }, { hostAction: gmailAction, closed: () => (pane.hidden = true) });
    const draft = Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, addresses(input.value)]));
    sidebar.open({ trigger: "compose" }, { compose: index, ...draft });
  };
  by("compose-tools").append(
    h("button", { type: "button", class: "icon-button", "aria-label": action.label, title: action.label, onclick: press }, h("img", { src: action.logo, alt: "" })),
  );
}

// Until here a press would have gone nowhere.
by("compose-open").disabled = false;
