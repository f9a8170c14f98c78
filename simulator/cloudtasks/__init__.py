"""A small Cloud Tasks, over gRPC, for the official client: `host:port` of an insecure channel.

It keeps the names of finished tasks, checks what it is given, holds tasks until they are due, sends
them over HTTP with an OIDC token, tries again by status with growing waits, and delivers twice and in
any order when told to. No published emulator does.

    requests.py   what is refused, in Google's words
    queues.py     queues and their tasks: due, tried again, remembered
    dispatch.py   one delivery over HTTP
    service.py    the gRPC methods
    server.py     all of it together, by hand or with threads
"""

from .queues import Disorder
from .server import CloudTasks

__all__ = ["CloudTasks", "Disorder"]
