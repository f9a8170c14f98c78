"""Every HTTP surface: parse, authorise, call one use case, answer.

main.py        what gunicorn serves         settings/    the environment, checked
routes.py      the table of all paths       wiring.py    settings -> everything else
host.py        the Workspace host           auth.py      who calls
tasks.py cron.py health.py pages.py signin.py unsubscribe.py    the other callers
sidebar/       one handler per action       dashboard/   pages for a browser
letters/       the words of mails           gallery/     all of it with facts made up
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, request

if TYPE_CHECKING:
    from .settings import Settings
    from .wiring import Service

LARGEST_BODY = 1_000_000
"""Bytes of a request. An event with 500 pasted addresses has about 40,000."""


def create_app(settings: Settings, service: Service | None = None) -> Flask:
    """The WSGI application. Starts no thread and opens nothing: `service` does, when first asked."""
    from . import errors, headers, log, routes
    from .wiring import Service as Wired

    service = service or Wired(settings)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.session_secret or secrets.token_hex(),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        # The prefix makes the browser refuse one that another host of the domain has set.
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
    )
    app.extensions["shared-labels"] = service
    app.before_request(lambda: log.begin_trace(request.headers, settings.project))
    service.telemetry.register(app)
    errors.register(app)
    headers.register(app, settings)
    routes.register(app, service)
    return app
