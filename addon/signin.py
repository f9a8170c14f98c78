"""Signing in with Google, for the pages: OpenID Connect's code flow with state, nonce and PKCE.

The session is Flask's signed cookie; it holds who the person is and nothing else. What Google says
about her is believed only from the `id_token`, checked as every other token is.
"""

from __future__ import annotations

import secrets
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from flask import Response, redirect, request, session
from requests import RequestException

from services.core.caller import Claims

from . import errors, log
from .settings import Settings
from .wiring import Service

CONSENT = "https://accounts.google.com/o/oauth2/v2/auth"
TOKEN = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address, not a secret
SCOPE = "openid email profile"
CALLBACK = "/signin/callback"
SECONDS = 10
"""How long Google may take to exchange a code."""

LONGEST_PATH = 500
"""Characters of the place to come back to; the cookie has to hold it."""

_PERSON, _PENDING = "person", "pending"


def address(settings: Settings, url: str) -> str:
    """A Google URL, or the same path at `GOOGLE_API_ROOT`."""
    if not settings.google_api_root:
        return url
    _scheme, _, rest = url.partition("://")
    return settings.google_api_root + "/" + rest.partition("/")[2]


def begin(service: Service) -> Response:
    """GET /signin: off to Google, to come back to where the person wanted to be.

    `login_hint` (an address) lets Google skip the choice between several accounts.
    """
    settings = service.settings
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    client = _client(settings)
    hint = request.args.get("login_hint", "")[:254]
    url, state = client.create_authorization_url(
        address(settings, CONSENT),
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
        prompt="select_account",
        **({"login_hint": hint} if hint else {}),
    )
    session.clear()
    session[_PENDING] = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "next": _local_path(request.args.get("next", "/")),
    }
    return _redirect(url)


def finish(service: Service) -> Response:
    """GET /signin/callback: back from Google; raises `HttpRefusal` 401 for what we did not ask for."""
    pending: dict[str, Any] = session.pop(_PENDING, None) or {}
    sent = request.args.get("state", "")
    if not pending or not secrets.compare_digest(pending["state"].encode(), sent.encode()):
        raise errors.unauthorized("sign-in-not-begun-here")
    if "code" not in request.args:
        # She pressed Cancel, or her admin does not allow it: nothing went wrong here.
        return _redirect("/")
    claims = service.gate.signed_in(
        _id_token(service.settings, request.args["code"], pending["verifier"]), pending["nonce"]
    )
    session.clear()
    session[_PERSON] = {"sub": claims.sub, "email": claims.email, "hd": claims.hd, "name": claims.name}
    session.permanent = True
    log.line("signed in", who=claims.sub)
    return _redirect(pending["next"])


def end(_service: Service) -> Response:
    """POST /signout: forget who it was."""
    session.clear()
    return _redirect("/")


def person() -> Claims | None:
    """Who is signed in; None for nobody. The cookie is signed, so its content was verified once."""
    known = session.get(_PERSON)
    if not isinstance(known, dict):
        return None
    return Claims(sub=known["sub"], email=known["email"], hd=known["hd"], name=known["name"])


def _client(settings: Settings) -> OAuth2Session:
    return OAuth2Session(
        settings.oauth_client_id,
        settings.oauth_client_secret or None,
        token_endpoint_auth_method="client_secret_post" if settings.oauth_client_secret else "none",
        scope=SCOPE,
        redirect_uri=settings.base_url + CALLBACK,
    )


def _id_token(settings: Settings, code: str, verifier: str) -> str:
    try:
        granted = _client(settings).fetch_token(
            address(settings, TOKEN),
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            timeout=SECONDS,
        )
    except OAuthError:
        raise errors.unauthorized("code-refused") from None
    except (RequestException, ValueError):
        raise errors.unavailable("google-unavailable") from None
    token = granted.get("id_token")
    if not isinstance(token, str):
        raise errors.unauthorized("token-missing")
    return token


def _local_path(wanted: str) -> str:
    """A path of ours and nothing else: an open redirect would lend our name to others' pages."""
    good = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\\" not in wanted
    return wanted if good and wanted.isprintable() and len(wanted) <= LONGEST_PATH else "/"


def _redirect(url: str) -> Response:
    answer = redirect(url, 303)
    answer.headers["Cache-Control"] = "no-store"
    return Response(answer.get_data(), answer.status_code, answer.headers)
