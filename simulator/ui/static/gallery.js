import { Sidebar } from "./host/sidebar.js";

const gallery = document.getElementById("gallery");
for (const pane of gallery.querySelectorAll("[data-card]")) {
  const sidebar = new Sidebar(pane, JSON.parse(gallery.dataset.settings));
  sidebar.open({ trigger: pane.dataset.card });
}
