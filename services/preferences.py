"""What a person chose for herself: language, mails, digest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .auditing import event
from .core.caller import Caller
from .core.records import Account
from .deps import Deps
from .ports import Transaction


@dataclass(frozen=True, slots=True)
class Preferences:
    """`language` is a BCP 47 tag, empty for the one of her Google account."""

    language: str = ""
    mails: bool = True
    digest: bool = False


def chosen(caller: Caller, *, deps: Deps) -> Preferences:
    """What the caller chose, or what holds until she does."""
    stored = deps.store.tenant(caller.tenant).get(Account, caller.account)
    return Preferences() if stored is None else _of(stored)


def choose(caller: Caller, preferences: Preferences, *, deps: Deps) -> None:
    """Keep what the caller chose; whether there is such a language is for the one who asks to know."""

    def body(tx: Transaction) -> None:
        stored = tx.get(Account, caller.account)
        if stored is not None and _of(stored) != preferences:
            tx.put(
                replace(
                    stored,
                    language=preferences.language,
                    mails=preferences.mails,
                    digest=preferences.digest,
                ),
                event(caller, "preferences", target=caller.account, deps=deps),
            )

    deps.store.tenant(caller.tenant).transact(body)


def _of(account: Account) -> Preferences:
    return Preferences(account.language, account.mails, account.digest)
