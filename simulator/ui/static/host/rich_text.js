// The basic HTML that the card format allows in textParagraph and decoratedText, and nothing else of HTML.

import { h } from "./dom.js";

const PLAIN = new Set(["b", "i", "u", "s", "br", "strong", "em", "strike", "del", "ul", "ol", "li", "p"]);
const COLOUR = /^#?[0-9a-z]{3,20}$/i;
const LINK = /^(https?:\/\/|mailto:|tel:)/i;

function copy(node, into) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) into.append(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const tag = child.localName;
    let made = into;
    if (PLAIN.has(tag)) made = h(tag);
    else if (tag === "a" && LINK.test(child.getAttribute("href") ?? ""))
      made = h("a", { href: child.getAttribute("href"), target: "_blank", rel: "noopener noreferrer" });
    else if (tag === "font") {
      made = h("span");
      const colour = child.getAttribute("color") ?? "";
      if (COLOUR.test(colour)) {
        made.className = "coloured";
        made.style.setProperty("--chosen", colour);
      }
    } else if (tag === "script" || tag === "style" || tag === "template") continue;
    copy(child, made);
    if (made !== into) into.append(made);
  }
}

/** The text of a card as nodes. The parser's document is inert: nothing in it runs or is fetched. */
export function richText(text) {
  const parsed = new DOMParser().parseFromString(text ?? "", "text/html");
  const fragment = document.createDocumentFragment();
  copy(parsed.body, fragment);
  return fragment;
}
