#!/usr/bin/env python3
"""`gcloud` for tests: refuses commands and flags that Google's does not have, and remembers the rest.

CALLS names the file that each call is appended to, as a JSON line: its words, and what came on stdin.
STATE names a file of lines `COMMAND<TAB>ANSWER` for commands that look (describe, list, get): a command that
is not there fails, as Google's does for what does not exist yet. What is known of the true gcloud is
`gcloud_commands.json` beside this file: command -> flags; a test holds it against the CLI's own list.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

KNOWN = json.loads((Path(__file__).resolve().parent / "gcloud_commands.json").read_text(encoding="utf-8"))
WIDE = {"--project", "--quiet", "--format", "--filter"}
LOOKS = {"describe", "list", "get-authorization", "print-access-token"}


def main(words: list[str]) -> int:
    """Exit codes as gcloud's: 2 for a command line that it does not understand, 1 for what is not there."""
    plain = [word for word in words if not word.startswith("--")]
    command = next(
        (" ".join(plain[:n]) for n in range(len(plain), 0, -1) if " ".join(plain[:n]) in KNOWN), ""
    )
    flags = {word.partition("=")[0] for word in words if word.startswith("--")}
    unknown = flags - WIDE - set(KNOWN.get(command, ()))
    if not command or unknown:
        sys.stderr.write(f"ERROR: not understood: {' '.join(words)} {sorted(unknown)}\n")
        return 2
    given = sys.stdin.read() if "--data-file=-" in words else ""
    with Path(os.environ["CALLS"]).open("a", encoding="utf-8") as calls:
        calls.write(json.dumps({"command": command, "words": words, "stdin": given}) + "\n")
    name = next(iter(plain[len(command.split()) :]), "")
    if command.split()[-1] in LOOKS:
        return _look(command, name, words)
    if command.endswith("create"):
        with Path(os.environ["STATE"]).open("a", encoding="utf-8") as state:
            look = f"{command.removesuffix('create')}describe {name}"
            state.write(f"{look}\t1234567890\n{look}@p.iam.gserviceaccount.com\t1234567890\n")
    return 0


def _look(command: str, name: str, words: list[str]) -> int:
    format_ = next((word for word in words if word.startswith("--format=")), "")
    for line in Path(os.environ["STATE"]).read_text(encoding="utf-8").splitlines():
        known, _, answer = line.partition("\t")
        if known in {command, f"{command} {name}", f"{command} {format_}"}:
            sys.stdout.write(answer + "\n")
            return 0
    if command.endswith("list"):
        return 0
    sys.stderr.write("ERROR: NOT_FOUND\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
