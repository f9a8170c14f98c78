"""Forms of ours and of nobody else: a token in every form, kept in the session.

The cookie is SameSite=Lax, so another site's form comes without a session at all; the token is the
second lock. A token that does not fit, sent from our own origin, is a form from before signing in again:
what was typed is shown with a fresh token, to be sent once more.
"""

from __future__ import annotations

import hmac
import secrets
from http import HTTPStatus

from flask import request, session

from addon.errors import HttpRefusal

FIELD = "csrf"
FORM = "application/x-www-form-urlencoded"
LONGEST = 10_000
"""Characters of one text that a form may carry; a pasted list of 500 addresses has about 20,000."""


class OldForm(Exception):
    """The form's token is not the session's; nothing was done."""


def token() -> str:
    """The session's token, made when first asked for."""
    if not isinstance(session.get(FIELD), str):
        session[FIELD] = secrets.token_urlsafe(24)
    made: str = session[FIELD]
    return made


def check(base_url: str) -> None:
    """A form of ours was sent. Raises `HttpRefusal` for another site's or an upload, `OldForm`."""
    origin = request.headers.get("Origin")
    if origin not in {None, base_url}:
        raise HttpRefusal(HTTPStatus.FORBIDDEN, "form-of-another-site")
    if request.mimetype not in {FORM, ""} or request.files:
        raise HttpRefusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-a-form")
    if not hmac.compare_digest(request.form.get(FIELD, "").encode(), token().encode()):
        raise OldForm


def kept() -> list[tuple[str, str]]:
    """What was sent, to be sent again: names and values, in order, without the token."""
    return [(name, value) for name, value in request.form.items(multi=True) if name != FIELD]


def text(name: str, limit: int = LONGEST) -> str:
    """One field of a form, without spaces around it and cut at the limit."""
    return request.form.get(name, "")[:limit].strip()


def query(name: str, limit: int = 200) -> str:
    """One parameter of an address, likewise."""
    return request.args.get(name, "")[:limit].strip()
