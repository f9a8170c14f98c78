"""What a mail says: every wording decision, nothing of its layout."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cards.faults import fault_mend, fault_reason
from cards.google_contacts import CONTACTS
from cards.levels import level_line, level_name
from cards.names import contact_name
from cards.states import contacts_count
from cards.text import Words, one_line
from services.core.facts import MailFacts, MailItem
from services.core.levels import Level

IN_SUBJECT = 70
"""Characters of a name in a subject or on the button; the mail itself has the whole."""

MESSAGE_LIMIT = 2_000
TITLES_SHOWN = 20
"""Names of contacts that a mail lists; the label's page has them all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One label: its name, lines about it, and where it can be looked at ('' nowhere)."""

    name: str
    lines: tuple[str, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without layout. All texts are plain; `message` is what the sharer wrote."""

    language: str
    subject: str
    greeting: str
    lead: str
    entries: tuple[Entry, ...]
    button: str
    link: str
    why: str
    message: str = ""
    message_by: str = ""
    names: tuple[str, ...] = ()
    after: str = ""
    settings: str = ""
    settings_link: str = ""
    unsubscribe: str = ""
    unsubscribe_link: str = ""


def letter_view(facts: MailFacts, words: Words) -> Letter:
    """The words of one mail; raises KeyError for a kind that there is none of."""
    who = one_line(facts.by_name, IN_SUBJECT) or facts.by_email
    first = facts.items[0] if facts.items else MailItem("", "", 0, level=Level.VIEWER)
    first = replace(first, name=one_line(first.name, IN_SUBJECT))
    say = _KINDS[facts.kind](facts, who, first, words)
    button, link = _button(facts, first, words)
    return Letter(
        language=words.language,
        subject=say.subject,
        greeting=words.gettext("Hello {name},", name=facts.to_name)
        if facts.to_name
        else words.gettext("Hello,"),
        lead=say.lead,
        entries=tuple(_entry(facts, who, item, words) for item in facts.items),
        button=button,
        link=link,
        why=say.why,
        message=facts.message.strip()[:MESSAGE_LIMIT],
        message_by=words.gettext("{name} writes:", name=who) if facts.message.strip() else "",
        names=_names(facts, words),
        after=say.after,
        settings=words.gettext("Choose which mails you get") if facts.settings_link else "",
        settings_link=facts.settings_link,
        unsubscribe=words.gettext("Send me no more of these") if facts.unsubscribe_link else "",
        unsubscribe_link=facts.unsubscribe_link,
    )


def _button(facts: MailFacts, first: MailItem, words: Words) -> tuple[str, str]:
    """Where the mail leads to: its one label, all of them, or what she still has of one that ended."""
    if facts.kind == "ended":
        return words.gettext("Open Google Contacts"), CONTACTS
    if len(facts.items) == 1 and first.link:
        return words.gettext("Open {label}", label=first.name), first.link
    return words.gettext("Open Shared Labels"), facts.home_link or CONTACTS


@dataclass(frozen=True, slots=True)
class _Said:
    subject: str
    lead: str
    why: str
    after: str = ""


def _entry(facts: MailFacts, who: str, item: MailItem, words: Words) -> Entry:
    kind = facts.kind
    lines: list[str] = []
    if kind != "ended":
        lines.append(contacts_count(item.size, words))
    if kind == "level-changed" and item.before is not None:
        lines.append(
            words.gettext(
                "Before: {before}. Now: {level}",
                before=level_name(item.before, words),
                level=level_line(item.level, words),
            )
        )
    elif kind in {"shared", "ownership", "level-changed"}:
        lines.append(words.gettext("You: {level}", level=level_line(item.level, words)))
    if kind == "put-right":
        lines.append(words.gettext("You: {level}", level=level_line(item.level, words)))
        lines += [_put_right_line(what, words) for what in item.note.split()]
    elif kind == "digest":
        n = int(item.note or "0")
        lines.append(words.ngettext("{n} change this week", "{n} changes this week", n))
    elif kind == "held" and facts.total:
        lines.append(_deleted(facts, who, words))
    elif item.note:
        lines.append(one_line(item.note))
    return Entry(one_line(item.name), tuple(lines), "" if kind == "ended" else item.link)


def _deleted(facts: MailFacts, who: str, words: Words) -> str:
    if facts.own:
        return words.ngettext("You deleted {n} contact", "You deleted {n} contacts", facts.total)
    return words.ngettext("{name} deleted {n} contact", "{name} deleted {n} contacts", facts.total, name=who)


def _put_right_line(what: str, words: Words) -> str:
    match what:
        case "add":
            return words.gettext(
                "Contacts that you added to the label were taken out of it; you still have them."
            )
        case "remove":
            return words.gettext("Contacts that you removed from the label were put back.")
        case _:
            return words.gettext("Contacts that you changed were changed back.")


def _names(facts: MailFacts, words: Words) -> tuple[str, ...]:
    shown = tuple(contact_name(title, words) for title in facts.titles[:TITLES_SHOWN])
    rest = max(len(facts.titles), facts.total) - len(shown)
    return (*shown, words.ngettext("and {n} more", "and {n} more", rest)) if rest > 0 else shown


def _shared(facts: MailFacts, who: str, first: MailItem, words: Words) -> _Said:
    n = len(facts.items)
    if n == 1:
        subject = words.gettext("{name} shared the label “{label}” with you", name=who, label=first.name)
    else:
        subject = words.ngettext(
            "{name} shared {n} label with you", "{name} shared {n} labels with you", n, name=who
        )
    return _Said(
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


def _level_changed(facts: MailFacts, who: str, first: MailItem, words: Words) -> _Said:
    n = len(facts.items)
    return _Said(
        words.gettext("What you may do with “{label}” has changed", label=first.name)
        if n == 1
        else words.ngettext(
            "What you may do with {n} label has changed", "What you may do with {n} labels has changed", n
        ),
        words.gettext("{name} ({email}) changed what you may do.", name=who, email=facts.by_email),
        words.gettext("You get this because the label is shared with you."),
    )


def _ended(facts: MailFacts, who: str, first: MailItem, words: Words) -> _Said:
    n = len(facts.items)
    return _Said(
        words.gettext("“{label}” is no longer shared with you", label=first.name)
        if n == 1
        else words.ngettext(
            "{n} label is no longer shared with you", "{n} labels are no longer shared with you", n
        ),
        words.gettext("{name} ({email}) has stopped sharing with you.", name=who, email=facts.by_email),
        words.gettext("You get this because the label was shared with you."),
        words.gettext("Its contacts leave your Google Contacts. Contacts of your own stay."),
    )


def _ownership(facts: MailFacts, who: str, first: MailItem, words: Words) -> _Said:
    return _Said(
        words.gettext("You are now the owner of “{label}”", label=first.name),
        words.gettext("{name} ({email}) handed the label over to you.", name=who, email=facts.by_email),
        words.gettext("You get this because the label is shared with you."),
    )


def _held(facts: MailFacts, who: str, first: MailItem, words: Words) -> _Said:
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
    return _Said(
        words.gettext("Many contacts of “{label}” were deleted: please decide", label=first.name),
        lead,
        why,
        words.gettext("Open the label and choose Restore or Delete for everyone.")
        if first.level.may_share or not facts.own
        else words.gettext("If you did not mean it, open the label and choose Restore."),
    )


def _put_right(_facts: MailFacts, _who: str, first: MailItem, words: Words) -> _Said:
    return _Said(
        words.gettext("Your changes to “{label}” were put right", label=first.name),
        words.gettext(
            "You changed contacts of a shared label in your Google Contacts in a way that "
            "your level does not allow."
        ),
        words.gettext("You get this because the label is shared with you; at most once a day."),
        words.gettext("Ask the owner of the label for a higher level if you need it."),
    )


def _attention(facts: MailFacts, _who: str, first: MailItem, words: Words) -> _Said:
    return _Said(
        words.gettext("“{label}” needs your attention", label=first.name),
        words.gettext(
            "Your copy of the label is not up to date: {reason}", reason=fault_reason(facts.fault, words)
        ),
        words.gettext("You get this because the label is shared with you."),
        fault_mend(facts.fault, words),
    )


def _digest(_facts: MailFacts, _who: str, _first: MailItem, words: Words) -> _Said:
    return _Said(
        words.gettext("Your shared labels this week"),
        words.gettext("This is what changed in the labels that you share."),
        words.gettext("You get this because you asked for a weekly summary."),
    )


_KINDS = {
    "shared": _shared,
    "level-changed": _level_changed,
    "ended": _ended,
    "ownership": _ownership,
    "held": _held,
    "put-right": _put_right,
    "attention": _attention,
    "digest": _digest,
}
