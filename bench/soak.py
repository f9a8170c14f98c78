"""`make soak`: random histories for an hour on every core that it is given, and how many there were.

Each run is a process of its own with a seed of its own. A history that fails is printed at once with all that
is needed to see it again; the soak goes on to its end, for how often something fails is part of the answer.
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
MACHINES = 4
"""`Settling`, `Undoing`, `Hiding` and `Merging`: one run goes through all."""


def main() -> int:
    """0 when every history came out as it should."""
    until = time.monotonic() + MINUTES * 60
    cores = len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(cores) as pool:
        counts = [run.result() for run in [pool.submit(_run_until, until) for _ in range(cores)]]
    done, failed = (sum(each) for each in zip(*counts, strict=True))
    print(f"{done:,} histories of up to 40 steps in {MINUTES:g} minutes came out as they should.")
    if failed:
        print(f"{failed:,} runs found one that did not: they are printed above, with their seeds.")
    return 1 if failed else 0


def _run_until(until: float) -> tuple[int, int]:
    """How many histories came out as they should, and how many runs found and printed one that did not."""
    done = failed = 0
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
            failed += 1
            print(f"{ran.stdout[-100_000:]}\nSeed: {seed}", flush=True)
        else:
            done += EACH * MACHINES
            print(f"{done:,} histories, seed {seed}", flush=True)
    return done, failed


if __name__ == "__main__":
    sys.exit(main())
