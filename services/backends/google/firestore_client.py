"""The Firestore client: made late, its errors as ours, contention met with patience.

Of the library's own retry loop nothing is used: measured against the emulator, two threads
counting one document up a hundred times each took it 332 seconds and failed five times.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from google.api_core import exceptions as answers
from google.auth.exceptions import GoogleAuthError
from google.cloud import firestore
from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)

from ...ports import AlreadyExists, Contention, QuotaExhausted, RequestRefused, Unavailable
from .per_process import PerProcess

T = TypeVar("T")

Untyped: TypeAlias = Any
"""Objects of the library: its annotations are partly wrong (`count().get()`), so that types end here."""

_ATTEMPTS = 40
_SECONDS = 30.0  # what is not done then, the queue or the person tries again
_STEP, _LONGEST = 0.1, 2.0  # those who collided must not meet again: well above one transaction


class FirestoreClient:
    """One client a process."""

    def __init__(self, project: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
        """An empty `project` is taken from the environment. Tests that must not wait set `sleep`."""
        self._project = project
        self._sleep = sleep
        self._client: PerProcess[Untyped] = PerProcess(self._made, lambda client: client.close())

    def __call__(self) -> Untyped:
        """The client of this process; `FIRESTORE_EMULATOR_HOST` is honoured by the library."""
        return self._client()

    def patiently(self, attempt: Callable[[], T]) -> T:
        """Tries again for half a minute while `attempt` raises `Contention`."""
        retrying = Retrying(
            retry=retry_if_exception_type(Contention),
            wait=wait_random_exponential(multiplier=_STEP, max=_LONGEST),
            stop=stop_after_attempt(_ATTEMPTS) | stop_after_delay(_SECONDS),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(attempt)

    def close(self) -> None:
        """Give back the connections; the client is made again when used."""
        self._client.close()

    def _made(self) -> Untyped:
        with translated():
            return firestore.Client(project=self._project or None)


@contextmanager
def translated() -> Iterator[None]:
    """Firestore's answers as port exceptions. Their texts stay out: they name documents."""
    try:
        yield
    except answers.AlreadyExists as error:
        raise AlreadyExists("there is such a record") from error
    except answers.Aborted as error:
        raise Contention("others kept changing the same records") from error
    except answers.ResourceExhausted as error:
        raise QuotaExhausted("Firestore: quota exhausted") from error
    except answers.InvalidArgument as error:
        raise RequestRefused("Firestore refuses the request") from error
    except (answers.GoogleAPICallError, answers.RetryError, GoogleAuthError) as error:
        raise Unavailable(f"Firestore: {type(error).__name__}") from error
