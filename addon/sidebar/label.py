"""One label: open, page, search, stop sharing, leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.card import Card
from cards.confirm import confirm_card, leave_view, stop_view
from cards.label import label_card, label_view
from cards.responses import Answer, Done, PopToRoot, Push, Update
from cards.text import Words
from services import members, overview, sharing, syncing
from services.core.caller import Caller
from services.core.facts import LabelFacts
from services.deps import Deps

from . import home, reading


def card(caller: Caller, words: Words, *, label: str, deps: Deps) -> Card:
    """The card of a shared label as it is now."""
    return label_card(label_view(overview.label(caller, label=label, deps=deps), words))


def back_to_label(caller: Caller, words: Words, said: str, *, label: str, deps: Deps) -> Answer:
    """Back on the label's card after a change of something in it, with a sentence about it."""
    shown = card(caller, words, label=label, deps=deps)
    return Done((PopToRoot(), Push(shown)), notification=said, changed=True)


def _facts(event: CallbackEvent, caller: Caller, *, query: str, deps: Deps) -> LabelFacts:
    return overview.label(
        caller,
        label=event.parameter("label"),
        group=event.parameter("group"),
        page=reading.number(event, "page"),
        members_page=reading.number(event, "members"),
        query=query,
        deps=deps,
    )


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """A label of the home card was pressed."""
    return Done((Push(label_card(label_view(_facts(event, caller, query="", deps=deps), words))),))


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh*, *Next* and *Previous*."""
    facts = _facts(event, caller, query=event.parameter("query"), deps=deps)
    return Done((Update(label_card(label_view(facts, words))),))


def sync(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Sync now*: look at the copies at once instead of at the next cadence."""
    label = reading.needed(event, "label")
    syncing.sync_label(caller, label=label, deps=deps)
    return Done(
        (Update(card(caller, words, label=label, deps=deps)),),
        notification=words.gettext("Looking for changes. Refresh in a moment."),
    )


def search(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Search* in the contacts of the label."""
    facts = _facts(event, caller, query=event.inputs.text("query"), deps=deps)
    return Done((Update(label_card(label_view(facts, words))),))


def ask_stop(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Stop sharing* with everybody, before it is confirmed."""
    facts = overview.label(caller, label=reading.needed(event, "label"), deps=deps)
    return Done((Push(confirm_card(stop_view(facts, words))),))


def stop(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Stop sharing* with everybody, confirmed."""
    sharing.stop(caller, label=reading.needed(event, "label"), deps=deps)
    said = words.gettext("No longer shared. The contacts are being taken back.")
    return home.back_home(caller, words, said, deps=deps)


def ask_leave(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Leave label*, before it is confirmed."""
    facts = overview.label(caller, label=reading.needed(event, "label"), deps=deps)
    return Done((Push(confirm_card(leave_view(facts, words))),))


def leave(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Leave label*, confirmed."""
    members.leave(caller, label=reading.needed(event, "label"), deps=deps)
    said = words.gettext("You left the label. Its contacts go from your Google Contacts.")
    return home.back_home(caller, words, said, deps=deps)


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "label.open": open_,
    "label.show": show,
    "label.sync": sync,
    "label.search": search,
    "label.stop.ask": ask_stop,
    "label.stop": stop,
    "label.leave.ask": ask_leave,
    "label.leave": leave,
}
