"""/unsubscribe/…: stopping mails from the mail itself, by its own key and without signing in.

Mail programs send the POST by themselves (RFC 8058); a person who follows the link gets a page with
one button, because a look at a link must not change anything.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, make_response, render_template

from services import subscribing

from . import ids
from .errors import HttpRefusal, words_of_browser
from .wiring import Service


def ask(service: Service, tenant: str, account: str, key: str) -> Response:  # noqa: ARG001 - pages are called alike
    """GET: the button. It says nothing of whether the link is good."""
    return _page("unsubscribe.html", done=False)


def stop(service: Service, tenant: str, account: str, key: str) -> Response:
    """POST: no more mails to this account. Raises `HttpRefusal` 404 for a link that is none."""
    possible = all(ids.possible(part) for part in (tenant, account, key))
    if not possible or not subscribing.unsubscribe(tenant, account, key, deps=service.deps):
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
    return _page("unsubscribe.html", done=True)


def _page(template: str, *, done: bool) -> Response:
    words = words_of_browser()
    return make_response(render_template(template, words=words, _=words.gettext, person=None, done=done))
