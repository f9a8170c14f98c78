"""`make bench`: all measurements, or those named: `python bench/run.py calls cards`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PARTS = ("calls", "syncing", "deciding", "price", "cards", "browsing", "coldstart", "memory", "cloud")


def main() -> None:
    """Run the parts in order."""
    for name in sys.argv[1:] or PARTS:
        importlib.import_module(f"bench.{name}").measure()


if __name__ == "__main__":
    main()
