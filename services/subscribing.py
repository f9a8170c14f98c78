"""Which mails a person gets, and stopping them from the mail itself, without signing in."""

from __future__ import annotations

import hmac
from dataclasses import replace

from .core.records import Account
from .deps import Deps
from .ports import Transaction


def with_key(tenant: str, account: str, *, deps: Deps) -> Account | None:
    """The account with the secret of its stop link, made at the first mail; None for nobody."""
    key = deps.new_id() + deps.new_id()

    def body(tx: Transaction) -> Account | None:
        stored = tx.get(Account, account)
        if stored is None or stored.mail_key:
            return stored
        changed = replace(stored, mail_key=key)
        tx.put(changed)
        return changed

    return deps.store.tenant(tenant).transact(body)


def unsubscribe(tenant: str, account: str, key: str, *, deps: Deps) -> bool:
    """Stop all mails to the account, if the key is its own. Repeating it changes nothing."""

    def body(tx: Transaction) -> bool:
        stored = tx.get(Account, account)
        if stored is None or not stored.mail_key:
            return False
        if not hmac.compare_digest(stored.mail_key.encode(), key.encode()):
            return False
        if stored.mails:
            tx.put(replace(stored, mails=False))
        return True

    return deps.store.tenant(tenant).transact(body)
