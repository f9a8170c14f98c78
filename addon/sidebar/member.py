"""One member: look, change the level, hide fields, try again, make owner, stop sharing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.card import Card
from cards.confirm import confirm_card, end_view, owner_view
from cards.member import member_card, member_view
from cards.responses import Answer, Done, Push, Update
from cards.text import Words
from services import label_settings, members, overview, transferring
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


def _changed(
    event: CallbackEvent,
    caller: Caller,
    words: Words,
    said: str,
    *,
    ticked: tuple[str, ...] | None = None,
    deps: Deps,
) -> Answer:
    """The card anew after a change, with the boxes of hidden fields as they are `ticked`."""
    shown = member_card(member_view(_facts(event, caller, deps=deps), words, ticked))
    return Done((Update(shown),), notification=said, changed=True)


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """A member of the label card was pressed."""
    return Done((Push(_card(event, caller, words, deps=deps)),))


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh*."""
    return Done((Update(_card(event, caller, words, deps=deps)),))


def change_level(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Change level*; the boxes of hidden fields stay as they are ticked."""
    members.change_level(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        level=reading.level(event.inputs.text("level")),
        deps=deps,
    )
    ticked = event.inputs.texts("fields") or None
    return _changed(event, caller, words, words.gettext("Level changed"), ticked=ticked, deps=deps)


def hide(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Save* under *Hidden from this member*."""
    label_settings.hide(
        caller,
        label=reading.needed(event, "label"),
        whom=f"account:{reading.needed(event, 'principal')}",
        fields=event.inputs.texts("fields"),
        deps=deps,
    )
    return _changed(
        event,
        caller,
        words,
        words.gettext("Saved. What is hidden goes from the copies in a moment."),
        deps=deps,
    )


def retry(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Try again* with a copy that needs attention."""
    members.retry(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        deps=deps,
    )
    return _changed(event, caller, words, words.gettext("Trying again"), deps=deps)


def ask_owner(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Make owner*, before it is confirmed."""
    facts = overview.heir(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        deps=deps,
    )
    return Done((Push(confirm_card(owner_view(facts, words))),))


def make_owner(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Make owner*, confirmed."""
    label = reading.needed(event, "label")
    transferring.transfer(caller, label=label, principal=reading.needed(event, "principal"), deps=deps)
    said = words.gettext("The label has a new owner.")
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


def ask_end(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Stop sharing* with one member, before it is confirmed."""
    return Done((Push(confirm_card(end_view(_facts(event, caller, deps=deps), words))),))


def end(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Stop sharing* with one member, confirmed."""
    label = reading.needed(event, "label")
    members.end(caller, label=label, principal=reading.needed(event, "principal"), deps=deps)
    said = words.gettext("No longer shared. The contacts are being taken back.")
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "member.open": open_,
    "member.show": show,
    "member.level": change_level,
    "member.hide": hide,
    "member.retry": retry,
    "member.owner.ask": ask_owner,
    "member.owner": make_owner,
    "member.end.ask": ask_end,
    "member.end": end,
}
