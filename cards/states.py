"""Words for levels, states and faults: the same on every card, page and mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.core.facts import CopyFacts, RefusedAddress
from services.core.levels import Level
from services.core.outcome import Fault

from .text import Words, one_line


def level_name(level: Level, words: Words) -> str:
    """The level as the product calls it."""
    match level:
        case Level.VIEWER:
            return words.gettext("Can view")
        case Level.EDITOR:
            return words.gettext("Can edit")
        case Level.REMOVER:
            return words.gettext("Can edit and delete")
        case Level.MANAGER:
            return words.gettext("Can manage")
        case Level.OWNER:
            return words.gettext("Owner")


def level_means(level: Level, words: Words) -> str:
    """What the level allows, in one line."""
    match level:
        case Level.VIEWER:
            return words.gettext("use the contacts")
        case Level.EDITOR:
            return words.gettext("change and add contacts")
        case Level.REMOVER:
            return words.gettext("change, add and remove contacts")
        case Level.MANAGER:
            return words.gettext("also share the label and change who may do what")
        case Level.OWNER:
            return words.gettext("everything, renaming and stopping too")


def level_line(level: Level, words: Words) -> str:
    """Name and meaning together: *Can edit: change and add contacts*."""
    return words.gettext(
        "{level}: {meaning}", level=level_name(level, words), meaning=level_means(level, words)
    )


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
                names=_named(copy.refused_names, words),
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
                names=_named(copy.fought_names, words),
            )
        )
    between = words.pgettext("between two short notes of one line", " · ")
    return StateWords(between.join(notes), needs=len(notes) > 1)


def _named(names: Iterable[str], words: Words) -> str:
    return words.names(one_line(name) or words.gettext("(no name)") for name in names)


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


def mend_by(fault: Fault | None, retry_at: datetime | None, words: Words) -> str:
    """What to do about it, and when it is tried again by itself; an account that is gone is not."""
    mend = fault_mend(fault, words)
    if retry_at is None or fault is Fault.GONE:
        return mend
    return words.gettext("{reason} Next try at {time}.", reason=mend, time=words.clock(retry_at))


def fault_reason(fault: Fault | None, words: Words) -> str:
    """Why Google did not do what was asked, as one sentence about the account."""
    match fault:
        case Fault.QUOTA:
            return words.gettext("Google's quota is used up for now.")
        case Fault.UNAVAILABLE:
            return words.gettext("Google does not answer at the moment.")
        case Fault.DELEGATION:
            return words.gettext("the app may not work with this account.")
        case Fault.SCOPE:
            return words.gettext("the app may not work with the contacts of this account.")
        case Fault.SUSPENDED:
            return words.gettext("this account is suspended.")
        case Fault.GONE:
            return words.gettext("this account no longer exists.")
        case Fault.FULL:
            return words.gettext("Google Contacts is full: 25,000 contacts, the trash included.")
        case Fault.NO_MAIL:
            return words.gettext("this account has no Gmail.")
        case Fault.REFUSED:
            return words.gettext("Google did not accept some of the contacts.")
        case None:
            return words.gettext("copying did not work.")


def fault_mend(fault: Fault | None, words: Words) -> str:
    """What to do about it, and who can; '' when waiting is enough."""
    match fault:
        case Fault.QUOTA | Fault.UNAVAILABLE:
            return words.gettext("It goes on by itself.")
        case Fault.DELEGATION:
            return words.gettext(
                "An admin has to allow Shared Labels in the Admin console, under Security, "
                "API controls, Domain-wide delegation."
            )
        case Fault.SCOPE:
            return words.gettext(
                "An admin has to add the Contacts permission to Shared Labels in the Admin "
                "console, under Security, API controls, Domain-wide delegation."
            )
        case Fault.SUSPENDED:
            return words.gettext("It goes on when an admin reactivates the account.")
        case Fault.GONE:
            return words.gettext("Stop sharing with this account to take it off the list.")
        case Fault.FULL:
            return words.gettext("Delete contacts there, empty the trash, then try again.")
        case Fault.NO_MAIL:
            return words.gettext("The label is shared; tell this person yourself.")
        case Fault.REFUSED:
            return words.gettext("The others are up to date. Look at the contacts that are missing.")
        case None:
            return words.gettext("Try again.")


def refused_why(address: RefusedAddress, words: Words) -> str:
    """Why an address of the share form cannot be shared with."""
    match address.why:
        case "malformed":
            return words.gettext("This is not an e-mail address.")
        case "self":
            return words.gettext("That is you.")
        case "owner":
            return words.gettext("This person owns the label.")
        case "unknown":
            return words.gettext("Nobody in your company has this address.")
        case "suspended":
            return words.gettext("This account is suspended.")
        case "outside":
            return words.gettext("This address is outside your company.")
        case "other-domain":
            return words.gettext("The admins of your company do not allow sharing with this domain.")
        case "groups-need-admin":
            return words.gettext(
                "Nobody has this address. If it is a Google Group: an admin of your company has to open "
                "Shared Labels once before labels can be shared with groups."
            )
        case "group-too-large":
            return words.gettext("This group has more than 5,000 people.")
        case "empty-group":
            return words.gettext("Nobody of your company is in this group.")
        case "too-many":
            return words.gettext("Too many at once. Share with these in a second go.")
        case "higher":
            return words.gettext("Their level is above yours, or you asked for more than yours.")
        case "same":
            return words.gettext("Has this level already.")
        case _:
            return words.gettext("Cannot be shared with.")


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
