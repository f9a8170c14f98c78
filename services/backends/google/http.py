"""One way to Google: a connection per thread, nothing sent twice, answers checked before use.

`Google` builds the services from the discovery documents inside google-api-python-client and
executes their requests.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol, TypeAlias, TypeVar

import google_auth_httplib2
import httplib2
from google.auth.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import Error as ClientError
from googleapiclient.errors import HttpError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from ...ports import NotSent, Unavailable
from .errors import translate
from .problem import Problem, problem
from .transport import BROKEN, Http, HttpFactory, OneShotHttp

T = TypeVar("T")

READ_ATTEMPTS = 3


class Request(Protocol):
    """A request that a discovery service has made and not yet sent."""

    methodId: str  # noqa: N815 - the library's name

    def execute(self, *, http: object, num_retries: int) -> object:
        """The answer as JSON has it; raises `HttpError`."""
        ...


Service: TypeAlias = Any
"""A discovery service or a collection of it: made from documents at run time, beyond any type."""

OnCall = Callable[[str], None]
"""Told the id of each method (`people.people.batchGet`) as often as it is sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers in lower case and body of one plain request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def retry_after(self) -> str:
        return self.headers.get("retry-after", "")


@functools.lru_cache(maxsize=64)
def _described(root: str, name: str, version: str, *path: str) -> Service:
    """An API, or a collection of it, as its document describes it: kept for the process.

    Building the methods of a collection costs more than calling one. It is no client: it holds no
    connection and no credentials, and threads may share it.
    """
    if path:
        *outer, last = path
        return getattr(_described(root, name, version, *outer), last)()
    return build(
        name,
        version,
        http=httplib2.Http(),  # never used: every request is executed with its own
        cache_discovery=False,
        static_discovery=True,
        client_options={"api_endpoint": root} if root else {},
    )


class Google:
    """The services of Google that this program calls, for all threads.

    `root` takes the place of every Google API host (same path and query). `read_pause` is the
    longest pause in seconds between two attempts of a read; 0 in tests.
    """

    def __init__(
        self,
        *,
        root: str = "",
        http_factory: HttpFactory = OneShotHttp,
        on_call: OnCall | None = None,
        read_pause: float = 2.0,
    ) -> None:
        self.root = root.rstrip("/")
        self._factory = http_factory
        self._local = threading.local()
        self._on_call = on_call or (lambda _method: None)
        self._pause = read_pause

    def host(self, address: str) -> str:
        """The given Google host, or what stands in its place."""
        return self.root or address

    def service(self, name: str, version: str) -> Service:
        """A service built from the discovery documents on disk; no network."""
        return _described(self.root, name, version)

    def collection(self, name: str, version: str, *path: str) -> Service:
        """A collection of a service."""
        return _described(self.root, name, version, *path)

    def read(self, request: Request, credentials: Credentials) -> dict[str, Any]:
        """Executes a request that changes nothing; 5xx and lost connections are tried again."""
        return self.patiently(functools.partial(self.write, request, credentials))

    def write(self, request: Request, credentials: Credentials) -> dict[str, Any]:
        """Executes a request once. Raises the port's exceptions."""
        answer = self.attempt(request, credentials)
        if isinstance(answer, Problem):
            raise translate(answer, request.methodId)
        return answer

    def attempt(self, request: Request, credentials: Credentials) -> dict[str, Any] | Problem:
        """Executes a request once and hands over an error answer instead of raising.

        Raises `Unavailable` when no whole answer came, and what the credentials raise.
        """
        self._on_call(request.methodId)
        answer: object
        broken = ""
        try:
            http = google_auth_httplib2.AuthorizedHttp(credentials, http=self.http())
            answer = request.execute(http=http, num_retries=0)
        except HttpError as error:
            answer = problem(error.resp.status, error.content, str(error.resp.get("retry-after", "")))
        except (*BROKEN, ClientError) as error:
            broken = type(error).__name__
        # Raised out here: an HttpError in the context would bring addresses into a traceback.
        if broken:
            raise Unavailable(f"{request.methodId}: {broken}")
        if not isinstance(answer, dict | Problem):
            # googleapiclient hands over a body that it cannot parse as text, without a word.
            raise Unavailable(f"{request.methodId}: the answer was cut off")
        return answer

    def http(self) -> Http:
        """The connections of this thread: httplib2 is not safe between threads."""
        if not hasattr(self._local, "http"):
            self._local.http = self._factory()
        http: Http = self._local.http
        return http

    def plain(
        self,
        call: str,
        url: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request outside of the discovery services, without credentials of its own.

        `call` names it in errors and counts. Raises `Unavailable` when no whole answer came.
        """
        self._on_call(call)
        broken = ""
        try:
            response, content = self.http().request(url, method, body=body, headers=headers or {})
        except BROKEN as error:
            broken = type(error).__name__
        if broken:
            raise Unavailable(f"{call}: {broken}")
        return Answer(int(response.status), {k.lower(): str(v) for k, v in response.items()}, content)

    def patient(self, call: str, url: str, headers: dict[str, str] | None = None) -> Answer:
        """A plain GET; 5xx and lost connections are tried again, then `Unavailable`."""
        return self.patiently(functools.partial(self._whole, call, url, headers))

    def _whole(self, call: str, url: str, headers: dict[str, str] | None) -> Answer:
        answer = self.plain(call, url, headers=headers)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unavailable(f"{call}: {answer.status}")
        return answer

    def patiently(self, attempt: Callable[[], T]) -> T:
        """What `attempt` returns, after up to `READ_ATTEMPTS` of it while it is `Unavailable`.

        Only for what may be done twice. `QuotaExhausted` is never tried again here: its window is
        a minute, and the queue waits better than a thread.
        """
        return Retrying(
            stop=stop_after_attempt(READ_ATTEMPTS),
            wait=wait_random_exponential(multiplier=0.25, max=self._pause),
            retry=retry_if_exception(_worth_another),
            reraise=True,
        )(attempt)


def _worth_another(error: BaseException) -> bool:
    # NotSent has had its attempts already, at the token endpoint.
    return isinstance(error, Unavailable) and not isinstance(error, NotSent)
