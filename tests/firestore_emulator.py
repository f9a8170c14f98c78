"""Google's own Firestore emulator, of the Google Cloud CLI.

Others that claim to be one lose updates silently. Java is started itself: the CLI's wrapper does
not pass signals on.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

JAR = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
HOW_TO_GET_IT = (
    "Google's Firestore emulator is missing. It is part of the Google Cloud CLI "
    "(https://cloud.google.com/sdk/docs/install) and needs Java:\n"
    "    gcloud components install cloud-firestore-emulator\n"
    "or, where the CLI came by apt:\n"
    "    apt-get install google-cloud-cli-firestore-emulator default-jre-headless\n"
    "To leave these tests out for now: pytest -m 'not emulator'"
)
READY_SECONDS = 60.0


class Missing(Exception):
    """The emulator or Java is not installed; the text says how to get it."""


class Emulator:
    """One emulator on a free port of this machine, empty for each new project id."""

    def __init__(self, megabytes: int = 256) -> None:
        """`megabytes` of heap: the emulator keeps every document there, and stands still when it is full."""
        self.host = ""
        self._heap = f"-Xmx{megabytes}m"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        command = [_java(), self._heap, "-cp", str(_jar())]
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        self.host = f"127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [
                *command,
                "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
                "start",
                "--host=127.0.0.1",
                f"--port={port}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()
        return self

    def __exit__(self, *ended: object) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self) -> None:
        assert self._process is not None
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://{self.host}/", timeout=5):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise Missing(f"the Firestore emulator did not start\n{HOW_TO_GET_IT}")


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise Missing(HOW_TO_GET_IT)
    return java


def _jar() -> Path:
    named = os.environ.get("FIRESTORE_EMULATOR_JAR")
    if named:
        return Path(named)
    gcloud = shutil.which("gcloud")
    if gcloud is not None:
        jar = Path(gcloud).resolve().parent.parent / JAR
        if jar.exists():
            return jar
    raise Missing(HOW_TO_GET_IT)
