"""*Why is this contact not here?*: one answer for every member, from what is remembered alone."""

from __future__ import annotations

from dataclasses import dataclass

from .core.caller import Caller
from .core.contact import fingerprint, masked, title
from .core.facts import WhyFacts
from .core.levels import Level
from .core.outcome import Fault
from .core.records import Contact, Copy, Fields, Grant, Label, Link, LinkPage
from .core.refusals import NoSuchContact, NoSuchMember
from .core.sight import hidden_fields
from .core.verdict import FOREIGN
from .deps import Deps
from .labels import grant_of, label_of
from .ports import Reader, Where
from .visiting import page_of

MEMBERS = 50


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of the contact in one account."""

    hub: Contact
    shown: Fields
    copy: Copy | None
    link: Link | None


def why(caller: Caller, *, label: str, contact: str, principal: str = "", deps: Deps) -> tuple[WhyFacts, ...]:
    """Who has the contact, and who does not and why; those without it first.

    Managers are told about every member (up to 50), others about their own copy; `principal` asks
    for one member. Raises `NoSuchContact` for what never was in the label, `NoSuchMember`.
    """
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    hub = scope.get(Contact, contact) if contact else None
    if hub is None or label not in (*hub.labels, *hub.left):
        raise NoSuchContact
    grants = _members(scope, mine, label, principal)
    copies = scope.get_many(Copy, [grant.key for grant in grants])
    page = page_of(contact)
    pages = scope.get_many(LinkPage, [f"{grant.principal}.{page}" for grant in grants])
    levels = _levels(scope, hub, grants)
    hiding = {label: found, **scope.get_many(Label, hub.labels)}
    called = title(masked(hub.content, _hidden(caller.account, hub, levels, hiding)))
    answers = []
    for grant in grants:
        links = pages.get(f"{grant.principal}.{page}")
        seen = _Seen(
            hub=hub,
            shown=masked(hub.content, _hidden(grant.principal, hub, levels, hiding)),
            copy=copies.get(grant.key),
            link=links.links.get(contact) if links else None,
        )
        reason, fault = _reason(seen, label)
        copy = seen.copy
        answers.append(
            WhyFacts(
                title=called,
                member=grant.name or grant.email,
                reason=reason,
                fault=fault,
                retry_at=copy.retry_at if copy and reason in {"later", "attention"} else None,
            )
        )
    return tuple(sorted(answers, key=lambda one: (one.reason == "here", one.member.casefold())))


def _members(reader: Reader, mine: Grant, label: str, principal: str) -> list[Grant]:
    if principal or not mine.level.may_share:
        wanted = principal or mine.principal
        grant = reader.get(Grant, f"{label}.{wanted}")
        if grant is None or (wanted != mine.principal and not mine.level.may_share):
            raise NoSuchMember
        return [grant]
    everybody = reader.find(Grant, Where("label", "==", label), limit=500)
    here = [grant for grant in everybody if grant.kind == "person" and grant.state != "ended"]
    return sorted(here, key=lambda one: (-one.level, (one.name or one.email).casefold()))[:MEMBERS]


def _levels(reader: Reader, hub: Contact, grants: list[Grant]) -> dict[str, dict[str, Level]]:
    """Account -> label of the contact -> level."""
    keys = [f"{label}.{grant.principal}" for grant in grants for label in hub.labels]
    levels: dict[str, dict[str, Level]] = {grant.principal: {grant.label: grant.level} for grant in grants}
    for grant in reader.get_many(Grant, keys).values():
        if grant.state != "ended":
            levels[grant.principal][grant.label] = grant.level
    return levels


def _hidden(
    account: str, hub: Contact, levels: dict[str, dict[str, Level]], labels: dict[str, Label]
) -> frozenset[str]:
    held = levels.get(account, {})
    return hidden_fields(account, [labels[one] for one in hub.labels if one in held and one in labels], held)


def _reason(seen: _Seen, label: str) -> tuple[str, Fault | None]:
    copy, link = seen.copy, seen.link
    if label not in seen.hub.labels:
        return "not-in-label", None
    if copy is None or copy.state in {"ending", "ended"}:
        return "ended", None
    if link is not None and link.held:
        return "paused", None
    if seen.hub.content and not seen.shown:
        return "hidden", None
    if link is not None and link.refused == FOREIGN:
        return "foreign", None
    if link is not None and link.refused.startswith(f"{seen.hub.version}:"):
        return "refused", None
    if link is not None and link.resource and label in link.labels and _current(seen, link):
        return "here", None
    if copy.state in {"attention", "later"}:
        return copy.state, copy.fault
    return "copying", None


def _current(seen: _Seen, link: Link) -> bool:
    return link.agreed == seen.hub.version or link.seen == fingerprint(seen.shown)
