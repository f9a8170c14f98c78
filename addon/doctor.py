"""`python -m addon doctor`: is everything in place? One line each, with the mend.

It looks from the inside of a deployment: same settings, same way to Google as the service.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from services.core.outcome import Fault
from services.ports import PortError

from . import log, settings, vault

if TYPE_CHECKING:
    from .wiring import Service

SKEW = 10
"""Seconds that our clock may differ from Google's: the tolerance for tokens."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` is empty when it is well."""

    what: str
    state: str
    mend: str = ""

    @property
    def line(self) -> str:
        mark = "well " if not self.mend else "WRONG"
        return f"{mark}  {self.what}: {self.state}" + (f". Mend: {self.mend}" if self.mend else "")


def examine(environ: Mapping[str, str], *, user: str = "", say: Callable[[str], None] = print) -> int:
    """Look at everything, say one line each; 1 when something is wrong, 2 when it cannot begin."""
    try:
        known = settings.read(vault.opened(environ))
    except settings.SettingsError as problem:
        say(Finding("settings", str(problem), "set it in the environment and start again").line)
        return 2
    log.configure(known.log_format)
    from .wiring import Service

    findings = list(_findings(Service(known), user))
    for finding in findings:
        say(finding.line)
    return 1 if any(finding.mend for finding in findings) else 0


def _findings(service: Service, user: str) -> Iterator[Finding]:
    known = service.settings
    yield Finding("settings", f"complete, for {known.base_url}")
    yield _port("store", known.store.kind, service.store_ping, _STORE_MEND)
    yield _port("queue", known.queue, service.queue_ping, _QUEUE_MEND)
    yield from _google(service)
    if user:
        yield from _delegation(service, user)
    else:
        yield Finding("delegation", "not looked at: name a person with --user ADDRESS")


_STORE_MEND = (
    "for firestore, create the database and give the service's account roles/datastore.user; "
    "for sqlite, name a file in STORE that can be written"
)
_QUEUE_MEND = (
    "create the queue that CLOUD_TASKS_QUEUE names and give the service's account roles/cloudtasks.enqueuer"
)


def _port(what: str, kind: str, ping: Callable[[], None], mend: str) -> Finding:
    try:
        ping()
    except PortError as problem:
        return Finding(what, f"{kind} does not answer ({problem})", mend)
    except Exception as problem:  # noqa: BLE001 - the doctor says what is wrong instead of dying of it
        return Finding(what, f"{kind} fails with {log.types_of(problem)}", mend)
    return Finding(what, f"{kind} answers")


def _google(service: Service) -> Iterator[Finding]:
    try:
        keys, date = service.certificates()
    except (PortError, ValueError):
        yield Finding(
            "certificates", "cannot be fetched", "let this machine reach www.googleapis.com by https"
        )
        return
    yield Finding("certificates", f"{keys} keys of Google's")
    yield _clock(date)


def _clock(date: str) -> Finding:
    try:
        off = time.time() - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return Finding("clock", "not compared: the answer had no date")
    if abs(off) > SKEW:
        return Finding("clock", f"differs from Google's by {off:+.0f} s", "set this machine's clock by NTP")
    return Finding("clock", "agrees with Google's")


def _delegation(service: Service, user: str) -> Iterator[Finding]:
    account = service.settings.delegation_service_account
    for scope, trouble in service.granted(user).items():
        name = f"delegation of {scope.rpartition('/')[2]}"
        if trouble is None:
            yield Finding(name, f"granted for {user}")
        elif service.is_ours(trouble):
            mend = (
                f"give the service's account roles/iam.serviceAccountTokenCreator on {account} "
                "and enable iamcredentials.googleapis.com"
            )
            yield Finding(name, "IAM does not sign", mend)
        elif trouble.fault in {Fault.SUSPENDED, Fault.GONE}:
            # Google answers the same for a person who is suspended and one whom it does not know.
            yield Finding(name, f"{user} is suspended or unknown", "name a person who is active with --user")
        else:
            mend = (
                "in the Admin console, Security, API controls, Domain-wide delegation, allow the client id "
                f"of {account} the scope {scope}"
            )
            yield Finding(name, f"refused ({trouble.fault.value})", mend)
