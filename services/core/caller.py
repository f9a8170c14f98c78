"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claims:
    """A verified user token: nothing else may make one."""

    sub: str
    email: str
    hd: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified person of a known company; every use case begins with one.

    `language` is the one that she chose here, empty when she leaves it to Google.
    """

    tenant: str
    account: str
    email: str
    name: str
    locale: str = ""
    zone: str = ""
    language: str = ""
