"""The audit log in words: what happened, to what, and how."""

from __future__ import annotations

from services.core.admin_facts import AuditRow
from services.core.levels import Level

from .fields import field_name
from .levels import level_name
from .text import Words, one_line


def kind_name(kind: str, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912 - a table whose entries gettext can find
    """A kind of event; one that is not known is called by its code."""
    match kind:
        case "shared":
            return words.gettext("Shared")
        case "level":
            return words.gettext("Level changed")
        case "ended":
            return words.gettext("Access ended")
        case "left":
            return words.gettext("Left the label")
        case "joined":
            return words.gettext("Joined through a Google Group")
        case "left-group":
            return words.gettext("Left a Google Group")
        case "stopped":
            return words.gettext("Sharing stopped")
        case "transferred":
            return words.gettext("New owner")
        case "renamed":
            return words.gettext("Label renamed")
        case "brake":
            return words.gettext("Limit for deletions changed")
        case "hidden":
            return words.gettext("Hidden fields changed")
        case "edited":
            return words.gettext("Contact changed")
        case "added":
            return words.gettext("Contact added")
        case "removed":
            return words.gettext("Contact deleted")
        case "restored":
            return words.gettext("Contact restored")
        case "undone":
            return words.gettext("Changes undone")
        case "conflict-kept" | "conflict-lost":
            return words.gettext("Conflict decided")
        case "held-restore":
            return words.gettext("Held deletions restored")
        case "held-delete":
            return words.gettext("Held deletions carried out")
        case "held-leave":
            return words.gettext("Left the label instead of deleting")
        case "policy":
            return words.gettext("Policy changed")
        case "admin":
            return words.gettext("Admin who is asked for Google Groups")
        case "offboarded":
            return words.gettext("Offboarded")
        case "exported":
            return words.gettext("Audit log downloaded")
        case "preferences":
            return words.gettext("Own settings changed")
        case "address":
            return words.gettext("New address")
        case _:
            return kind


def about(row: AuditRow, words: Words) -> str:
    """Whom or what it is about; ids are nothing to read."""
    if row.what == "policy":
        return policy_name(row.target, words)
    return one_line(row.target_name or row.target_email)


def detail(row: AuditRow, words: Words) -> str:
    """How, in words; '' where the log holds only ids."""
    match row.what:
        case "shared" | "level":
            return _level(row.detail, words)
        case "policy":
            return _decided(row.target, row.detail, words)
        case "hidden":
            return words.names(field_name(one, words) for one in row.detail.split()[1:])
        case "brake":
            return _brake(row.detail, words)
        case "exported":
            return one_line(row.detail).upper()
        case _:
            return ""


def _level(word: str, words: Words) -> str:
    try:
        return level_name(Level.from_word(word), words)
    except ValueError:
        return one_line(word)


def _brake(said: str, words: Words) -> str:
    """From how many removals at once they are held, as its form says it."""
    floor, _, percent = said.partition(" ")
    if not (floor.isdecimal() and percent.isdecimal()):
        return one_line(said)
    return words.ngettext(
        "More than {n} contact or {percent}",
        "More than {n} contacts or {percent}",
        int(floor),
        percent=_percent(percent, words),
    )


def _percent(number: str, words: Words) -> str:
    return words.gettext("{number}%", number=words.number(int(number)))


def _decided(policy: str, said: str, words: Words) -> str:
    """What was decided, as the form of policies calls it; a value that is not offered any more as it is."""
    match policy, said:
        case "who_may_share", "everyone":
            return words.gettext("Everybody in the company")
        case "who_may_share", "group":
            return words.gettext("The people of a Google Group")
        case "who_may_share", "admins":
            return words.gettext("Admins")
        case "within", "company":
            return words.gettext("Everybody in the company")
        case "within", "domain":
            return words.gettext("People of the same domain")
        case "outside_domains", _:
            return words.names(said.split())
        case "brake_percent", _ if said.isdecimal():
            return _percent(said, words)
        case "mails", _:
            return words.gettext("Are not sent") if said == "false" else words.gettext("Are sent")
        case "language", "":
            return words.gettext("Not decided")
        case _:
            return _level(said, words)


def policy_name(name: str, words: Words) -> str:
    """A policy as its form calls it."""
    match name:
        case "who_may_share":
            return words.gettext("Who may share")
        case "sharing_group":
            return words.gettext("Address of the group")
        case "within" | "outside_domains":
            return words.gettext("With whom")
        case "default_level":
            return words.gettext("Level to begin with")
        case "brake_percent":
            return words.gettext("When many contacts vanish at once")
        case "mails":
            return words.gettext("Mails")
        case "language":
            return words.gettext("Language of mails to people whose own is not known")
        case _:
            return name
