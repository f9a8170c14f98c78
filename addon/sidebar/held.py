"""Held deletions: look, *Restore*, *Delete for everyone*, *Leave label*."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.confirm import confirm_card
from cards.held import delete_view, held_card, held_view
from cards.responses import Answer, Done, Push
from cards.text import Words
from services import holding, overview
from services.core.caller import Caller
from services.core.facts import HeldFacts, LabelFacts
from services.core.refusals import AlreadyDecided
from services.deps import Deps

from . import home, reading
from . import label as label_handlers


def _facts(event: CallbackEvent, caller: Caller, *, deps: Deps) -> tuple[LabelFacts, HeldFacts]:
    """The label and the hold; raises AlreadyDecided for a hold that does not wait any more."""
    facts = overview.label(caller, label=reading.needed(event, "label"), deps=deps)
    wanted = reading.needed(event, "hold")
    for hold in facts.held:
        if hold.hold == wanted:
            return facts, hold
    raise AlreadyDecided


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The line of the hold on the label card."""
    facts, hold = _facts(event, caller, deps=deps)
    return Done((Push(held_card(held_view(facts, hold, words))),))


def ask_delete(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Delete for everyone*, before it is confirmed."""
    facts, hold = _facts(event, caller, deps=deps)
    return Done((Push(confirm_card(delete_view(facts, hold, words))),))


def restore(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Restore*."""
    said = words.gettext("Restored. The contacts are coming back.")
    return _decide(event, caller, words, "restore", said, deps=deps)


def delete(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Delete for everyone*, confirmed."""
    said = words.gettext("Being deleted for everyone. The trash keeps them for 30 days.")
    return _decide(event, caller, words, "delete", said, deps=deps)


def leave(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Leave label*, by somebody who deleted everything of it: nothing is left to be asked twice about."""
    holding.decide(caller, hold=reading.needed(event, "hold"), choice="leave", deps=deps)
    said = words.gettext("You left the label. The others keep its contacts.")
    return home.back_home(caller, words, said, deps=deps)


def _decide(
    event: CallbackEvent, caller: Caller, words: Words, choice: str, said: str, *, deps: Deps
) -> Answer:
    label = reading.needed(event, "label")
    holding.decide(caller, hold=reading.needed(event, "hold"), choice=choice, deps=deps)
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "held.open": open_,
    "held.restore": restore,
    "held.delete.ask": ask_delete,
    "held.delete": delete,
    "held.leave": leave,
}
