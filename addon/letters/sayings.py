"""What each kind of mail says: subject, first sentence, why it was sent, and what to know or do after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cards.faults import fault_mend, fault_reason
from cards.text import Words
from services.core.facts import MailFacts, MailItem


@dataclass(frozen=True, slots=True)
class Said:
    """What is peculiar to a kind of mail; `why` somebody gets it, `after` it what to know or do."""

    subject: str
    lead: str
    why: str
    after: str = ""


def _because_shared(words: Words) -> str:
    return words.gettext("You get this because the label is shared with you.")


def _shared(facts: MailFacts, who: str, first: MailItem, words: Words) -> Said:
    n = len(facts.items)
    if n == 1:
        subject = words.gettext("{name} shared the label “{label}” with you", name=who, label=first.name)
    else:
        subject = words.ngettext(
            "{name} shared {n} label with you", "{name} shared {n} labels with you", n, name=who
        )
    return Said(
        subject,
        words.ngettext(
            "{name} ({email}) shares a label of contacts with you.",
            "{name} ({email}) shares {n} labels of contacts with you.",
            n,
            name=who,
            email=facts.by_email,
        ),
        words.gettext("You get this because {name} shared with you through Shared Labels.", name=who),
        words.gettext(
            "The contacts come into your own Google Contacts in a few minutes, on your phone too. "
            "Contacts that you have already stay as they are."
        ),
    )


def _level_changed(facts: MailFacts, who: str, first: MailItem, words: Words) -> Said:
    n = len(facts.items)
    return Said(
        words.gettext("What you may do with “{label}” has changed", label=first.name)
        if n == 1
        else words.ngettext(
            "What you may do with {n} label has changed", "What you may do with {n} labels has changed", n
        ),
        words.gettext("{name} ({email}) changed what you may do.", name=who, email=facts.by_email),
        _because_shared(words),
    )


def _ended(facts: MailFacts, who: str, first: MailItem, words: Words) -> Said:
    n = len(facts.items)
    return Said(
        words.gettext("“{label}” is no longer shared with you", label=first.name)
        if n == 1
        else words.ngettext(
            "{n} label is no longer shared with you", "{n} labels are no longer shared with you", n
        ),
        words.gettext("{name} ({email}) has stopped sharing with you.", name=who, email=facts.by_email),
        words.gettext("You get this because the label was shared with you."),
        words.gettext("Its contacts leave your Google Contacts. Contacts of your own stay."),
    )


def _ownership(facts: MailFacts, who: str, first: MailItem, words: Words) -> Said:
    return Said(
        words.gettext("You are now the owner of “{label}”", label=first.name),
        words.gettext("{name} ({email}) handed the label over to you.", name=who, email=facts.by_email),
        _because_shared(words),
    )


def _held(facts: MailFacts, who: str, first: MailItem, words: Words) -> Said:
    if facts.own:
        lead = words.gettext(
            "You deleted many contacts of the label at once. Nobody else has lost any: "
            "we wait for a decision."
        )
        why = words.gettext("You get this because the contacts were deleted in your Google Contacts.")
    else:
        lead = words.gettext(
            "{name} deleted many contacts of the label at once. Nobody else has lost any: we wait for you.",
            name=who,
        )
        why = words.gettext("You get this because you own or manage the label.")
    return Said(
        words.gettext("Many contacts of “{label}” were deleted: please decide", label=first.name),
        lead,
        why,
        words.gettext("Open the label and choose Restore or Delete for everyone.")
        if first.level.may_share or not facts.own
        else words.gettext("If you did not mean it, open the label and choose Restore."),
    )


def _put_right(_facts: MailFacts, _who: str, first: MailItem, words: Words) -> Said:
    return Said(
        words.gettext("Your changes to “{label}” were put right", label=first.name),
        words.gettext(
            "You changed contacts of a shared label in your Google Contacts in a way that "
            "your level does not allow."
        ),
        words.gettext("You get this because the label is shared with you; at most once a day."),
        words.gettext("Ask the owner of the label for a higher level if you need it."),
    )


def _attention(facts: MailFacts, _who: str, first: MailItem, words: Words) -> Said:
    return Said(
        words.gettext("“{label}” needs your attention", label=first.name),
        words.gettext(
            "Your copy of the label is not up to date: {reason}", reason=fault_reason(facts.fault, words)
        ),
        _because_shared(words),
        fault_mend(facts.fault, words),
    )


def _digest(_facts: MailFacts, _who: str, _first: MailItem, words: Words) -> Said:
    return Said(
        words.gettext("Your shared labels this week"),
        words.gettext("This is what changed in the labels that you share."),
        words.gettext("You get this because you asked for a weekly summary."),
    )


SAYINGS: Mapping[str, Callable[[MailFacts, str, MailItem, Words], Said]] = {
    "shared": _shared,
    "level-changed": _level_changed,
    "ended": _ended,
    "ownership": _ownership,
    "held": _held,
    "put-right": _put_right,
    "attention": _attention,
    "digest": _digest,
}
"""By kind: of the facts, who caused it, and its first label."""
