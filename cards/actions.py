"""Every action of the add-on: its name, its path, who calls it, and what it carries.

Cards name actions; routes bind them to handlers in `addon.sidebar`; the full URL is filled in last.
The action is in the path and never in a query: whether Google's audience claim keeps a query string
is not documented. An action that is not in this table cannot be put on a card, and a parameter that
it does not carry cannot be given to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How the host calls, which decides the envelope of the answer."""

    TRIGGER = "trigger"  # named in the deployment -> RenderActions
    CALLBACK = "callback"  # a widget, or a universal action -> SubmitFormResponse
    AUTOCOMPLETE = "autocomplete"  # a text input while it is typed into -> AutoComplete


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the host may ask for.

    `carries` are the parameters that a card may send along, `inputs` the form inputs that are read.
    Both come back through the user's browser: handlers take nothing of it for granted. `scopes` are what
    the user must have granted for it, besides being known at all.
    """

    name: str
    path: str
    kind: Kind = Kind.CALLBACK
    carries: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()


_GOOGLE = "https://www.googleapis.com/auth/"
IDENTITY = f"{_GOOGLE}userinfo.email"
"""Without it the host's token does not say who asks: every action needs it."""

READ_MESSAGE = f"{_GOOGLE}gmail.addons.current.message.metadata"
WRITE_DRAFT = f"{_GOOGLE}gmail.addons.current.action.compose"
SUFFICES = {
    READ_MESSAGE: frozenset(
        f"{_GOOGLE}{scope}"
        for scope in (
            "gmail.addons.current.message.readonly",
            "gmail.addons.current.message.action",
            "gmail.readonly",
            "gmail.modify",
        )
    )
}
"""Scopes that allow as much as one of ours, or more: who has granted one of them is not asked again."""

READ_MEETING = f"{_GOOGLE}calendar.addons.current.event.read"
WRITE_MEETING = f"{_GOOGLE}calendar.addons.current.event.write"

_LABEL = ("label", "group")
_HELD = ("label", "hold")
_CHANGE = ("label", "contact", "version")
_FORM = ("people", "level", "message")
_DRAFT = ("to", "cc", "bcc", "known", "label", "where")
_MET = ("place", "people", "may")
_SETTINGS = ("name", "floor", "percent", "whom", "fields")
_ENTRIES = 10
_EDIT = (
    "given",
    "family",
    *(f"{kind}{part}.{n}" for kind in ("mail", "phone") for part in ("", "_type") for n in range(_ENTRIES)),
    "company",
    "job",
    "birthday",
    "no_birthday",
    "note",
)

_TABLE = (
    # Where one begins.
    Action("home", "/addon/home", Kind.TRIGGER),
    Action("home.show", "/addon/home/show", carries=("query",)),
    Action("home.open", "/addon/home/open"),
    Action("home.search", "/addon/home/search", inputs=("query",)),
    Action("back", "/addon/back"),
    Action("settings", "/addon/settings"),
    Action("settings.save", "/addon/settings/save", inputs=("language", "mails", "digest")),
    Action("help", "/addon/help"),
    # For admins.
    Action("admin.open", "/addon/admin/open"),
    Action("admin.show", "/addon/admin/show"),
    # One label.
    Action("label.open", "/addon/label/open", carries=_LABEL),
    Action("label.show", "/addon/label/show", carries=(*_LABEL, "page", "members", "query")),
    Action("label.search", "/addon/label/search", carries=_LABEL, inputs=("query",)),
    Action("label.sync", "/addon/label/sync", carries=_LABEL),
    Action("label.settings", "/addon/label/settings", carries=("label",)),
    Action("label.rename", "/addon/label/settings/name", carries=("label",), inputs=_SETTINGS),
    Action("label.brake", "/addon/label/settings/brake", carries=("label",), inputs=_SETTINGS),
    Action("label.whom", "/addon/label/settings/whom", carries=("label",), inputs=_SETTINGS),
    Action("label.hide", "/addon/label/settings/hide", carries=("label", "whom"), inputs=_SETTINGS),
    Action("label.stop.ask", "/addon/label/stop/ask", carries=("label",)),
    Action("label.stop", "/addon/label/stop", carries=("label",)),
    Action("label.leave.ask", "/addon/label/leave/ask", carries=("label",)),
    Action("label.leave", "/addon/label/leave", carries=("label",)),
    # Share label.
    Action("share.form", "/addon/label/share", carries=_LABEL),
    Action("share.edit", "/addon/label/share/edit", carries=(*_LABEL, *_FORM), inputs=_FORM),
    Action(
        "share.suggest",
        "/addon/label/share/suggest",
        Kind.AUTOCOMPLETE,
        carries=_LABEL,
        inputs=("people",),
    ),
    Action("share.preview", "/addon/label/share/preview", carries=(*_LABEL, *_FORM), inputs=_FORM),
    Action("share.submit", "/addon/label/share/submit", carries=(*_LABEL, *_FORM), inputs=_FORM),
    Action("share.progress", "/addon/label/share/progress", carries=("label", "members")),
    # One member.
    Action("member.open", "/addon/member/open", carries=("label", "principal")),
    Action("member.show", "/addon/member/show", carries=("label", "principal")),
    Action("member.level", "/addon/member/level", carries=("label", "principal"), inputs=("level", "fields")),
    Action("member.hide", "/addon/member/hide", carries=("label", "principal"), inputs=("fields",)),
    Action("member.owner.ask", "/addon/member/owner/ask", carries=("label", "principal")),
    Action("member.owner", "/addon/member/owner", carries=("label", "principal")),
    Action("member.retry", "/addon/member/retry", carries=("label", "principal")),
    Action("member.sees", "/addon/member/sees", carries=("label", "principal")),
    Action("member.sees.show", "/addon/member/sees/show", carries=("label", "principal", "page", "query")),
    Action(
        "member.sees.search", "/addon/member/sees/search", carries=("label", "principal"), inputs=("query",)
    ),
    Action("member.sees.contact", "/addon/member/sees/contact", carries=("label", "principal", "contact")),
    Action("member.end.ask", "/addon/member/end/ask", carries=("label", "principal")),
    Action("member.end", "/addon/member/end", carries=("label", "principal")),
    # Deletions that wait for a decision.
    Action("held.open", "/addon/held/open", carries=_HELD),
    Action("held.restore", "/addon/held/restore", carries=_HELD),
    Action("held.delete.ask", "/addon/held/delete/ask", carries=_HELD),
    Action("held.delete", "/addon/held/delete", carries=_HELD),
    Action("held.leave", "/addon/held/leave", carries=_HELD),
    # What happened, and undo.
    Action("history.open", "/addon/history/open", carries=("label", "contact")),
    Action("history.show", "/addon/history/show", carries=("label", "contact", "page")),
    Action("change.open", "/addon/change/open", carries=_CHANGE),
    Action("undo.change", "/addon/undo/change", carries=_CHANGE),
    Action("undo.back", "/addon/undo/back", carries=_CHANGE),
    Action("undo.ask", "/addon/undo/ask", carries=("label", "run", "who", "name")),
    Action("undo.many", "/addon/undo/many", carries=("label", "run", "who")),
    Action("clash.open", "/addon/clash/open", carries=(*_CHANGE, "field")),
    Action("clash.keep", "/addon/clash/keep", carries=(*_CHANGE, "field")),
    Action("clash.use", "/addon/clash/use", carries=(*_CHANGE, "field")),
    Action("trash.open", "/addon/trash/open", carries=("label",)),
    Action("trash.show", "/addon/trash/show", carries=("label", "page")),
    Action("trash.restore", "/addon/trash/restore", carries=("label", "contact")),
    Action("why.open", "/addon/why/open", carries=("label", "contact")),
    # One contact.
    Action("contact.open", "/addon/contact/open", carries=("label", "contact")),
    Action("contact.new", "/addon/contact/new", carries=("label",)),
    Action("contact.edit", "/addon/contact/edit", carries=("label", "contact")),
    Action("contact.more", "/addon/contact/more", carries=(*_CHANGE, "mails", "phones"), inputs=_EDIT),
    Action("contact.save", "/addon/contact/save", carries=(*_CHANGE, "mails", "phones"), inputs=_EDIT),
    Action("contact.remove.ask", "/addon/contact/remove/ask", carries=("label", "contact")),
    Action("contact.remove", "/addon/contact/remove", carries=("label", "contact")),
    # A message, a draft or a meeting is open.
    Action("message", "/addon/message", Kind.TRIGGER, scopes=(READ_MESSAGE,)),
    Action("meeting", "/addon/meeting", Kind.TRIGGER, scopes=(READ_MEETING,)),
    Action(
        "meeting.invite", "/addon/meeting/invite", carries=_MET, inputs=("invite",), scopes=(WRITE_MEETING,)
    ),
    Action("people.add", "/addon/people/add", carries=(*_MET, "email", "label"), inputs=("label",)),
    Action("compose", "/addon/compose", Kind.TRIGGER, scopes=(WRITE_DRAFT,)),
    Action(
        "compose.all", "/addon/compose/all", carries=_DRAFT, inputs=("label", "where"), scopes=(WRITE_DRAFT,)
    ),
    Action("compose.choose", "/addon/compose/choose", carries=_DRAFT, inputs=("label", "where")),
    Action("compose.show", "/addon/compose/show", carries=(*_DRAFT, "after"), inputs=("query",)),
    Action(
        "compose.chosen", "/addon/compose/chosen", carries=_DRAFT, inputs=("contacts",), scopes=(WRITE_DRAFT,)
    ),
)

ACTIONS: Mapping[str, Action] = {action.name: action for action in _TABLE}


class UnknownAction(LookupError):
    """A card names an action, or gives it a parameter, that the table does not have."""


@dataclass(frozen=True, slots=True)
class Press:
    """An action as a card holds it: its name and the parameters that come back with it."""

    action: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = ACTIONS.get(self.action)
        if known is None:
            raise UnknownAction(self.action)
        foreign = set(self.parameters) - set(known.carries)
        if foreign:
            raise UnknownAction(f"{self.action} does not carry {', '.join(sorted(foreign))}")


def press(action: str, **parameters: str) -> Press:
    """The action with its parameters; empty ones are left out."""
    return Press(action, {name: value for name, value in parameters.items() if value})
