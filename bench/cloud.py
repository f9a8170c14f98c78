"""A share on Firestore's emulator and our Cloud Tasks, with a Google that takes its time; enqueueing.

    python bench/run.py cloud                      a share that ends within minutes
    CONTACTS=1000 MEMBERS=1000 python bench/run.py cloud      the whole one

The simulator runs in this process and answers each call after 200 ms; the service is started by its
entrypoint with its eight threads, and the queue delivers eight tasks at a time.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from math import ceil
from pathlib import Path

from werkzeug.serving import make_server

from bench.desk import LABEL
from bench.memory import open_sidebar
from bench.report import note, table, title
from services.backends.google.tasks import CloudTasksQueue
from services.ports import Task
from simulator.__main__ import Quiet
from simulator.app import create_app
from simulator.cloudtasks import CloudTasks
from simulator.demo.house import House, plan, start_service
from simulator.demo.parts import LOOPBACK, Part, wait_for
from simulator.seeds import synthetic
from simulator.world import Account, World
from tests.cloud.google_cloud import QUEUE
from tests.cloud.house import CloudHouse
from tests.firestore_emulator import Emulator

CONTACTS = int(os.environ.get("CONTACTS", "200"))
MEMBERS = int(os.environ.get("MEMBERS", "40"))
LATENCY = 0.2
THREADS = 8
AT_ONCE = 20
"""Addresses in one press: each is looked up while the person waits, and the host waits 30 s."""
PATIENCE = 7_200
QUOTA = 90
"""Calls that one user may make in a minute, as reported; the console shows the true number."""
MAILS = 60
"""Mails that one user may send through the Gmail API in a minute (projects since May 2026)."""
HEAP = 256 + CONTACTS * MEMBERS // 250
"""Megabytes for the emulator. 256 were full after half a million links; there is to be room beside them."""
TASKS = 2_000


def measure() -> None:
    """A share from the press to the last copy; then the queue alone."""
    with Emulator(megabytes=HEAP) as emulator:
        _share(emulator.host)
    _enqueue()


def _share(firestore: str) -> None:
    how = f"{LATENCY * 1000:.0f} ms a call, {THREADS} threads"
    title(f"Share of {CONTACTS:,} contacts to {MEMBERS:,} members: {how}")
    world, owner, members = _world()
    with _cloud(world, firestore) as (house, cloud, gate):
        pressed = _press(house, world, owner, members)
        world.latency = LATENCY
        world.calls.clear()
        began = time.monotonic()
        gate.set()
        _copied(world, members)
        copied = time.monotonic() - began
        _quiet(cloud)
        settled = time.monotonic() - began
        calls = Counter(world.calls)
    copies = sum(len(world.hand(one.id).contacts(LABEL)) for one in members)
    assert copies == CONTACTS * len(members), f"{copies} copies"
    made = sum(calls.values())
    busiest = 2 + ceil(CONTACTS / 200)
    rows: list[tuple[object, ...]] = [
        (f"pressing Share with {min(AT_ONCE, MEMBERS)} people: the answer", pressed),
        ("from the first task to the last copy", copied),
        ("until the queue is empty (mails kept, looks at new copies done)", settled),
        (f"calls to Google x {LATENCY} s / {THREADS} threads", made * LATENCY / THREADS),
        (
            f"quota of People, {QUOTA} a minute and user, all users side by side",
            60 * (ceil(busiest / QUOTA) - 1),
        ),
        (
            f"quota of Gmail, {MAILS} mails a minute of one sender (with MAIL=gmail)",
            60 * len(members) / MAILS,
        ),
    ]
    table(("what", "seconds"), rows)
    note(f"{made:,} calls, {made / len(members):.1f} per member: " + ", ".join(_often(calls)))
    note(f"{copies / copied:,.0f} contacts a second; every copy was counted in its account afterwards.")


def _often(calls: Counter[str]) -> Iterator[str]:
    for name, count in calls.most_common(8):
        yield f"{name.removeprefix('people.')} {count:,}"


def _world() -> tuple[World, Account, list[Account]]:
    world = World()
    company = world.add_company("Maple", ["maple.example"])
    owner = world.add_person(company, "maya@maple.example", "Maya", "Lindqvist")
    members = [world.add_person(company, f"m{n}@maple.example", f"M{n}", "Smith") for n in range(MEMBERS)]
    world.add_person(company, "admin@maple.example", "Adele", "Admin", admin=True)
    hand = world.hand(owner.id)
    hand.add_label(LABEL)
    for fields in synthetic(CONTACTS):
        hand.plant(fields, [LABEL])
    return world, owner, members


@contextmanager
def _cloud(world: World, firestore: str) -> Iterator[tuple[CloudHouse, CloudTasks, threading.Event]]:
    """Everything, started and stopped: Google, Cloud Tasks, service. No task runs before the event."""
    with tempfile.TemporaryDirectory() as folder:
        planned = plan(folder=Path(folder))
        google = make_server(
            LOOPBACK, planned.simulator_port, create_app(world), threaded=True, request_handler=Quiet
        )
        threading.Thread(target=google.serve_forever, daemon=True).start()
        gate = threading.Event()

        def sign(email: str, audience: str) -> str:
            gate.wait()
            return world.tokens.service_id_token(email, audience)

        cloud = CloudTasks([QUEUE], sign).start(deliveries=THREADS)
        house = CloudHouse(
            planned.service_port,
            planned.simulator_port,
            Path(folder),
            firestore=firestore,
            cloud_tasks=cloud.address,
        )
        service: Part = start_service(house)
        try:
            wait_for(service, f"{house.service}/readyz")
            yield house, cloud, gate
        finally:
            world.latency = 0
            gate.set()
            service.stop()
            cloud.stop()
            google.shutdown()


def _press(house: House, world: World, owner: Account, members: list[Account]) -> float:
    """Share as a person would, in as many presses as it takes; seconds of the first, with a slow Google."""
    first = 0.0
    for start in range(0, len(members), AT_ONCE):
        sidebar = open_sidebar(house, owner.email)
        sidebar.press(LABEL)
        sidebar.press("Share label")
        sidebar.type("people", ", ".join(one.email for one in members[start : start + AT_ONCE]))
        world.latency = 0 if first else LATENCY
        began = time.monotonic()
        sidebar.press("Share label")
        first = first or time.monotonic() - began
        world.latency = 0
    return first


def _copied(world: World, members: list[Account]) -> None:
    """Wait until every batch has been created."""
    wanted = len(members) * ceil(CONTACTS / 200)
    until = time.monotonic() + PATIENCE
    while world.calls["people.people.batchCreateContacts"] < wanted:
        assert time.monotonic() < until, world.calls
        time.sleep(0.2)


def _quiet(cloud: CloudTasks) -> None:
    """Wait until no task is left, those of a later time included."""
    until = time.monotonic() + PATIENCE
    still = 0
    while still < 4:  # a task that runs is not waiting, and may promise others
        assert time.monotonic() < until, "the queue does not empty"
        still = still + 1 if cloud.queues.next_due() is None else 0
        time.sleep(0.5)


def _enqueue() -> None:
    title(f"Enqueueing {TASKS:,} tasks through Google's client")
    rows: list[tuple[object, ...]] = []
    for threads in (1, THREADS):
        with CloudTasks([QUEUE], lambda _email, _audience: "token").start() as cloud:
            queue = CloudTasksQueue(
                QUEUE,
                base_url="http://localhost:8080",
                service_account="worker@bench.iam.gserviceaccount.com",
                emulator=cloud.address,
            )
            queue.ping()
            began = time.monotonic()
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(queue.enqueue, map(_task, range(TASKS))))
            spent = time.monotonic() - began
            queue.close()
            # Not what was answered: of a task whose answer was lost, the next try says it is there already.
            assert len(cloud.queues.of(QUEUE)) == TASKS
        rows.append((threads, round(TASKS / spent), 10_000 / (TASKS / spent)))
    table(("threads", "tasks a second", "seconds for 10,000 members"), rows)
    note("The stand-in for Cloud Tasks runs in the same process; Google's own adds its round trip to each.")


def _task(number: int) -> Task:
    return Task("copy", {"tenant": "C0", "account": str(number), "label": "l"}, name=f"bench-{number}")
