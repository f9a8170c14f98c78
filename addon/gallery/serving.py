"""/gallery: every card as JSON, every mail, the dashboard's pages and those beside it, in every language.

It is served where the whole set-up is on this machine and nowhere else, without signing in: there is
nothing of anybody in it. The cards are drawn by whoever plays the host.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, make_response, render_template, request
from jinja2 import Environment, PackageLoader, StrictUndefined

from addon.dashboard import assets, rendering
from addon.errors import HttpRefusal
from addon.headers import MAIL_BODY, PAGE
from addon.letters import composed
from addon.wiring import Service
from addon.words import languages, words_for
from cards.responses import Shown, to_json
from cards.text import Words

from .pseudo import PSEUDO, pseudo_words

ZONE = "Europe/Helsinki"
_FRAMED = PAGE.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_SCRIPT = re.compile(r"<script\b[^>]*></script>\n?")
_TEMPLATES = Environment(
    loader=PackageLoader("addon.gallery"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)

Answer = Callable[..., Response]


def _here_only(answer: Answer) -> Answer:
    """As good as not there unless the whole set-up is on this machine."""

    @wraps(answer)
    def guarded(service: Service, **parts: str) -> Response:
        if not service.settings.local:
            raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
        return answer(service, **parts)

    return guarded


@_here_only
def index(_service: Service) -> Response:
    """GET /gallery: the mails and the pages of one language."""
    from .beside import BESIDE
    from .letters import LETTERS
    from .pages import PAGES

    language, words = _wanted()
    page = _TEMPLATES.get_template("gallery/index.html").render(
        language=language,
        languages=_languages(),
        mails=[(name, composed(mail, words)) for name, mail in LETTERS.items()],
        pages=list(PAGES),
        beside=list(BESIDE),
        asset=assets.asset,
    )
    return make_response(page)


@_here_only
def cards(service: Service) -> Response:
    """GET /gallery/cards: `{language, languages, cards: {name: card}}`, each card as the host gets it."""
    from .cards import SAMPLES

    language, words = _wanted()
    base = service.settings.base_url
    return jsonify(
        language=language,
        languages=_languages(),
        cards={name: _card(to_json(Shown(make(words)), base), base) for name, make in SAMPLES.items()},
    )


@_here_only
def mail(_service: Service, name: str) -> Response:
    """GET /gallery/mails/<name>: the HTML of a mail, fenced in as in the mailbox."""
    from .letters import LETTERS

    _, words = _wanted()
    answer = make_response(composed(_known(LETTERS, name), words).html)
    answer.headers["Content-Security-Policy"] = MAIL_BODY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@_here_only
def page(_service: Service, name: str) -> Response:
    """GET /gallery/pages/<name>: a page without its scripts: nobody is signed in."""
    from .beside import BESIDE
    from .pages import PAGES, around

    language, words = _wanted()
    if name in BESIDE:
        template, values = BESIDE[name](words)
        # The template of a mail has its HTML in a frame.
        frame = f"/gallery/mails/shared?language={language}"
        said = {"words": words, "_": words.gettext, "body": frame, **values}
        answer = make_response(render_template(template, **said))
    else:
        template, values = _known(PAGES, name)(words)
        answer = rendering.answer(template, words, **around(words) | dict(values))
    answer.set_data(_SCRIPT.sub("", answer.get_data(as_text=True)))
    answer.headers["Content-Security-Policy"] = _FRAMED
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _languages() -> list[str]:
    return [*languages(), PSEUDO]


def _wanted() -> tuple[str, Words]:
    language = request.args.get("language", "en")
    if language not in _languages():
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
    return language, pseudo_words(ZONE) if language == PSEUDO else words_for(language, ZONE)


def _known(found: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever is kept under names
    if name not in found:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
    return found[name]


def _card(answer: dict[str, Any], base: str) -> dict[str, Any]:
    card: dict[str, Any] = _pictures_of_ours(answer["action"]["navigations"][0]["pushCard"], base)
    return card


def _pictures_of_ours(value: Any, base: str) -> Any:  # noqa: ANN401 - JSON
    """Portraits of the samples are nowhere; a browser that looks for them would ask the outside world."""
    if isinstance(value, dict):
        return {
            key: f"{base}/static/logo-96.png"
            if key in {"iconUrl", "imageUrl"} and not str(child).startswith(base)
            else _pictures_of_ours(child, base)
            for key, child in value.items()
        }
    if isinstance(value, list):
        return [_pictures_of_ours(child, base) for child in value]
    return value
