"""gunicorn's own configuration, `--config python:addon.gunicorn_conf`: begin and end in good order.

The settings are read here once before anything is bound or forked, so that a wrong one is one line
and the end, and not a worker that dies again and again.
"""

from __future__ import annotations

import os
import sys

from . import allocator, settings

settings.or_stop(os.environ, 2)
allocator.be_frugal()  # what is forked inherits it

graceful_timeout = 20
"""Seconds for requests that are being answered when SIGTERM comes."""

keepalive = 75
"""Seconds that an idle connection stays open: longer than the proxy in front keeps its end, or a request
is now and then sent into a connection that has just been closed. It occupies no thread meanwhile."""

limit_request_line = 0
"""Longer addresses than 4,094 bytes are ours to answer (up to gunicorn's own megabyte): a search for much
too much is cut and shown, not refused with a page that says nothing."""

limit_request_field_size = 32_768
"""A header longer than gunicorn's own 8,190 bytes is looked at too: a token of that length is answered
like every other that proves nothing."""

control_socket_disable = True
"""Nobody steers a running service but by signals: a socket in the home folder would be one more door."""


def worker_exit(_server: object, _worker: object) -> None:
    """The worker ends: finish what runs, hand back the rest."""
    main = sys.modules.get("addon.main")
    service = getattr(main, "service", None)
    if service is not None:
        service.stop()
