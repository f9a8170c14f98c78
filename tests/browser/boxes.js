// Where words are. What has words of its own lies inside `root` from left to right, is seen, and
// is not cut off, except where a line is made to end in an ellipsis or a part is made to scroll. The parts
// of a card stand below each other. The answer is sentences about what is wrong.
(root) => {
  const wrong = [];
  const box = root.getBoundingClientRect();
  const name = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} “${e.textContent.trim().slice(0, 40)}”`;
  const unseen = "option, datalist, title, script, style, noscript, .unseen, .skip, .visually-hidden";
  const shown = (e) => !e.closest(unseen) && e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scrolls = (e) => {
    for (let up = e.parentElement; up && up !== root; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const withWords = [...root.querySelectorAll("*")].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && shown(e));
  for (const e of withWords) {
    const at = e.getBoundingClientRect();
    if (at.width === 1 && at.height === 1) continue; // for those who hear the page
    const style = getComputedStyle(e);
    if (!at.width || !at.height) wrong.push(`has no size: ${name(e)}`);
    if (!scrolls(e) && (at.left < box.left - 1 || at.right > box.right + 1)) wrong.push(`runs out of its box: ${name(e)}`);
    const cuts = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
    if (cuts && e.scrollWidth > e.clientWidth + 1) wrong.push(`is cut off: ${name(e)}`);
  }
  if (!withWords.length) wrong.push("says nothing");
  if (root.scrollWidth > root.clientWidth + 1) wrong.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const parent of root.querySelectorAll(".card-section, .card-body")) {
    const parts = [...parent.children].filter(shown).map((e) => [e, e.getBoundingClientRect()]);
    for (let n = 1; n < parts.length; n += 1)
      if (parts[n][1].top < parts[n - 1][1].bottom - 1) wrong.push(`lies on what is above: ${name(parts[n][0])}`);
  }
  return wrong;
}
