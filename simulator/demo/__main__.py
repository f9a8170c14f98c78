"""`python -m simulator.demo`: both parts until Ctrl-C. `python -m simulator.demo tour`: without a person."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from .house import SERVICE_PORT, SIMULATOR_PORT, House, plan, running
from .parts import ROOT, NotStarted


def main(arguments: list[str] | None = None) -> int:
    """The exit code is 0 when all went well."""
    parser = argparse.ArgumentParser(prog="python -m simulator.demo", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("demo", "tour"), default="demo")
    parser.add_argument("--port", type=int, default=SERVICE_PORT, help="of the service, if it is free")
    parser.add_argument(
        "--simulator-port", type=int, default=SIMULATOR_PORT, help="of the simulator, if it is free"
    )
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if chosen.what == "tour":
            return _tour()
        return _demo(plan(chosen.port, chosen.simulator_port), chosen.port)
    except NotStarted as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _demo(house: House, wanted: int) -> int:
    if wanted and house.service_port != wanted:
        print(f"Port {wanted} is taken: the service takes {house.service_port} instead.")
    print("Starting ...", flush=True)
    with running(house) as parts:
        print(f"\n  Open {house.simulator}\n")
        print("Ctrl-C stops it. What you did is gone then: each start begins anew.")
        print(f"Log of the service: {house.log.relative_to(ROOT)}", flush=True)
        try:
            while True:
                time.sleep(0.5)
                for part in parts.values():
                    if part.ended():
                        code = part.process.returncode
                        message = f"The {part.name} ended by itself (exit code {code}).\n{part.last_lines()}"
                        raise NotStarted(message)
        except KeyboardInterrupt:
            print("\nStopping ...", flush=True)
    print("Stopped.")
    return 0


def _tour() -> int:
    from .tour import take

    with tempfile.TemporaryDirectory(prefix="shared-labels-tour-") as folder:
        house = plan(folder=Path(folder))
        with running(house):
            return take(house)


if __name__ == "__main__":
    sys.exit(main())
