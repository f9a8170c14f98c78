"""Pages for everybody, signed in or not: help, privacy, terms.

Google's Marketplace asks for all three, and so does anybody who wants to know what is kept of her
before she shares. What they promise is what the code does: the numbers come from where it does it.
"""

from __future__ import annotations

from flask import Response, make_response, render_template

from services import history, outbox

from . import signin
from .errors import words_of_browser
from .wiring import Service

TRASH_DAYS = history.TRASH.days
PROMISE_DAYS = outbox.KEPT.days
PROMISED = {"trash_days": str(TRASH_DAYS), "promise_days": str(PROMISE_DAYS)}
"""What the pages say in numbers."""


def usage(_service: Service) -> Response:
    """GET /help: how to begin, and what to do when something is not as expected."""
    return _page("help.html")


def privacy(_service: Service) -> Response:
    """GET /privacy: what is kept, for how long, who gets it, and how to have it deleted."""
    return _page("privacy.html")


def terms(_service: Service) -> Response:
    """GET /terms."""
    return _page("terms.html")


def _page(template: str) -> Response:
    words = words_of_browser()
    shown = render_template(template, words=words, _=words.gettext, person=signin.person(), **PROMISED)
    answer = make_response(shown)
    answer.headers["Vary"] = "Cookie, Accept-Language"
    return answer
