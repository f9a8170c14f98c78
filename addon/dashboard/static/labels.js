// What links and forms cannot do by themselves. Every page works without it.

// The browser's time zone, so that times are shown as on the wall.
try {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`zone=${encodeURIComponent(zone)}`)) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `zone=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }
} catch {
  // Without it times are shown in UTC, and say so.
}

// Arrow keys between the box where people are typed and the colleagues that are found.
document.addEventListener("keydown", (event) => {
  const choices = [...document.querySelectorAll("#suggestions button")];
  const at = choices.indexOf(document.activeElement);
  const box = document.getElementById("people");
  if (!box || (document.activeElement !== box && at < 0)) return;
  if (event.key === "ArrowDown" && choices.length && (at >= 0 || box.selectionEnd === box.value.length)) {
    choices[Math.min(at + 1, choices.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (choices[at - 1] ?? box).focus();
  } else if (event.key === "Escape" && at >= 0) {
    box.focus();
  } else {
    return;
  }
  event.preventDefault();
});

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.who[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
