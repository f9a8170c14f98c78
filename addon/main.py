"""What gunicorn serves: `gunicorn addon.main:app`.

Imported in the worker, after the fork: gRPC clients and threads do not survive one.
"""

from __future__ import annotations

import os

from services.ports import Unavailable

from . import create_app, log, settings, vault

_NO_RESTART = 4
"""The exit code by which a worker of gunicorn says that starting another would not help."""

try:
    _environ = vault.opened(os.environ)
except settings.SettingsError as problem:
    settings.stop(str(problem), _NO_RESTART)
_settings = settings.or_stop(_environ, _NO_RESTART)
log.configure(_settings.log_format)
try:
    app = create_app(_settings)
    service = app.extensions["shared-labels"]
    service.start()
except settings.SettingsError as problem:
    settings.stop(str(problem), _NO_RESTART)
except Unavailable as problem:
    settings.stop(f"STORE {problem}", _NO_RESTART)
