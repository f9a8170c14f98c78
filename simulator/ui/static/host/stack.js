// The stack of cards of one sidebar, and the navigations that change it.

/** Applies `navigations` to `stack` (an array of drawn cards, the top one last) and gives the new one. */
export function navigate(stack, navigations, draw, kept = null) {
  let cards = [...stack];
  for (const step of navigations) {
    if (step.pushCard) cards.push(draw(step.pushCard));
    else if (step.updateCard) {
      const card = draw(step.updateCard);
      if (kept) card.form.keep(kept.values, kept.names);
      cards = [...cards.slice(0, -1), card];
    } else if (step.pop) cards = cards.length > 1 ? cards.slice(0, -1) : cards;
    else if (step.popToRoot) cards = cards.slice(0, 1);
    else if (step.popToCard) {
      const index = cards.findLastIndex((card) => card.json.name === step.popToCard);
      if (index >= 0) cards = cards.slice(0, index + 1);
    }
  }
  return cards;
}
