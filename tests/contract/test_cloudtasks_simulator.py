"""Whether our stand-in for Cloud Tasks refuses and does what Google's does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from google.api_core import exceptions as answers
from google.cloud import tasks_v2
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport

from simulator.cloudtasks import CloudTasks
from simulator.cloudtasks.queues import backoff

QUEUE = "projects/p/locations/l/queues/work"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9/tasks/copy"


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cloud(clock: Clock) -> Iterator[CloudTasks]:
    with CloudTasks([QUEUE], lambda email, audience: "token", now=clock) as cloud:
        yield cloud


@pytest.fixture
def client(cloud: CloudTasks) -> Iterator[tasks_v2.CloudTasksClient]:
    channel = grpc.insecure_channel(cloud.address)
    yield tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))
    channel.close()


def create(client: tasks_v2.CloudTasksClient, parent: str = QUEUE, **task: Any) -> tasks_v2.Task:
    return client.create_task(parent=parent, task={"http_request": {"url": NOWHERE}, **task})


@pytest.mark.parametrize(
    "task",
    [
        {"name": "short"},
        {"name": f"{QUEUE}/tasks/a b"},
        {"name": f"{QUEUE}/tasks/{'x' * 501}"},
        {"name": "projects/p/locations/l/queues/other/tasks/n"},
        {"http_request": None},
        {"http_request": {"url": ""}},
        {"http_request": {"url": "ftp://here/x"}},
        {"http_request": {"url": "/tasks/copy"}},
        {"http_request": {"url": NOWHERE + "#part"}},
        {"http_request": {"url": "http://h/" + "x" * 2083}},
        {"http_request": {"url": NOWHERE, "http_method": "GET", "body": b"x"}},
        {"http_request": {"url": NOWHERE, "body": b"x" * 110_000}},
        {"http_request": {"url": NOWHERE, "headers": {"X-CloudTasks-QueueName": "work"}}},
        {"http_request": {"url": NOWHERE, "headers": {"x-appengine-cron": "true"}}},
        {"http_request": {"url": NOWHERE, "headers": {"A": "b\nC: d"}}},
        {"http_request": {"url": NOWHERE, "oidc_token": {"service_account_email": "nobody"}}},
        {"schedule_time": START + timedelta(days=31)},
        {"dispatch_deadline": timedelta(seconds=14)},
        {"dispatch_deadline": timedelta(minutes=31)},
    ],
)
def test_is_a_task_refused_that_google_refuses(
    client: tasks_v2.CloudTasksClient, task: dict[str, Any]
) -> None:
    with pytest.raises(answers.InvalidArgument):
        create(client, **task)


def test_is_a_queue_needed_that_exists(client: tasks_v2.CloudTasksClient) -> None:
    with pytest.raises(answers.NotFound):
        create(client, QUEUE + "2")
    with pytest.raises(answers.InvalidArgument):
        create(client, "work")
    with pytest.raises(answers.AlreadyExists):
        client.create_queue(parent="projects/p/locations/l", queue={"name": QUEUE})


def test_does_a_task_come_back_with_what_google_adds(client: tasks_v2.CloudTasksClient) -> None:
    made = create(client)
    assert made.name.startswith(f"{QUEUE}/tasks/")
    assert made.schedule_time == START
    assert made.create_time == START
    assert made.dispatch_deadline == timedelta(minutes=10)
    assert made.http_request.http_method == tasks_v2.HttpMethod.POST
    assert client.get_task(name=made.name).name == made.name
    assert [task.name for task in client.list_tasks(parent=QUEUE)] == [made.name]


def test_do_many_tasks_come_in_pages(client: tasks_v2.CloudTasksClient) -> None:
    names = {create(client).name for _ in range(7)}
    listed = client.list_tasks(request={"parent": QUEUE, "page_size": 3})
    assert {task.name for task in listed} == names


def test_is_the_name_of_a_deleted_task_remembered(client: tasks_v2.CloudTasksClient, clock: Clock) -> None:
    name = f"{QUEUE}/tasks/n"
    create(client, name=name)
    client.delete_task(name=name)
    with pytest.raises(answers.NotFound):
        client.get_task(name=name)
    with pytest.raises(answers.AlreadyExists):
        create(client, name=name)
    clock.time += timedelta(hours=25)
    assert create(client, name=name).name == name


def test_does_a_paused_queue_take_and_keep(client: tasks_v2.CloudTasksClient, cloud: CloudTasks) -> None:
    client.pause_queue(name=QUEUE)
    create(client)
    assert cloud.run_due() == 0
    assert client.resume_queue(name=QUEUE).state == tasks_v2.Queue.State.RUNNING
    assert cloud.run_due() == 1


def test_is_a_purged_queue_empty(client: tasks_v2.CloudTasksClient) -> None:
    create(client)
    client.purge_queue(name=QUEUE)
    assert list(client.list_tasks(parent=QUEUE)) == []


def test_is_what_nobody_answers_tried_again(client: tasks_v2.CloudTasksClient, cloud: CloudTasks) -> None:
    name = create(client).name
    cloud.run_due()
    task = client.get_task(name=name)
    assert task.dispatch_count == 1
    assert task.response_count == 0
    assert task.schedule_time > START


def test_does_a_task_vanish_after_its_last_try(clock: Clock) -> None:
    retry = tasks_v2.RetryConfig(max_attempts=3, max_backoff=timedelta(seconds=1))
    with CloudTasks([QUEUE], lambda email, audience: "token", now=clock, retry=retry) as cloud:
        channel = grpc.insecure_channel(cloud.address)
        client = tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))
        create(client)
        tries = 0
        for _ in range(10):
            tries += cloud.run_due()
            clock.time += timedelta(seconds=5)
        assert tries == 3
        assert list(client.list_tasks(parent=QUEUE)) == []
        channel.close()


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (7, 30), (50, 30)]
)
def test_do_waits_double_then_grow_by_steps(attempts: int, seconds: int) -> None:
    retry = tasks_v2.RetryConfig(
        min_backoff=timedelta(seconds=1), max_backoff=timedelta(seconds=30), max_doublings=3
    )
    assert backoff(retry, attempts) == timedelta(seconds=seconds)


def test_does_it_deliver_by_itself_with_threads(client: tasks_v2.CloudTasksClient, cloud: CloudTasks) -> None:
    cloud.stop()
    cloud.start(deliveries=2)
    create_here = tasks_v2.CloudTasksClient(
        transport=CloudTasksGrpcTransport(channel=(channel := grpc.insecure_channel(cloud.address)))
    )
    name = create(create_here).name
    for _ in range(500):
        if create_here.get_task(name=name).dispatch_count:
            break
        cloud._stopping.wait(0.01)
    assert create_here.get_task(name=name).dispatch_count == 1
    channel.close()
