"""Memory of the service while a label of 25,000 contacts is shared, and then changed in every contact.

The simulator runs in this process, so that the world can be made at once; the service is started as ever,
by its entrypoint, and what is read is the high-water mark that the kernel keeps of its worker.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
import time
from pathlib import Path

from werkzeug.serving import make_server

from bench.desk import LABEL
from bench.report import note, table, title
from services.backends.local.queue import LocalQueue
from simulator.__main__ import Quiet
from simulator.app import create_app
from simulator.demo.google import Google
from simulator.demo.house import House, deployment, plan, start_service
from simulator.demo.parts import LOOPBACK, wait_for
from simulator.demo.sidebar import Sidebar, Visitor
from simulator.seeds import synthetic
from simulator.ui.host.call import Caller
from simulator.ui.host.deployment import load
from simulator.world import Account, World

SIZE = 24_900
"""Contacts of the label: the account holds 25,000 with those beside it, which is Google's cap."""
BESIDE = 100
LIMIT = 384
"""MB of App Engine's smallest instance."""
MEMBERS = tuple(int(number) for number in os.environ.get("MEMBERS", "1 3 6").split())
NOTE = "Called today."
PATIENCE = 3_600


def measure() -> None:
    """One member, then more: the peak must not grow with them."""
    title(f"Memory of the service while sharing {SIZE:,} of {SIZE + BESIDE:,} contacts")
    rows = [_share(0, size=27)]
    rows += [_share(members) for members in MEMBERS]
    table(
        (
            "contacts",
            "members",
            "at rest MB",
            "peak MB",
            f"under {LIMIT}",
            "seconds",
            "after edits MB",
            "seconds",
        ),
        rows,
    )
    grown = int(str(rows[-1][3])) - int(str(rows[1][3]))
    note(f"Peak of the worker and its parent. {MEMBERS[-1] - MEMBERS[0]} members more: {grown:+} MB.")
    note("Peak: shared, and every new copy looked at once.")
    note("After edits: a member has changed every contact; it was pulled, merged and pushed to all others.")


def _share(members: int, size: int = SIZE) -> tuple[object, ...]:
    world = World()
    company = world.add_company("Maple", ["maple.example"])
    owner = world.add_person(company, "maya@maple.example", "Maya", "Lindqvist")
    people = [
        world.add_person(company, f"m{n}@maple.example", f"M{n}", "Smith") for n in range(max(1, members))
    ]
    hand = world.hand(owner.id)
    hand.add_label(LABEL)
    for number, fields in enumerate(synthetic(size + BESIDE)):
        hand.plant(fields, [LABEL] if number < size else [])
    with tempfile.TemporaryDirectory() as folder:
        house = plan(folder=Path(folder))
        server = make_server(
            LOOPBACK, house.simulator_port, create_app(world), threaded=True, request_handler=Quiet
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        service = start_service(house)
        try:
            wait_for(service, f"{house.service}/readyz")
            rest = _megabytes(service.process.pid, "VmRSS")
            began = time.monotonic()
            _press(house, owner.email, [person.email for person in people], size)
            spent = time.monotonic() - began
            _look(house, [owner, *people])
            peak = _megabytes(service.process.pid, "VmHWM")
            began = time.monotonic()
            _edit(house, world, people[0], [owner, *people[1:]])
            edited = time.monotonic() - began
            later = _megabytes(service.process.pid, "VmHWM")
        finally:
            service.stop()
            server.shutdown()
    note(f"… {size:,} contacts, {len(people)} members: {peak} MB, after edits {later} MB")
    return (size, len(people), rest, peak, max(peak, later) < LIMIT, round(spent), later, round(edited))


def _look(house: House, people: list[Account]) -> None:
    """Everybody's account is read once more, whole or what is new in it; until nothing is left to do."""
    for person in people:
        open_sidebar(house, person.email)
    queue = LocalQueue(str(house.folder / "shared-labels.db"))
    until = time.monotonic() + PATIENCE
    while queue.depth():
        assert time.monotonic() < until, "the queue does not empty"
        time.sleep(1)
    queue.close()


def _edit(house: House, world: World, editor: Account, others: list[Account]) -> None:
    """Change every contact in one copy, and wait until everybody has it all."""
    hand = world.hand(editor.id)
    for person in hand.contacts(LABEL):
        hand.edit(person["resourceName"], biographies=[{"value": NOTE, "contentType": "TEXT_PLAIN"}])
    open_sidebar(house, editor.email)
    until = time.monotonic() + PATIENCE
    for other in others:
        theirs = world.hand(other.id)
        while any(one.get("biographies", [{}])[0].get("value") != NOTE for one in theirs.contacts(LABEL)):
            assert time.monotonic() < until, "the edits have not arrived"
            time.sleep(5)


def _press(house: House, owner: str, members: list[str], size: int) -> None:
    """Share as a person would, and refresh until everyone is up to date."""
    sidebar = open_sidebar(house, owner)
    sidebar.press(LABEL)
    sidebar.press("Share label")
    sidebar.type("people", ", ".join(members))
    sidebar.press("Share label")
    until = time.monotonic() + PATIENCE
    while not sidebar.line("^Shared with").endswith("all up to date"):
        assert time.monotonic() < until, sidebar.lines
        time.sleep(1)
        sidebar.press("Refresh")
    assert f"Up to date · {size:,} contacts" in " ".join(sidebar.lines), sidebar.lines


def open_sidebar(house: House, email: str) -> Sidebar:
    """One person's sidebar; opening it also asks for a look at what she has changed."""
    told = house.folder / "deployment.json"
    told.write_text(deployment(house), encoding="utf-8")
    caller, google = Caller(load(str(told))), Google(house.simulator)
    scopes = caller.deployment.scopes
    sidebar = Sidebar(Visitor(email), caller, lambda function: google.tokens(email, function, scopes))
    sidebar.open()
    return sidebar


def _megabytes(parent: int, field: str) -> int:
    """Of a process and its children, together."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    kilobytes = 0
    for pid in (str(parent), *children):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        found = re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)
        kilobytes += int(found[1]) if found else 0
    return kilobytes // 1024
