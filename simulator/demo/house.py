"""Both parts, with settings that fit each other.

The service is started by the entrypoint in app.yaml, with the embedded defaults (SQLite, the queue in the
process, the mailbox) and `GOOGLE_API_ROOT` leading to the simulator. What it must be told besides are
names that the simulator knows: service accounts and an OAuth client, of play money all of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulator import world

from .parts import LOOPBACK, ROOT, NotStarted, Part, port, start, wait_for

SERVICE_PORT, SIMULATOR_PORT = 8080, 8090
_OURS = re.compile(
    r"(BASE_URL|STORE|QUEUE|MAIL|PORT|LOG_FORMAT|SESSION_SECRET|GUNICORN_CMD_ARGS|\w+_SERVICE_ACCOUNT"
    r"|(GAE|GOOGLE|CLOUD_TASKS|FIRESTORE|OAUTH)_\w+)"
)


@dataclass(frozen=True, slots=True)
class House:
    """Where both parts listen, and where they keep what they keep."""

    service_port: int
    simulator_port: int
    folder: Path

    @property
    def service(self) -> str:
        """The address of the service, which is its `BASE_URL`."""
        return f"http://localhost:{self.service_port}"

    @property
    def simulator(self) -> str:
        """The address of the simulator, which is `GOOGLE_API_ROOT`, and what a person opens."""
        return f"http://localhost:{self.simulator_port}"

    @property
    def log(self) -> Path:
        """Where the service writes its log lines."""
        return self.folder / "service.log"

    def settings(self) -> dict[str, str]:
        """The environment of the service; nothing of ours is taken over from the one around us."""
        around = {name: value for name, value in os.environ.items() if not _OURS.fullmatch(name)}
        return around | {
            "BASE_URL": self.service,
            "PORT": str(self.service_port),
            "STORE": f"sqlite:///{self.folder / 'shared-labels.db'}",
            "QUEUE": "local",
            "MAIL": "mailbox",
            "GOOGLE_API_ROOT": self.simulator,
            "DELEGATION_SERVICE_ACCOUNT": world.DELEGATION_SERVICE_ACCOUNT,
            "ADDON_SERVICE_ACCOUNT": world.ADDON_SERVICE_ACCOUNT,
            "OAUTH_CLIENT_ID": world.OAUTH_CLIENT_ID,
            "OAUTH_CLIENT_SECRET": world.OAUTH_CLIENT_SECRET,
            "LOG_FORMAT": "text",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONUNBUFFERED": "1",
        }


def plan(service_port: int = 0, simulator_port: int = 0, folder: Path | None = None) -> House:
    """Choose ports: the wanted ones when they are free, others when not.

    Without a `folder` there is one for each service port, so that two demos do not share a store.
    """
    first = port(service_port)
    return House(first, port(simulator_port, (first,)), folder or ROOT / "var" / f"demo-{first}")


def deployment(house: House) -> str:
    """What an operator gives to Google: the output of `python -m addon deployment`. Raises `NotStarted`."""
    command = [sys.executable, "-m", "addon", "deployment"]
    done = subprocess.run(
        command, cwd=ROOT, env=house.settings(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"The deployment could not be rendered:\n{done.stderr.strip()}"
        raise NotStarted(message)
    return done.stdout


def entrypoint() -> str:
    """The entrypoint of app.yaml, listening on loopback only: the demo is nobody else's business."""
    found = re.search(r"^entrypoint: (.+)$", (ROOT / "app.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        message = "app.yaml has no entrypoint."
        raise NotStarted(message)
    return found[1].replace("-b :$PORT", f"-b {LOOPBACK}:$PORT")


def start_service(house: House) -> Part:
    """Start the service, with an empty store. The simulator begins anew each time, and so must the store."""
    house.folder.mkdir(parents=True, exist_ok=True)
    for leftover in house.folder.glob("shared-labels.db*"):
        leftover.unlink()
    return start("service", ["sh", "-c", f"exec {entrypoint()}"], house.settings(), house.log)


def start_simulator(house: House) -> Part:
    """Start the simulator, told of the add-on and where the service is. Raises `NotStarted`."""
    house.folder.mkdir(parents=True, exist_ok=True)
    told = house.folder / "deployment.json"
    told.write_text(deployment(house), encoding="utf-8")
    where = ["--port", str(house.simulator_port), "--deployment", str(told), "--service", house.service]
    command = [sys.executable, "-m", "simulator", *where]
    return start("simulator", command, os.environ, house.folder / "simulator.log")


@contextmanager
def running(house: House) -> Iterator[dict[str, Part]]:
    """Start both, wait until both answer, stop both at the end. Raises `NotStarted`."""
    parts: dict[str, Part] = {}
    try:
        parts["simulator"] = start_simulator(house)
        parts["service"] = start_service(house)
        wait_for(parts["simulator"], f"{house.simulator}/")
        wait_for(parts["service"], f"{house.service}/readyz")
        yield parts
    finally:
        # The service first: it may still want to tell Google something.
        for name in ("service", "simulator"):
            if name in parts:
                parts[name].stop()
