"""Who may do what with a label, and who may change that.

A level given to a person directly holds, whatever her groups have, lower or higher: that is how one
person of a group gets a level of her own. Without one, the highest of her groups' levels holds. An
ended grant counts for nothing; a paused one gives no rights, and no way around it either.

Nobody gives a level above her own, nobody raises herself, and the owner's level is not changed by
anyone: ownership is handed over, by the owner (`services.core.levels` says what a level may do).
"""

from __future__ import annotations

from collections.abc import Iterable

from .levels import Level
from .records import Grant
from .refusals import LevelTooHigh, NotAllowed, OwnerStays

_HOLDS = frozenset({"invited", "active"})


def effective(grants: Iterable[Grant]) -> Level | None:
    """The level that one account's grants of one label come to; None for no access.

    `grants` are the person's own records, those derived from a group (`via`) included; the grants
    of groups themselves give nothing to anyone.
    """
    live = [grant for grant in grants if grant.kind == "person" and grant.state != "ended"]
    direct = [grant for grant in live if not grant.via]
    return max((grant.level for grant in direct or live if grant.state in _HOLDS), default=None)


def grantable(actor: Level | None) -> tuple[Level, ...]:
    """The levels that somebody of this level may give, lowest first."""
    if actor is None or not actor.may_share:
        return ()
    return tuple(level for level in Level if level <= actor and level is not Level.OWNER)


def check_change(actor: Level | None, now: Level | None, new: Level | None, *, mine: bool = False) -> None:
    """Whether a level may be given (`now` None), changed, or ended (`new` None).

    `mine`: the actor changes her own level; anyone may leave or step down. Raises `OwnerStays` when
    the owner's level would change, `LevelTooHigh` when the new level is above the actor's own or is
    ownership, and `NotAllowed` otherwise.
    """
    if now is Level.OWNER:
        raise OwnerStays
    if actor is None:
        raise NotAllowed
    if mine:
        if new is not None and new > actor:
            raise LevelTooHigh
        return
    if not actor.may_share:
        raise NotAllowed
    if new is not None and new not in grantable(actor):
        raise LevelTooHigh


def may_change(actor: Level | None, now: Level | None, new: Level | None, *, mine: bool = False) -> bool:
    """`check_change` as a question, for showing or hiding a control."""
    try:
        check_change(actor, now, new, mine=mine)
    except (NotAllowed, LevelTooHigh, OwnerStays):
        return False
    return True


def check_transfer(actor: Level | None, heir: Level | None) -> None:
    """Whether ownership may be handed over: by the owner, to a member. Raises `NotAllowed`."""
    if actor is not Level.OWNER or heir is None:
        raise NotAllowed
