"""*See as this member*: the label and its contacts as she sees them, and no more than the caller does."""

from __future__ import annotations

from .core.caller import Caller
from .core.contact import HIDEABLE, masked, title
from .core.facts import SeenContact, SeenLabel
from .core.records import Contact
from .core.rows import rows_of
from .core.sight import hidden_by
from .deps import Deps
from .labels import grant_of, label_of
from .looking import as_member
from .opening import opened
from .overview import member
from .ports import Where
from .searching import find_contacts, page_of


def label(
    caller: Caller, *, label: str, principal: str, page: int = 0, query: str = "", deps: Deps
) -> SeenLabel:
    """One page of the label, or what `query` finds in what she is shown; her level, her copy, what is hidden.

    Raises `NoSuchLabel`, `LabelStopped`, `NotAllowed` unless the caller manages the label, `NoSuchMember`.
    """
    looking = as_member(caller, label=label, principal=principal, deps=deps)
    her = member(caller, label=label, principal=principal, deps=deps)
    found = label_of(caller, label, deps=deps)
    level = grant_of(caller, label, deps=deps).level
    hidden = looking.hidden | hidden_by(found, caller.account, level)
    size = deps.store.tenant(caller.tenant).count(Contact, Where("labels", "contains", label))
    if query.strip():
        rows, page, pages = find_contacts(caller, [label], query, hidden=lambda _: hidden, deps=deps), 0, 1
    else:
        rows, page, pages = page_of(caller, label, page=page, size=size, hidden=hidden, deps=deps)
    return SeenLabel(
        label=label,
        label_name=found.name,
        row=her.row,
        hidden=tuple(field for field in HIDEABLE if field in looking.hidden),
        size=size if found.counted else found.size,
        contacts=rows,
        page=page,
        pages=pages,
        query=query,
    )


def contact(caller: Caller, *, label: str, contact: str, principal: str, deps: Deps) -> SeenContact:
    """One contact of the label, with all fields that she and the caller are both shown.

    Raises as `label` does, and `NoSuchContact`.
    """
    looking = as_member(caller, label=label, principal=principal, deps=deps)
    content = opened(caller, label=label, contact=contact, deps=deps).content
    seen = masked(content, looking.hidden)
    hidden = tuple(field for field in HIDEABLE if field in content and field in looking.hidden)
    return SeenContact(looking.name, title(seen), rows_of(seen), hidden)
