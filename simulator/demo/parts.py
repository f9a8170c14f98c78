"""Programs that the demo starts, watches and stops; and addresses for them to listen on."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
HTTP_ERROR = 400


class NotStarted(Exception):
    """A part ended, or did not answer, before it was ready. The text is for the person who started it."""


@dataclass
class Part:
    """One running program. `log` is where its output goes, or None for this terminal."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path | None = None

    def ended(self) -> bool:
        """Whether it is no longer running."""
        return self.process.poll() is not None

    def stop(self, patience: float = 8) -> None:
        """Ask it to finish what it does; after `patience` seconds end it and all it started."""
        if not self.ended():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def last_lines(self) -> str:
        """The end of its log, for saying why it failed."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


def start(name: str, command: Sequence[str], env: Mapping[str, str], log: Path | None = None) -> Part:
    """Start a program in a process group of its own, so that Ctrl-C reaches it through `stop` only."""
    with contextlib.ExitStack() as stack:
        output = None
        if log is not None:
            log.parent.mkdir(parents=True, exist_ok=True)
            output = stack.enter_context(log.open("wb"))
        process = subprocess.Popen(
            list(command),
            cwd=ROOT,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
        )
    return Part(name, process, log)


def wait_for(part: Part, url: str, seconds: float = 30) -> None:
    """Until `url` answers with success; raises `NotStarted` when the part ends first or time is up."""
    deadline = time.monotonic() + seconds
    said = "it does not answer"
    while time.monotonic() < deadline:
        if part.ended():
            message = (
                f"The {part.name} ended at once (exit code {part.process.returncode}).\n{part.last_lines()}"
            )
            raise NotStarted(message)
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status < HTTP_ERROR:
                    return
        except urllib.error.HTTPError as error:
            said = f"it answers {error.code}"
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    message = (
        f"The {part.name} did not get ready in {seconds:.0f} seconds: {said} at {url}.\n{part.last_lines()}"
    )
    raise NotStarted(message)


def port(wanted: int, taken: Sequence[int] = ()) -> int:
    """`wanted` when it is free on this machine, else one that is; 0 asks for any."""
    if wanted and wanted not in taken and _is_free(wanted):
        return wanted
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            found = int(probe.getsockname()[1])
        if found not in taken:
            return found


def _is_free(number: int) -> bool:
    """Nothing listens there: neither on loopback nor on all addresses, where a bind would still succeed."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((LOOPBACK, number)) == 0:
            return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", number))
        except OSError:
            return False
    return True
