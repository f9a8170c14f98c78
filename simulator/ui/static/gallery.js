import { Sidebar } from "./host/sidebar.js";

const gallery = document.getElementById("gallery");
const settings = JSON.parse(gallery.dataset.settings);
const given = gallery.dataset.cards ? await (await fetch(gallery.dataset.cards)).json() : null;
for (const pane of gallery.querySelectorAll("[data-card]")) {
  const sidebar = new Sidebar(pane, settings);
  if (given) sidebar.begin([{ pushCard: given[pane.dataset.card] }]);
  else sidebar.open({ trigger: pane.dataset.card });
}
gallery.dataset.drawn = "";
