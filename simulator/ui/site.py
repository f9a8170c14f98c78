"""What all pages share: the world, the deployment, who is looking, and the headers of every answer."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue

from ..errors import GoogleError
from ..world import Account, World
from .host.deployment import BadDeployment, Deployment, load, origin

_HUES = 8
_SAID = "said"
PERSONA = "persona"
"""Cookie with the address of whoever was looked at last: the account offered first on the consent page."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the simulator was started.

    `deployment` is a file or an address; it is read when it is first needed, as the service may start later.
    `service` is the service's public address, for links to its own pages; empty means no links.
    """

    deployment: str = ""
    service: str = ""


@dataclass(slots=True)
class Site:
    """One simulator's pages."""

    world: World
    settings: Settings
    withheld: dict[str, set[str]] = field(default_factory=dict)
    """User id -> scopes that she has not granted to the add-on."""
    consented: set[tuple[str, str]] = field(default_factory=set)
    """(user id, client) that have pressed Allow on the consent page."""
    host_log: Sequence[Any] = ()
    """The latest calls of the add-on, newest first."""
    _deployment: Deployment | None = None

    def deployment(self) -> Deployment:
        """The add-on. Raises `BadDeployment`, also when there is none."""
        if self._deployment is None:
            if not self.settings.deployment:
                message = "The simulator was started without a deployment, so there is no add-on to show."
                raise BadDeployment(message)
            self._deployment = load(self.settings.deployment)
        return self._deployment

    def who(self, address: str) -> Account:
        """The person of a page; 404 for nobody."""
        account = self.world.find(address)
        if account is None:
            abort(404)
        return account

    def granted(self, account: Account) -> tuple[str, ...]:
        """The deployment's scopes that the person has granted: all, unless the fault panel took some away."""
        withheld = self.withheld.get(account.id, set())
        return tuple(scope for scope in self.deployment().scopes if scope not in withheld)

    def now(self, account: Account) -> datetime:
        """The world's time where the person lives."""
        return self.world.clock.now().astimezone(ZoneInfo(account.time_zone))

    def register(self, pages: Blueprint) -> None:
        """Headers, filters and the words for what Google refuses."""
        pages.before_app_request(_only_own_forms)
        pages.after_request(self._headers)
        pages.add_app_template_filter(initial)
        pages.add_app_template_filter(hue)
        pages.register_error_handler(GoogleError, _refused)
        pages.context_processor(
            lambda: {"service": self.settings.service, "said": unquote(request.cookies.get(_SAID, ""))}
        )

    def say(self, text: str) -> None:
        """Show a line at the bottom of the next page; kept in a cookie, as there are no sessions here."""
        g.said = text

    def _headers(self, response: Response) -> Response:
        pictures = "'self' data: https:"
        if self._deployment is not None:
            pictures += "".join(f" {one}" for one in sorted(self._deployment.origins))
        elif self.settings.service:
            pictures += f" {origin(self.settings.service)}"
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures};"
            " connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'",
        )
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if "said" in g:
            response.set_cookie(_SAID, quote(g.said), max_age=20, samesite="Lax")
        elif _SAID in request.cookies and response.mimetype == "text/html":
            response.delete_cookie(_SAID)
        who = (request.view_args or {}).get("who")
        if who and response.mimetype == "text/html":
            response.set_cookie(PERSONA, who, samesite="Lax", httponly=True)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


def _only_own_forms() -> ResponseReturnValue | None:
    """A form of another site must not act here; programs send no Origin."""
    sent_by = request.headers.get("Origin")
    if request.method == "POST" and sent_by and urlsplit(sent_by).netloc != request.host:
        return "This form came from another site.", 403
    return None


def _refused(error: GoogleError) -> ResponseReturnValue:
    return f"Google refuses: {error.message}", error.code


def initial(name: str) -> str:
    """The letter in the round picture."""
    return next((letter.upper() for letter in name if letter.isalnum()), "?")


def hue(key: str) -> int:
    """One of a few colours, always the same for the same key."""
    return zlib.crc32(key.encode()) % _HUES
