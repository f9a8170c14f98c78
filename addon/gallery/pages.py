"""Pages of the dashboard with sample facts: what each template is given, by the same views as in earnest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from addon.dashboard import activity, charts, head, links, members, views
from addon.words import language_names
from cards.clash import clash_view
from cards.confirm import stop_view
from cards.error import refusal_view
from cards.fields import field_name
from cards.held import held_view
from cards.history import change_line
from cards.levels import level_line, level_means, level_name
from cards.member import member_view
from cards.preview import preview_view
from cards.settings import Chosen, settings_view
from cards.share import share_view
from cards.shared import shared_view
from cards.text import Words
from cards.trash import trash_view
from services.core.caller import Claims
from services.core.facts import HomeFacts, LabelFacts, ShareForm
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.refusals import NoSuchLabel
from services.looking import Looking

from . import facts
from .company_pages import COMPANY_PAGES
from .contact_pages import CONTACT_PAGES
from .drawn import Drawn

PERSON = Claims(sub="100", email=facts.MAYA.email, hd="example.com", name=facts.MAYA.name)
HERE = links.label_url("l1")


def _shared(words: Words, **more: object) -> tuple[LabelFacts, dict[str, Any]]:
    label = facts.shared_facts(held=(facts.HOLD, facts.LEFT), clashes=(facts.CLASH,), **more)
    return label, {"here": HERE, "head": head.head_view(label, words)}


def _landing(_words: Words) -> Drawn:
    return "bare/landing.html", {"person": None}


def _again(_words: Words) -> Drawn:
    kept = (("name", "Finance"), ("message", "Here they are.\nMaya"))
    return "bare/again.html", {"person": None, "kept": kept, "to": HERE}


def _refused(words: Words) -> Drawn:
    return "bare/refused.html", {"view": refusal_view(NoSuchLabel(), words), "onboarding": None}


def _start(_words: Words) -> Drawn:
    return "pages/start.html", {"here": "/", "query": "", "found": ()}


def _label(words: Words) -> Drawn:
    _, drawn = _shared(words)
    rows = tuple(
        views.RowView(
            row.title, links.contact_url("l1", row.contact), row.subtitle, "+1 202 224 5244", "Senate"
        )
        for row in (facts.contact(n) for n in range(1, 8))
    )
    found = views.RowsView(rows, f"{HERE}?after=p.7", f"{HERE}/rows?after=p.7")
    return "pages/label.html", drawn | {"tab": "contacts", "may_add": True, "query": "", "list": found}


def _members(words: Words) -> Drawn:
    states = (
        facts.COPYING, facts.QUOTA, facts.SILENT, facts.PAUSED, facts.attention(Fault.DELEGATION),
        facts.attention(Fault.FULL), facts.attention(Fault.GONE), facts.CURRENT,
    )  # fmt: skip
    names = ("Noah Berg", "Ada Cole", "Bo Dahl", "Cy Eng", "Di Fox", "Ed Gil", "Flo Hay", "Ida Kay")
    rows = tuple(facts.member(name, copy) for name, copy in zip(names, states, strict=True))
    label, drawn = _shared(words, members=rows, members_total=45, members_pages=3, members_page=1, current=30)
    counts = {"current": 30, "copying": 6, "later": 4, "paused": 2, "attention": 3}
    return "pages/members.html", drawn | {
        "tab": "members",
        "lines": tuple(members.member_line(row, label, words) for row in label.members),
        "chart": charts.bar(members.state_slices(counts, words), words.gettext("Copies by state"), words),
        "moving": False,
        "url": HERE,
        "place": words.gettext("Page {page} of {pages}", page="2", pages="3"),
        "before": f"{HERE}/members?page=0",
        "after": f"{HERE}/members?page=2",
    }


def _activity(words: Words) -> Drawn:
    label, drawn = _shared(words)
    first = facts.AT - timedelta(days=13)
    days = [
        ((first + timedelta(days=n)).date(), words.date(first + timedelta(days=n)), n * 7 % 12)
        for n in range(14)
    ]
    changes = (facts.CHANGE, facts.DELETED, facts.BACK)
    return "pages/activity.html", drawn | {
        "tab": "activity",
        "url": f"{HERE}/activity",
        "lines": tuple(change_line(one, "l1", words, named=True) for one in changes),
        "more": f"{HERE}/activity?after=3",
        "people": [(row.principal, row.name) for row in label.members],
        "kinds": activity.kinds(words),
        "wanted": {"who": "", "kind": "", "from": "", "to": ""},
        "filtered": False,
        "chart": charts.columns(days, words.gettext("Changes per day"), words),
    }


def _conflicts(words: Words) -> Drawn:
    label, drawn = _shared(words)
    return "pages/conflicts.html", drawn | {
        "tab": "conflicts",
        "url": f"{HERE}/conflicts",
        "held": tuple((held_view(label, one, words), f"{HERE}/held/{one.hold}") for one in label.held),
        "clashes": tuple((clash_view(label, one, words), one, HERE) for one in label.clashes),
    }


def _trash(words: Words) -> Drawn:
    _, drawn = _shared(words)
    view = trash_view(facts.trash(facts.TRASHED), words)
    return "pages/trash.html", drawn | {
        "tab": "trash",
        "url": f"{HERE}/trash",
        "view": view,
        "rows": ((view.rows[0], facts.TRASHED),),
        "before": "",
        "after": f"{HERE}/trash?page=1",
    }


def _share(words: Words) -> Drawn:
    asked = facts.share_facts(
        form=ShareForm("noah@example.com, ada@", message="Here they are.\nMaya"),
        invitees=facts.INVITEES,
        refused=facts.REFUSED,
        excluded=2,
    )
    return "pages/share.html", {
        "here": HERE,
        "url": HERE,
        "view": share_view(asked, words),
        "preview": preview_view(asked, words),
        "chosen": ("eva@example.com", "sales@example.com"),
        "levels": [
            (level.word, level_name(level, words), level_means(level, words)) for level in asked.levels
        ],
        "selected": Level.EDITOR.word,
        "found": [("Noah Berg", "noah@example.com"), ("", "ada@example.com")],
        "added": False,
        "limit": 1000,
    }


def _progress(words: Words) -> Drawn:
    rows = (facts.member(copy=facts.CURRENT), facts.member("Ada Cole", facts.attention(Fault.FULL)))
    label = facts.shared_facts(members=rows, current=1)
    return "pages/progress.html", {
        "here": HERE,
        "view": shared_view(label, words),
        "url": HERE,
        "finished": True,
        "share": f"{HERE}/share",
        "done": 1,
        "total": 2,
    }


def _member(words: Words) -> Drawn:
    view = member_view(facts.member_facts(facts.member(copy=facts.attention(Fault.FULL))), words)
    return "pages/member.html", {
        "here": HERE,
        "url": f"{HERE}/members/m",
        "back": f"{HERE}/members",
        "view": view,
        "sees": f"{HERE}/members/m/sees",
        "heir": f"{HERE}/transfer/m",
        "levels": [
            (one.value, level_line(Level.from_word(one.value), words), one.selected) for one in view.options
        ],
    }


def _sees(words: Words) -> Drawn:
    hidden = frozenset({"phoneNumbers", "addresses"})
    rows = tuple(
        views.RowView(row.title, f"{links.contact_url('l1', row.contact)}?as=m", row.subtitle, "", "Senate")
        for row in (facts.contact(n) for n in range(1, 4))
    )
    more = f"{HERE}/members/m/sees?after=p.3"
    return "pages/sees.html", members.looking_page(Looking("m", "Noah Berg", Level.VIEWER, hidden), words) | {
        "here": HERE,
        "url": f"{HERE}/members/m",
        "list": views.RowsView(rows, more, more),
        "query": "",
    }


def _held(words: Words) -> Drawn:
    label, drawn = _shared(words)
    view = held_view(label, facts.HOLD, words)
    return "pages/held.html", drawn | {"url": f"{HERE}/held/h1", "label_url": HERE, "view": view}


def _settings(words: Words) -> Drawn:
    _, drawn = _shared(words)
    fields = ("names", "phoneNumbers", "addresses", "birthdays", "biographies", "userDefined", "relations")
    return "pages/settings.html", drawn | {
        "tab": "settings",
        "url": f"{HERE}/settings",
        "label_url": HERE,
        "problem": words.gettext("Type a name of at most 200 characters."),
        "name": "Finance",
        "floor": "10",
        "percent": "10",
        "whom": Level.VIEWER.word,
        "choices": [(level.word, level_name(level, words)) for level in Level if level < Level.OWNER],
        "chosen": level_name(Level.VIEWER, words),
        "fields": [(one, field_name(one, words), one == "addresses") for one in fields],
        "hiding": [(level_name(Level.VIEWER, words), field_name("addresses", words))],
    }


def _personal(words: Words) -> Drawn:
    chosen = Chosen("", mails=True, digest=False)
    return "pages/personal.html", {
        "here": "/settings",
        "view": settings_view(facts.MAYA, words, chosen, language_names()),
        "tag": "",
        "languages": language_names(),
        "chosen": chosen,
        "is_admin": True,
    }


def _confirm(words: Words) -> Drawn:
    view = stop_view(facts.shared_facts(), words)
    return "pages/confirm.html", {
        "here": HERE,
        "title": view.title,
        "lines": view.lines,
        "yes": view.yes.text,
        "back": HERE,
        "action": f"{HERE}/stop",
        "carried": {},
    }


PAGES: dict[str, Callable[[Words], Drawn]] = {
    "landing": _landing,
    "start": _start,
    "label": _label,
    "members": _members,
    "activity": _activity,
    "conflicts": _conflicts,
    "trash": _trash,
    "share": _share,
    "progress": _progress,
    "member": _member,
    "sees": _sees,
    "held": _held,
    "settings": _settings,
    "personal": _personal,
    "confirm": _confirm,
    "refused": _refused,
    "again": _again,
    **CONTACT_PAGES,
    **COMPANY_PAGES,
}


def around(words: Words) -> dict[str, Any]:
    """What every page is given: who looks, and the labels at the left."""
    home = HomeFacts(facts.MAYA, facts.OWN, facts.THEIRS)
    return {"person": PERSON, "csrf": "", "mailbox": True, "nav": views.nav_view(home, words)}
