"""Headers of every answer: what a browser may do with it, which is little.

Pages load styles and pictures of ours (the style sheet has some in its own text), run no script and
may not be framed; the dashboard's run scripts of ours, and say so themselves. The one exception is the
body of a mail: it is somebody's HTML, so it is shown in a frame of ours that is its own origin, with
inline styles (mails have no others) and nothing that runs.
"""

from __future__ import annotations

from flask import Flask, Response

from .settings import Settings

PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
MAIL_BODY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
YEAR = 31_536_000


def register(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of `app`; an answer's own win."""

    @app.after_request
    def add(answer: Response) -> Response:
        said = answer.headers
        said.setdefault("Content-Security-Policy", PAGE)
        said.setdefault("X-Content-Type-Options", "nosniff")
        said.setdefault("X-Frame-Options", "DENY")
        # Not no-referrer: a form of ours would then say `Origin: null`, as if it were somebody else's.
        said.setdefault("Referrer-Policy", "same-origin")
        said.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        said.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        # What is shown to one person stays out of every cache; static files say otherwise themselves.
        said.setdefault("Cache-Control", "no-store")
        if settings.https:
            said.setdefault("Strict-Transport-Security", f"max-age={YEAR}; includeSubDomains")
        return answer
