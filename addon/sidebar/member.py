"""One member: look, change the level, try again, stop sharing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.card import Card
from cards.confirm import confirm_card, end_view
from cards.member import member_card, member_view
from cards.responses import Answer, Done, PopToRoot, Push, Update
from cards.text import Words
from services import members, overview
from services.core.caller import Caller
from services.core.facts import MemberFacts
from services.deps import Deps

from . import label as label_handlers
from . import reading


def _facts(event: CallbackEvent, caller: Caller, *, deps: Deps) -> MemberFacts:
    return overview.member(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        deps=deps,
    )


def _card(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Card:
    return member_card(member_view(_facts(event, caller, deps=deps), words))


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """A member of the label card was pressed."""
    return Done((Push(_card(event, caller, words, deps=deps)),))


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh*."""
    return Done((Update(_card(event, caller, words, deps=deps)),))


def change_level(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Change level*."""
    members.change_level(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        level=reading.level(event.inputs.text("level")),
        deps=deps,
    )
    return Done(
        (Update(_card(event, caller, words, deps=deps)),),
        notification=words.gettext("Level changed"),
        changed=True,
    )


def retry(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Try again* with a copy that needs attention."""
    members.retry(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        deps=deps,
    )
    return Done(
        (Update(_card(event, caller, words, deps=deps)),),
        notification=words.gettext("Trying again"),
        changed=True,
    )


def ask_end(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Stop sharing* with one member, before it is confirmed."""
    return Done((Push(confirm_card(end_view(_facts(event, caller, deps=deps), words))),))


def end(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Stop sharing* with one member, confirmed."""
    label = reading.needed(event, "label")
    members.end(caller, label=label, principal=reading.needed(event, "principal"), deps=deps)
    return Done(
        (PopToRoot(), Push(label_handlers.card(caller, words, label=label, deps=deps))),
        notification=words.gettext("No longer shared. The contacts are being taken back."),
        changed=True,
    )


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "member.open": open_,
    "member.show": show,
    "member.level": change_level,
    "member.retry": retry,
    "member.end.ask": ask_end,
    "member.end": end,
}
