"""The queue on Cloud Tasks: Google's client over gRPC, a faithful stand-in, and deliveries over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

import pytest
from google.api_core import exceptions as answers
from google.cloud import tasks_v2

from services.backends.google.tasks import CloudTasksQueue
from services.ports import QuotaExhausted, RequestRefused, Task, Unavailable
from simulator.cloudtasks import CloudTasks

from .queue_contract import Answer, Failing, QueueContract, World, done

QUEUE = "projects/p/locations/europe-west1/queues/work"
ACCOUNT = "worker@p.iam.gserviceaccount.com"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def signed(email: str, audience: str) -> str:
    """Stands for the simulator's tokens, and says what it was asked to sign."""
    return f"token of {email} for {audience}"


class CloudWorld:
    """Google's client, the stand-in, and a server that tasks are delivered to."""

    def __init__(self, retry: tasks_v2.RetryConfig | None = None) -> None:
        self.time = START
        self.delivered: list[tuple[str, dict[str, str]]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.answer: Answer = done
        self.retry_after = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        self.base_url = f"http://127.0.0.1:{self.server.server_port}"
        self.cloud = CloudTasks([QUEUE], signed, now=self.now, retry=retry).start()
        self.queue = CloudTasksQueue(
            QUEUE,
            base_url=self.base_url,
            service_account=ACCOUNT,
            emulator=self.cloud.address,
            now=self.now,
            sleep=lambda seconds: None,
        )

    def close(self) -> None:
        self.queue.close()
        self.cloud.stop()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def now(self) -> datetime:
        return self.time

    def settle(self) -> None:
        self.cloud.run_due()

    def pass_time(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        self.settle()

    def deliver_everything_twice(self) -> None:
        self.cloud.disorder.repeat = 1.0

    def deliver_in_any_order(self) -> None:
        self.cloud.disorder.shuffle = True
        self.cloud.disorder.rng = Random(7)  # noqa: S311 the same disorder each time


def _handler(world: CloudWorld) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kind = self.path.removeprefix("/tasks/")
            world.paths.append(self.path)
            world.headers.append(dict(self.headers))
            world.delivered.append((kind, body))
            self.send_response(world.answer(kind, body))
            if world.retry_after:
                self.send_header("Retry-After", world.retry_after)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Nothing: the tests look at what arrived."""

    return Handler


@pytest.fixture
def cloud() -> Iterator[CloudWorld]:
    world = CloudWorld()
    yield world
    world.close()


class TestCloudTasks(QueueContract):
    @pytest.fixture
    def world(self, cloud: CloudWorld) -> World:
        return cloud


# --- what only Cloud Tasks has ------------------------------------------------------------------


def test_does_a_task_bring_its_token_and_type(cloud: CloudWorld) -> None:
    cloud.queue.enqueue(Task("copy", {"label": "l1"}, name="copy-1"))
    cloud.settle()
    (headers,) = cloud.headers
    assert cloud.paths == ["/tasks/copy"]
    assert headers["Authorization"] == f"Bearer token of {ACCOUNT} for {cloud.base_url}/tasks/copy"
    assert headers["Content-Type"] == "application/json"
    assert headers["X-CloudTasks-QueueName"] == "work"
    assert headers["X-CloudTasks-TaskName"].endswith("-copy-1")
    assert headers["X-CloudTasks-TaskRetryCount"] == "0"


def test_does_a_task_say_how_often_it_was_tried(cloud: CloudWorld) -> None:
    cloud.answer = Failing(500, times=2)
    cloud.queue.enqueue(Task("copy", {}))
    for _ in range(4):
        cloud.pass_time(10)
    assert [h["X-CloudTasks-TaskRetryCount"] for h in cloud.headers] == ["0", "1", "2"]
    assert [h["X-CloudTasks-TaskExecutionCount"] for h in cloud.headers] == ["0", "1", "2"]
    assert cloud.headers[1]["X-CloudTasks-TaskPreviousResponse"] == "500"


def test_is_a_task_what_google_wants(cloud: CloudWorld) -> None:
    cloud.queue.enqueue(Task("copy", {}, name="n", due=START + timedelta(hours=1)))
    (entry,) = cloud.cloud.queues.of(QUEUE)
    assert entry.task.dispatch_deadline == timedelta(minutes=10)
    assert entry.task.schedule_time == START + timedelta(hours=1)
    assert entry.task.http_request.http_method == tasks_v2.HttpMethod.POST


def test_do_names_that_begin_alike_begin_differently_there(cloud: CloudWorld) -> None:
    for n in range(10):
        cloud.queue.enqueue(Task("copy", {}, name=f"copy-2026-{n}"))
    names = [entry.short for entry in cloud.cloud.queues.of(QUEUE)]
    assert len({name[:2] for name in names}) > 5


def test_does_the_longest_name_fit(cloud: CloudWorld) -> None:
    assert cloud.queue.enqueue(Task("copy", {}, name="x" * 480)) is True
    assert cloud.queue.enqueue(Task("copy", {}, name="x" * 480)) is False


def test_is_a_name_free_again_after_a_day(cloud: CloudWorld) -> None:
    cloud.queue.enqueue(Task("copy", {}, name="n"))
    cloud.settle()
    cloud.pass_time(25 * 3600)
    assert cloud.queue.enqueue(Task("copy", {}, name="n")) is True


class Flaky:
    """Google's client, but the first answers get lost after the task was taken."""

    def __init__(self, world: CloudWorld, lost: int) -> None:
        self.real = world.queue._cloud_tasks()
        self.lost = lost
        self.asked = 0

    def create_task(self, *asked: object, **more: object) -> object:
        self.asked += 1
        made = self.real.create_task(*asked, **more)
        if self.asked <= self.lost:
            raise answers.ServiceUnavailable("lost")
        return made


@pytest.mark.parametrize("name", ["", "n"])
def test_does_a_lost_answer_make_no_second_task(
    cloud: CloudWorld, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    flaky = Flaky(cloud, lost=1)
    monkeypatch.setattr(cloud.queue, "_cloud_tasks", lambda: flaky)
    cloud.queue.enqueue(Task("copy", {}, name=name))
    cloud.settle()
    assert flaky.asked == 2
    assert len(cloud.delivered) == 1


def test_is_a_queue_that_never_answers_unavailable(
    cloud: CloudWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    flaky = Flaky(cloud, lost=99)
    flaky.real = _Silent()
    monkeypatch.setattr(cloud.queue, "_cloud_tasks", lambda: flaky)
    with pytest.raises(Unavailable):
        cloud.queue.enqueue(Task("copy", {}))
    assert flaky.asked == 3


class _Silent:
    def create_task(self, *asked: object, **more: object) -> None:
        raise answers.DeadlineExceeded("late")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (answers.ResourceExhausted("x"), QuotaExhausted),
        (answers.InvalidArgument("x"), RequestRefused),
        (answers.NotFound("x"), Unavailable),
        (answers.PermissionDenied("x"), Unavailable),
        (answers.FailedPrecondition("x"), Unavailable),
        (answers.InternalServerError("x"), Unavailable),
    ],
)
def test_does_each_answer_become_its_error(
    cloud: CloudWorld, monkeypatch: pytest.MonkeyPatch, answer: Exception, error: type[Exception]
) -> None:
    class Refusing:
        def create_task(self, *asked: object, **more: object) -> None:
            raise answer

    monkeypatch.setattr(cloud.queue, "_cloud_tasks", Refusing)
    with pytest.raises(error):
        cloud.queue.enqueue(Task("copy", {}))


def test_is_a_missing_queue_told(cloud: CloudWorld) -> None:
    other = CloudTasksQueue(
        QUEUE + "2", base_url=cloud.base_url, service_account=ACCOUNT, emulator=cloud.cloud.address,
        sleep=lambda seconds: None,
    )  # fmt: skip
    with pytest.raises(Unavailable, match="does not exist"):
        other.ping()
    with pytest.raises(Unavailable, match="does not exist"):
        other.enqueue(Task("copy", {}))
    other.close()


def test_is_a_paused_queue_told(cloud: CloudWorld) -> None:
    cloud.cloud.queues.set_state(QUEUE, tasks_v2.Queue.State.PAUSED)
    with pytest.raises(Unavailable, match="paused"):
        cloud.queue.ping()
    cloud.queue.enqueue(Task("copy", {}))
    cloud.settle()
    assert cloud.delivered == []


def test_is_a_cloud_tasks_that_is_not_there_unavailable(cloud: CloudWorld) -> None:
    cloud.cloud.stop()
    with pytest.raises(Unavailable):
        cloud.queue.ping()


def test_is_a_client_made_anew_after_a_fork(cloud: CloudWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cloud.queue._cloud_tasks()
    assert cloud.queue._cloud_tasks() is first
    monkeypatch.setattr("os.getpid", lambda: -1)
    second = cloud.queue._cloud_tasks()
    assert second is not first
    first.transport.close()


def test_does_a_queue_wait_when_it_is_told_to(cloud: CloudWorld) -> None:
    cloud.answer, cloud.retry_after = Failing(429, times=1), "120"
    cloud.queue.enqueue(Task("copy", {"n": "1"}))
    cloud.settle()
    cloud.retry_after = ""
    cloud.queue.enqueue(Task("copy", {"n": "2"}))
    cloud.pass_time(60)
    assert len(cloud.delivered) == 1
    cloud.pass_time(61)
    assert sorted(body["n"] for _, body in cloud.delivered) == ["1", "1", "2"]
