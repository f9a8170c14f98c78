"""`python -m addon COMMAND`: what an operator asks for."""

from __future__ import annotations

import argparse
import os
import sys

from . import settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m addon", description="Shared Labels, for its operators.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("deployment", help="print the deployment for BASE_URL, as gcloud takes it")
    commands.add_parser("manifest", help="print the appsscript.json of a script with the same add-on")
    commands.add_parser("cron", help="print cron.yaml")
    doctor = commands.add_parser("doctor", help="check this deployment from the inside")
    doctor.add_argument("--user", default="", help="an address of the company: is delegation there for it?")
    chosen = parser.parse_args(arguments)
    if chosen.command in {"deployment", "manifest"}:
        return _deployment(manifest=chosen.command == "manifest")
    if chosen.command == "cron":
        return _cron()
    from .doctor import examine

    return examine(os.environ, user=chosen.user)


def _deployment(*, manifest: bool) -> int:
    from .deployment import render, render_manifest

    try:
        base_url = settings.base_url(os.environ)
    except settings.SettingsError as problem:
        settings.stop(str(problem), 2)
    sys.stdout.write((render_manifest if manifest else render)(base_url))
    return 0


def _cron() -> int:
    from .cron import render

    sys.stdout.write(render())
    return 0


if __name__ == "__main__":
    sys.exit(main())
