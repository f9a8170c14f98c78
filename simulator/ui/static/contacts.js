// Search as you type, and how many are ticked. Everything works without it, a little slower.

document.documentElement.classList.add("scripted");

const form = document.getElementById("list-form");
const search = document.querySelector(".top-search");
const bar = document.getElementById("selection-bar");

function countTicks() {
  if (!form) return;
  const picked = form.querySelectorAll("input[name=contact]:checked").length;
  bar.classList.toggle("picked", picked > 0);
  document.getElementById("selection-count").textContent = picked
    ? `${picked} selected`
    : "Tick contacts to label, merge or delete them";
}

form?.addEventListener("change", (event) => {
  if (event.target.id === "tick-all")
    for (const box of form.querySelectorAll("input[name=contact]")) box.checked = event.target.checked;
  countTicks();
});
countTicks();

let timer = 0;
let asked = 0;
async function find() {
  asked += 1;
  const mine = asked;
  const address = new URL(search.action);
  address.search = new URLSearchParams(new FormData(search)).toString();
  const response = await fetch(address);
  const found = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== asked || !response.ok) return;
  for (const selector of ["#list", ".list-head"]) document.querySelector(selector).replaceWith(found.querySelector(selector));
  form.action = found.getElementById("list-form").action;
  history.replaceState(null, "", address);
  countTicks();
}
search?.addEventListener("input", () => {
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(find, 150);
});

setTimeout(() => document.querySelector(".flash")?.remove(), 5000);
