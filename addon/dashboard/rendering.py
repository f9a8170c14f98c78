"""Templates to answers: one environment, one set of headers.

Everything in a template is escaped unless it is a template's own markup. A page may load styles and
scripts of ours and talk to this service; nothing stands inline, nothing is evaluated.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Response, get_flashed_messages, make_response
from jinja2 import Environment, PackageLoader, StrictUndefined

from cards.text import Words

from . import links
from .assets import asset

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    # The style sheet draws ticks and arrows of inputs as pictures in its own text.
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HTMX = json.dumps(
    {
        "includeIndicatorStyles": False,  # would be an inline style
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,  # pages with people's contacts are not put into the browser's storage
        "refreshOnHistoryMiss": True,
        "attributesToSettle": ["class"],  # not style
        "scrollIntoViewOnBoost": False,
    }
)

_TEMPLATES = Environment(
    loader=PackageLoader("addon.dashboard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.tests["holding"] = lambda text, part: part in str(text).casefold()
_TEMPLATES.globals |= {"asset": asset, "href": links.href, "links": links, "htmx_config": HTMX}


def answer(
    template: str,
    words: Words,
    /,
    *,
    status: int = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
    **values: Any,  # noqa: ANN401 - a template takes what it names
) -> Response:
    """A page, or a part of one, in somebody's words."""
    drawn = _TEMPLATES.get_template(template).render(
        words=words,
        _=words.gettext,
        ngettext=words.ngettext,
        pgettext=words.pgettext,
        said=get_flashed_messages() if template.startswith("pages/") else (),
        **values,
    )
    made = make_response(drawn, status)
    made.headers["Content-Security-Policy"] = POLICY
    # Our own forms are recognised by their origin, which no-referrer would hide from us as well.
    made.headers["Referrer-Policy"] = "same-origin"
    made.headers["Cache-Control"] = "no-store"
    made.headers["Vary"] = "Cookie, Accept-Language, HX-Request"
    made.headers.update(headers or {})
    return made
