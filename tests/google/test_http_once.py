"""Against a real socket: nothing is sent twice by itself, and half an answer is none."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from google.auth.credentials import AnonymousCredentials

from services.backends.google.http import READ_ATTEMPTS, Google
from services.backends.google.transport import OneShotHttp
from services.ports import QuotaExhausted, Unavailable

Reply = Callable[[socket.socket], bool]
"""Answers one request; False ends the connection."""


@dataclass
class Server:
    """A server of raw replies, one per request, in order (the last one for ever)."""

    root: str
    replies: list[Reply]
    requests: list[bytes] = field(default_factory=list)


def whole(body: object = None, status: str = "200 OK", *headers: str) -> Reply:
    content = json.dumps({} if body is None else body).encode()

    def reply(connection: socket.socket) -> bool:
        head = [
            f"HTTP/1.1 {status}",
            "Content-Type: application/json",
            f"Content-Length: {len(content)}",
            *headers,
        ]
        connection.sendall("\r\n".join([*head, "", ""]).encode() + content)
        return True

    return reply


def raw(content: bytes) -> Reply:
    def reply(connection: socket.socket) -> bool:
        connection.sendall(content)
        return False

    return reply


def hang_up(_connection: socket.socket) -> bool:
    return False


def then_close(reply: Reply) -> Reply:
    """A good answer on a connection that is closed right after, as an idle one is."""

    def both(connection: socket.socket) -> bool:
        reply(connection)
        return False

    return both


@pytest.fixture
def server() -> Iterator[Server]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        server = Server(f"http://127.0.0.1:{listening.getsockname()[1]}", [])

        def serve(connection: socket.socket) -> None:
            with closing(connection):
                while request := _whole_request(connection):
                    server.requests.append(request)
                    reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
                    if not reply(connection):
                        return

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return  # closed: the test is over
                threading.Thread(target=serve, args=[connection], daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server


def _whole_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        try:
            more = connection.recv(65536)
        except OSError:
            return b""
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def make_google():
    """Makes `Google`s whose connections end with the test."""
    made: list[OneShotHttp] = []

    def make(root: str = "", timeout: float = 2, **options) -> Google:
        def connect() -> OneShotHttp:
            made.append(OneShotHttp(timeout=timeout))
            return made[-1]

        return Google(root=root, http_factory=connect, read_pause=0, **options)

    yield make
    for http in made:
        http.close()


@pytest.fixture
def google(server, make_google):
    return make_google(server.root)


def create(google):
    people = google.service("people", "v1").people()
    return google.write(people.batchCreateContacts(body={"contacts": []}), AnonymousCredentials())


def listing(google):
    connections = google.service("people", "v1").people().connections()
    return google.read(connections.list(resourceName="people/me"), AnonymousCredentials())


def test_is_a_write_whose_connection_is_cut_sent_once(google, server):
    server.replies = [hang_up]
    with pytest.raises(Unavailable):
        create(google)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "half",
    [
        b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"createdPeople": [',
        b'HTTP/1.1 200 OK\r\n\r\n{"createdPeople": [',
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
        + gzip.compress(b'{"a": "' + b"x" * 500 + b'"}', mtime=0)[:-20],
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"created',
        b"HTTP/1.1 2",
        b"HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_is_half_an_answer_to_a_write_none_and_the_write_sent_once(google, server, half):
    server.replies = [raw(half)]
    with pytest.raises(Unavailable):
        create(google)
    assert len(server.requests) == 1


def test_is_a_connection_that_was_closed_while_idle_noticed_before_a_write(google, server):
    server.replies = [then_close(whole({"connections": []})), whole({"createdPeople": []})]
    listing(google)
    threading.Event().wait(0.05)  # for the other side's FIN to arrive
    assert create(google) == {"createdPeople": []}
    assert len(server.requests) == 2


def test_is_a_connection_kept_for_the_next_call(google, server):
    server.replies = [whole()]
    listing(google)
    listing(google)
    http = google.http()
    assert len(http.connections) == 1


def test_is_a_read_tried_again(google, server):
    server.replies = [hang_up, whole(None, "503 Service Unavailable"), whole({"nextSyncToken": "t"})]
    assert listing(google) == {"nextSyncToken": "t"}
    assert len(server.requests) == 3


def test_is_a_read_not_tried_for_ever(google, server):
    server.replies = [hang_up]
    with pytest.raises(Unavailable):
        listing(google)
    assert len(server.requests) == READ_ATTEMPTS


def test_does_a_read_that_is_tried_again_wait_in_tests(google, server, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waits.append)
    server.replies = [hang_up]
    with pytest.raises(Unavailable):
        listing(google)
    assert waits == [0] * (READ_ATTEMPTS - 1)


def test_is_a_read_over_quota_left_to_the_queue(google, server):
    server.replies = [whole({"error": {"code": 429}}, "429 Too Many Requests", "Retry-After: 31")]
    with pytest.raises(QuotaExhausted) as refused:
        listing(google)
    assert refused.value.retry_after == 31
    assert len(server.requests) == 1


def test_is_silence_given_up(server, make_google):
    google = make_google(server.root, timeout=0.1)
    server.replies = [lambda _connection: threading.Event().wait(1)]
    with pytest.raises(Unavailable):
        create(google)
    assert len(server.requests) == 1


def test_is_nobody_there_said_so(make_google):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    google = make_google(f"http://127.0.0.1:{port}")
    with pytest.raises(Unavailable):
        create(google)


def test_is_a_redirect_never_followed_with_a_token(google, server):
    server.replies = [whole(None, "302 Found", f"Location: {server.root}/elsewhere")]
    with pytest.raises(Exception, match="302"):
        listing(google)
    assert len(server.requests) == 1


def test_does_every_request_go_to_the_root_with_googles_path(google, server):
    server.replies = [whole()]
    listing(google)
    directory = google.service("admin", "directory_v1").users()
    google.read(directory.get(userKey="a@x.example"), AnonymousCredentials())
    gmail = google.service("gmail", "v1").users().messages()
    google.write(gmail.send(userId="me", body={"raw": ""}), AnonymousCredentials())
    lines = [request.split(b" HTTP")[0].decode() for request in server.requests]
    assert lines[0].startswith("GET /v1/people/me/connections?")
    assert lines[1].startswith("GET /admin/directory/v1/users/a%40x.example?")
    assert lines[2].startswith("POST /gmail/v1/users/me/messages/send?")


@pytest.mark.parametrize(
    ("name", "version", "host"),
    [
        ("people", "v1", "https://people.googleapis.com/"),
        ("admin", "directory_v1", "https://admin.googleapis.com/"),
        ("gmail", "v1", "https://gmail.googleapis.com/"),
    ],
)
def test_without_a_root_it_is_google(name, version, host):
    assert Google().service(name, version)._baseUrl == host


def test_has_each_thread_its_own_connections(google):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(google.http())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(http) for http in seen}) == 4


def test_is_every_call_counted(server, make_google):
    calls: list[str] = []
    google = make_google(server.root, on_call=calls.append)
    server.replies = [hang_up, whole()]
    listing(google)
    assert calls == ["people.people.connections.list"] * 2


def test_do_no_addresses_come_along_in_an_error(google, server):
    server.replies = [whole({"error": {"message": "maya@x.example"}}, "400 Bad Request")]
    users = google.service("admin", "directory_v1").users()
    with pytest.raises(Exception, match="400") as refused:
        google.read(users.get(userKey="maya@x.example"), AnonymousCredentials())
    assert "maya" not in str(refused.value)
    assert refused.value.__context__ is None
