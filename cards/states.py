"""Words for how far a share is, and each copy of it: the same on every card, page and mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.core.facts import CopyFacts
from services.core.outcome import Fault

from .faults import fault_reason, mend_by
from .names import contact_name
from .text import Words


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state in words: what it is, what to do about it ('' nothing), and whether it needs someone."""

    text: str
    mend: str = ""
    needs: bool = False
    retry: bool = False  # *Try again* may help

    @property
    def line(self) -> str:
        return f"{self.text} {self.mend}".strip()


def copy_state(copy: CopyFacts, words: Words, *, decides: bool = True) -> StateWords:
    """The state of one member's copy. `decides`: whoever reads it may decide about held deletions."""
    match copy.state:
        case "current":
            return _current(copy, words)
        case "copying":
            return StateWords(
                words.gettext(
                    "Copying {done} of {total}",
                    done=words.number(copy.done),
                    total=words.number(copy.total),
                )
            )
        case "later":
            return _later(copy, words)
        case "attention":
            return _attention(copy, words)
        case "paused":
            return StateWords(
                words.gettext("Paused: many contacts were deleted at once."),
                words.gettext("Choose Restore or Delete for everyone.")
                if decides
                else words.gettext("The owner of the label decides."),
                needs=True,
            )
        case "ending":
            return StateWords(words.gettext("Taking the contacts back"))
        case "ended":
            return StateWords(words.gettext("No longer shared"))
        case _:
            return StateWords(words.gettext("Waiting to copy"))


def _current(copy: CopyFacts, words: Words) -> StateWords:
    notes = [words.ngettext("Up to date · {n} contact", "Up to date · {n} contacts", copy.done)]
    if copy.refused:
        notes.append(
            words.ngettext(
                "Google does not accept {names}.",
                "Google does not accept {n} contacts, such as {names}.",
                copy.refused,
                names=_names(copy.refused_names, words),
            )
        )
    elif copy.done < copy.total:
        notes.append(fault_reason(Fault.REFUSED, words))
    if copy.fought:
        notes.append(
            words.ngettext(
                "Another program keeps changing {names}: left alone until tomorrow.",
                "Another program keeps changing {n} contacts, such as {names}: left alone until tomorrow.",
                copy.fought,
                names=_names(copy.fought_names, words),
            )
        )
    between = words.pgettext("between two short notes of one line", " · ")
    return StateWords(between.join(notes), needs=len(notes) > 1)


def _names(titles: Iterable[str], words: Words) -> str:
    return words.names(contact_name(title, words) for title in titles)


def _later(copy: CopyFacts, words: Words) -> StateWords:
    until = "" if copy.retry_at is None else words.clock(copy.retry_at)
    if copy.fault is Fault.QUOTA:
        if until:
            return StateWords(words.gettext("Waiting for Google's quota until {time}", time=until))
        return StateWords(words.gettext("Waiting for Google's quota"))
    if until:
        return StateWords(words.gettext("Google does not answer. Next try at {time}", time=until), retry=True)
    return StateWords(words.gettext("Google does not answer. Trying again soon"), retry=True)


def _attention(copy: CopyFacts, words: Words) -> StateWords:
    fault = copy.fault
    return StateWords(
        words.gettext("Needs attention: {reason}", reason=fault_reason(fault, words)),
        mend_by(fault, copy.retry_at, words),
        needs=True,
        retry=fault is not Fault.GONE,
    )


def shared_line(total: int, current: int, words: Words, *, stuck: int = 0, group: bool = False) -> str:
    """*Shared with 2 · copying 0 of 2*, or that everyone is up to date.

    `stuck`: copies that nothing goes on with until somebody does something; when no others are left, nothing
    is being copied any more. `group`: a Google Group has it. Its people are found after the answer, and
    some time there are none.
    """
    if total == 0 and group:
        return words.gettext("Google Group: its people have the label")
    if total == 0:
        return words.gettext("Shared with nobody yet")
    shared = words.ngettext("Shared with {n}", "Shared with {n}", total)
    if current >= total:
        state = words.gettext("all up to date")
    elif current + stuck >= total:
        state = words.gettext(
            "{current} of {total} up to date", current=words.number(current), total=words.number(total)
        )
    else:
        state = words.gettext(
            "copying {current} of {total}", current=words.number(current), total=words.number(total)
        )
    return words.gettext("{shared} · {state}", shared=shared, state=state)


def contacts_count(n: int, words: Words) -> str:
    """*23 contacts*."""
    return words.ngettext("{n} contact", "{n} contacts", n)


def member_state(
    grant_state: str, copy: CopyFacts, kind: str, words: Words, *, decides: bool = True
) -> StateWords:
    """The state of a member: her grant's where it says more than her copy. `decides`: as in `copy_state`."""
    if grant_state == "ended" and copy.state not in {"ending", "ended"}:
        return StateWords(words.gettext("No longer shared"))
    if kind == "group":
        return StateWords(words.gettext("Google Group: its people have the label"))
    if grant_state == "paused" and copy.state != "paused":
        return copy_state(CopyFacts("paused", copy.done, copy.total), words, decides=decides)
    return copy_state(copy, words, decides=decides)


def needs_of(troubled: int, held: int, clashes: int, words: Words) -> tuple[str, ...]:
    """What of a label waits for somebody: members in trouble, deletions and conflicts."""
    said = []
    if troubled:
        said.append(words.ngettext("{n} needs attention", "{n} need attention", troubled))
    if held:
        said.append(words.ngettext("{n} deletion to decide", "{n} deletions to decide", held))
    if clashes:
        said.append(words.ngettext("{n} conflict to look at", "{n} conflicts to look at", clashes))
    return tuple(said)
