"""Google's sign-in and consent page, for the code flow of OpenID Connect."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ..errors import OAuthError
from ..oauth import check_client, consent
from ..world import Account
from .host.deployment import BadDeployment
from .site import PERSONA, Site

_WORDS = {
    "openid": "Know who you are",
    "email": "See your e-mail address",
    "profile": "See your name and picture",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the application asks for; a field by the name of its parameter."""

    client_id: str
    redirect_uri: str
    response_type: str
    scope: str
    state: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    prompt: str
    login_hint: str
    hd: str
    access_type: str

    @property
    def scopes(self) -> tuple[str, ...]:
        """One by one."""
        return tuple(self.scope.split())

    def back(self, **said: str) -> str:
        """The application's address with an error."""
        return f"{self.redirect_uri}?{urlencode({**said, **({'state': self.state} if self.state else {})})}"


def register(pages: Blueprint, site: Site) -> None:
    """Add the page."""

    @pages.get("/o/oauth2/v2/auth")
    def consent_page() -> ResponseReturnValue:
        wish = _wish()
        try:
            _check(site, wish)
        except OAuthError as error:
            return render_template("consent_refused.html", error=error), 400
        chosen = site.world.find(wish.login_hint or request.cookies.get(PERSONA, ""))
        prompts = set(wish.prompt.split())
        known = chosen is not None and (chosen.id, wish.client_id) in site.consented
        quick = (
            known
            and not prompts & {"consent", "login"}
            and ("select_account" not in prompts or bool(wish.login_hint))
        )
        if chosen is not None and quick:
            return _allow(site, wish, chosen)
        if "none" in prompts:
            return redirect(wish.back(error="interaction_required" if chosen else "login_required"))
        people = [
            (c.name, [a for a in c.people if not a.suspended])
            for c in site.world.companies
            if not wish.hd or wish.hd in c.domains
        ]
        asked = [_WORDS.get(scope, scope) for scope in wish.scopes]
        return render_template(
            "consent.html", wish=wish, people=people, chosen=chosen, asked=asked, name=_name(site)
        )

    @pages.post("/o/oauth2/v2/auth")
    def consent_given() -> ResponseReturnValue:
        wish = _wish()
        try:
            _check(site, wish)
        except OAuthError as error:
            return render_template("consent_refused.html", error=error), 400
        account = site.world.find(request.form.get("account", ""))
        if request.form.get("answer") != "allow" or account is None or account.suspended:
            return redirect(wish.back(error="access_denied"), 303)
        site.consented.add((account.id, wish.client_id))
        return _allow(site, wish, account)


def _wish() -> Wish:
    """From the address; the form posts to the same one."""
    return Wish(**{name: request.args.get(name, "") for name in Wish.__dataclass_fields__})


def _check(site: Site, wish: Wish) -> None:
    """Raises `OAuthError`; nothing is sent to an address that is not the client's."""
    check_client(site.world, wish.client_id, wish.redirect_uri)
    if wish.response_type != "code":
        raise OAuthError("unsupported_response_type", "Only response_type=code is answered here.")
    if not wish.scopes:
        raise OAuthError("invalid_request", "Missing required parameter: scope")
    if wish.code_challenge and wish.code_challenge_method != "S256":
        raise OAuthError("invalid_request", "Only code_challenge_method=S256 is answered here.")


def _allow(site: Site, wish: Wish, account: Account) -> ResponseReturnValue:
    with site.world.lock:
        address = consent(
            site.world,
            account,
            client=wish.client_id,
            redirect_uri=wish.redirect_uri,
            scopes=wish.scopes,
            state=wish.state,
            nonce=wish.nonce,
            challenge=wish.code_challenge,
            offline=wish.access_type == "offline",
        )
    return redirect(address, 303)


def _name(site: Site) -> str:
    try:
        return site.deployment().name
    except BadDeployment:
        return "An application"
