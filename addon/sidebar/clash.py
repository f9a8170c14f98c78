"""Conflicts: look at both versions, keep the one, use the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.clash import clash_card, clash_view
from cards.responses import Answer, Done, Push
from cards.text import Words
from services import overview, settling
from services.core.caller import Caller
from services.core.refusals import AlreadyDecided
from services.deps import Deps

from . import label as label_handlers
from . import reading


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The line of the conflict on the label card; raises AlreadyDecided when it is settled."""
    facts = overview.label(caller, label=reading.needed(event, "label"), deps=deps)
    wanted = (event.parameter("contact"), reading.number(event, "version"), event.parameter("field"))
    for clash in facts.clashes:
        if (clash.contact, clash.version, clash.field) == wanted:
            return Done((Push(clash_card(clash_view(facts, clash, words))),))
    raise AlreadyDecided


def keep(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Keep this one*: the conflict has been looked at."""
    return _settle(event, caller, words, "kept", words.gettext("Kept as it is."), deps=deps)


def use(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Use the other*: a new change, which reaches everyone."""
    said = words.gettext("The other version is used. It reaches everyone in a moment.")
    return _settle(event, caller, words, "lost", said, deps=deps)


def _settle(
    event: CallbackEvent, caller: Caller, words: Words, choice: str, said: str, *, deps: Deps
) -> Answer:
    label = reading.needed(event, "label")
    settling.settle(
        caller,
        label=label,
        contact=reading.needed(event, "contact"),
        version=reading.number(event, "version"),
        field=reading.needed(event, "field"),
        use=choice,
        deps=deps,
    )
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "clash.open": open_,
    "clash.keep": keep,
    "clash.use": use,
}
