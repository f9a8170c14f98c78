"""What a mail says: every wording decision, nothing of its layout."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cards.google_contacts import CONTACTS
from cards.levels import level_line, level_name
from cards.names import contact_name
from cards.states import contacts_count
from cards.text import Words, one_line
from services.core.facts import MailFacts, MailItem
from services.core.levels import Level

from .sayings import SAYINGS

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
    say = SAYINGS[facts.kind](facts, who, first, words)
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
