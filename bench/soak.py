"""`make soak`: random histories for an hour on every core that it is given, and how many there were.

Each run is a process of its own with a seed of its own; a history that fails is printed with everything that
is needed to see it again, and ends the soak.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINUTES = float(os.environ.get("MINUTES", "60"))
EACH = 100
"""Histories of one machine in one run."""
MACHINES = 3
"""`Settling`, `Undoing` and `Hiding`: one run goes through all."""


def main() -> int:
    """0 when every history came out as it should."""
    until = time.monotonic() + MINUTES * 60
    done = 0
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        runs = [pool.submit(_run_until, until) for _ in range(len(os.sched_getaffinity(0)))]
        for run in runs:
            counted, failure = run.result()
            done += counted
            if failure:
                print(failure)
                print(f"A history failed after about {done:,}.")
                return 1
    print(f"{done:,} histories of up to 40 steps in {MINUTES:g} minutes: all as they should be.")
    return 0


def _run_until(until: float) -> tuple[int, str]:
    """How many histories there were, and the output of the run that failed."""
    done = 0
    while time.monotonic() < until:
        seed = random.SystemRandom().randrange(2**32)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:randomly",
            "--show-capture=no",
            "tests/stateful",
        ]
        ran = subprocess.run(
            [*command, f"--hypothesis-seed={seed}"],
            cwd=ROOT,
            env=os.environ | {"HISTORIES": str(EACH)},
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            return done, f"{ran.stdout[-100_000:]}\nSeed: {seed}"
        done += EACH * MACHINES
        print(f"{done:,} histories, seed {seed}", flush=True)
    return done, ""


if __name__ == "__main__":
    sys.exit(main())
