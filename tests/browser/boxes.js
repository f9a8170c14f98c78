// Where words are. What has words of its own lies inside `root` from left to right, is seen, and
// is not cut off, except where a line is made to end in an ellipsis or a part is made to scroll. No short
// word is broken, the current tab is in sight, and the parts of a card stand below each other. The answer is sentences about what is wrong.
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
  // A word of ours stands on one line; an address, a link or what somebody wrote may be longer than any line.
  const words = /(?<![\p{L}\p{N}@._\/:-])[\p{L}\p{N}]{2,12}(?![\p{L}\p{N}@_\/:]|[.-][\p{L}\p{N}])/gu;
  const broken = (node) =>
    [...node.data.matchAll(words)].find((found) => {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      return new Set([...range.getClientRects()].filter((r) => r.width).map((r) => Math.round(r.top))).size > 1;
    });
  for (const e of withWords) {
    const found = [...e.childNodes].filter((node) => node.nodeType === 3).map(broken).find((word) => word);
    if (found) wrong.push(`“${found[0]}” is broken: ${name(e)}`);
  }
  for (const current of root.querySelectorAll("nav.tabs [aria-current]")) {
    const [tab, bar] = [current.getBoundingClientRect(), current.closest("nav").getBoundingClientRect()];
    if (tab.left < bar.left - 1 || tab.right > bar.right + 1) wrong.push(`is scrolled away: ${name(current)}`);
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
