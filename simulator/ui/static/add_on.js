// The sidebar of a page: settings and what is open are written into #app by the server.

import { Sidebar } from "./host/sidebar.js";

const app = document.getElementById("app");

export const host = JSON.parse(app.dataset.host);

/** Draws the add-on into the page and fires its trigger; null when there is no add-on. */
export function startSidebar(hostAction) {
  if (!host.name) return null;
  const pane = document.getElementById("sidebar");
  const rail = document.getElementById("rail-add-on");
  const toggle = () => {
    pane.hidden = !pane.hidden;
    if (pane.hidden) rail.removeAttribute("aria-current");
    else rail.setAttribute("aria-current", "true");
  };
  const sidebar = new Sidebar(pane, host, { hostAction, closed: toggle });
  rail.addEventListener("click", toggle);
  const open = JSON.parse(app.dataset.open);
  sidebar.open({ trigger: open.trigger }, open.context);
  return sidebar;
}
