"""Who is in a message, a draft or a meeting: what the caller's shared labels know of them.

A contact is recognised by its mail address, in the labels that the caller has, and only where she is shown
addresses at all: a hidden field must not be told by what is found through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .core.caller import Caller
from .core.contact import masked, title
from .core.encounters import (
    MOST,
    Acquaintance,
    Correspondent,
    Encounter,
    EncounterFacts,
    LabelChoice,
    Membership,
    together,
)
from .core.levels import Level
from .core.normal import mail
from .core.outcome import Fault
from .core.records import Account, Contact, Grant, Label
from .core.rows import rows_of
from .core.searchwords import mail_key
from .deps import Deps
from .ports import PortError, Where
from .rights import Rights
from .viewing import viewer_of

SAME_ADDRESS = 50
"""Contacts of one company with the same address that are looked at."""

CHOICES = 100
"""Labels offered to choose from: Google's limit of a selection."""


def in_message(
    caller: Caller,
    message: str,
    *,
    token: str,
    key: str,
    told: Iterable[Correspondent] = (),
    deps: Deps,
) -> EncounterFacts:
    """The people of the open message: sender, To and Cc. One Gmail call.

    `told` are those whom the host names by itself: all there is when the message cannot be read.
    """
    trouble: Fault | None = None
    found: Sequence[Correspondent] = ()
    try:
        found = deps.messages.people(message, token=token, key=key)
    except PortError as error:
        trouble = error.fault
    return people(caller, together(found, told), place="message", trouble=trouble, deps=deps)


def people(
    caller: Caller,
    met: Iterable[Correspondent],
    *,
    place: str,
    may_invite: bool = False,
    trouble: Fault | None = None,
    deps: Deps,
) -> EncounterFacts:
    """What is known of these people; the caller herself is left out."""
    others = without_me(caller, met, deps=deps)
    rights = rights_in_all(caller, deps=deps)
    owners = _owners(caller, rights, deps=deps)
    shown = tuple(
        Encounter(one, acquaintances(caller, one.email, rights, owners, deps=deps)) for one in others[:MOST]
    )
    return EncounterFacts(
        viewer=viewer_of(caller),
        place=place,
        people=shown,
        everyone=others,
        labels=choices(rights, Level.EDITOR),
        invites=choices(rights, Level.VIEWER) if may_invite else (),
        may_invite=may_invite,
        trouble=trouble,
    )


def without_me(caller: Caller, met: Iterable[Correspondent], *, deps: Deps) -> tuple[Correspondent, ...]:
    """Everybody once, without the caller under any address of hers."""
    account = deps.store.tenant(caller.tenant).get(Account, caller.account)
    mine = {mail(caller.email), *(mail(one) for one in (account.aliases if account else ()))}
    return tuple(one for one in together(met) if one.email not in mine)


def rights_in_all(caller: Caller, *, deps: Deps) -> Rights:
    """The caller's levels in all labels that she has: one query, and one read for each label."""
    scope = deps.store.tenant(caller.tenant)
    grants = [
        grant
        for grant in scope.find(Grant, Where("principal", "==", caller.account))
        if grant.state != "ended"
    ]
    labels = {
        key: label
        for key, label in scope.get_many(Label, [grant.label for grant in grants]).items()
        if label.state == "active"
    }
    levels = {grant.label: grant.level for grant in grants if grant.label in labels}
    return Rights(account=caller.account, levels=levels, labels=labels)


def choices(rights: Rights, level: Level) -> tuple[LabelChoice, ...]:
    """Labels in which her level reaches, her own first, then by name."""
    mine = [rights.labels[label] for label, has in rights.levels.items() if has >= level]
    mine.sort(key=lambda one: (one.owner != rights.account, one.name.casefold(), one.id))
    return tuple(LabelChoice(one.id, one.name, one.size) for one in mine[:CHOICES])


def acquaintances(
    caller: Caller, email: str, rights: Rights, owners: dict[str, str], *, deps: Deps
) -> tuple[Acquaintance, ...]:
    """The contacts with this address in labels of the caller's, as she may see them. One query."""
    found = []
    for hub in contacts_with(caller, email, deps=deps):
        mine = [label for label in hub.labels if label in rights.levels]
        hidden = rights.hidden_in(mine)
        if not mine or "emailAddresses" in hidden:
            continue
        content = masked(hub.content, hidden)
        best = max(mine, key=lambda label: (rights.levels[label], label))
        found.append(
            Acquaintance(
                contact=hub.id,
                label=best,
                title=title(content),
                rows=rows_of(content),
                labels=tuple(
                    Membership(
                        label,
                        rights.labels[label].name,
                        owners.get(rights.labels[label].owner, ""),
                        mine=rights.labels[label].owner == caller.account,
                    )
                    for label in sorted(mine, key=lambda one: rights.labels[one].name.casefold())
                ),
                editable=rights.may_edit(mine),
            )
        )
    return tuple(found)


def contacts_with(caller: Caller, email: str, *, deps: Deps) -> list[Contact]:
    """The company's shared contacts with this address, whoever may see them."""
    key = mail_key(email)
    if not key:
        return []
    scope = deps.store.tenant(caller.tenant)
    found = scope.find(Contact, Where("prefixes", "contains", key), order="sort", limit=SAME_ADDRESS)
    return [hub for hub in found if hub.labels and _has(hub, mail(email))]


def _has(hub: Contact, email: str) -> bool:
    return any(mail(str(entry.get("value", ""))) == email for entry in hub.content.get("emailAddresses", ()))


def _owners(caller: Caller, rights: Rights, *, deps: Deps) -> dict[str, str]:
    scope = deps.store.tenant(caller.tenant)
    accounts = scope.get_many(Account, {label.owner for label in rights.labels.values()})
    return {key: one.name or one.email for key, one in accounts.items()}
