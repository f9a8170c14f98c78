"""Words for faults: why Google did not do something, and who can mend it how."""

from __future__ import annotations

from datetime import datetime

from services.core.outcome import Fault

from .text import Words


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


def mend_by(fault: Fault | None, retry_at: datetime | None, words: Words) -> str:
    """What to do about it, and when it is tried again by itself; an account that is gone is not."""
    mend = fault_mend(fault, words)
    if retry_at is None or fault is Fault.GONE:
        return mend
    return words.gettext("{reason} Next try at {time}.", reason=mend, time=words.clock(retry_at))
