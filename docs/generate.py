"""Write docs/reference from the code: settings, routes, actions, fields.

`make reference` writes them; `tests/docs` fails when a page is not what this would write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from addon.routes import ROUTES  # noqa: E402 - found only after the line above
from addon.settings import TABLE  # noqa: E402 - likewise
from cards.actions import ACTIONS, Kind  # noqa: E402 - likewise

NOTE = "<!-- Written by `make reference`; edit the code, not this page. -->\n"


def settings() -> str:
    """Every environment variable that the service reads."""
    return _page(
        "Settings",
        "Environment variables. A missing or contradictory one stops the start with one line that names it.",
        ("name", "default", "meaning"),
        ((f"`{row.name}`", f"`{row.default}`" if row.default else "–", row.meaning) for row in TABLE),
    )


def routes() -> str:
    """Every path, and how its caller proves who it is."""
    return _page(
        "Routes",
        "Everything that is served, from `addon/routes.py`. Actions of the add-on have a page of their own.",
        ("path", "methods", "name", "authentication"),
        (
            (f"`{row.path}`", ", ".join(row.methods), row.name, row.auth.value)
            for row in ROUTES
            if not row.path.startswith("/addon/")
        ),
    )


def actions() -> str:
    """Every action of the add-on."""
    return _page(
        "Actions",
        "What the host may ask for, from `cards/actions.py`; all by POST with Google's tokens. What an "
        "action carries comes back through the browser and is checked like anything a stranger typed.",
        ("action", "path", "called as", "carries", "reads"),
        (
            (f"`{row.name}`", f"`{row.path}`", _kind(row.kind), ", ".join(row.carries), ", ".join(row.inputs))
            for row in ACTIONS.values()
        ),
    )


def fields() -> str:
    """Every field of a contact, and whether it arrives."""
    import fidelity

    kept = _page(
        "Fields",
        "What of a contact arrives in a copy, and comes back from it: one contact for each field that Google "
        "lets an app write, every part of it filled in, was shared, and another one returned.",
        ("field", "arrives unchanged", "does not"),
        (
            (f"`{field}`", ", ".join(part for part in parts if part not in lost), ", ".join(lost))
            for field, parts, lost in fidelity.round_trips()
        ),
    )
    rest = _table(("field", "not shared because"), ((f"`{field}`", why) for field, why in fidelity.others()))
    return f"{kept}\n## Not shared\n\n" + "\n".join(rest) + "\n"


PAGES = {"settings.md": settings, "routes.md": routes, "actions.md": actions, "fields.md": fields}


def _kind(kind: Kind) -> str:
    return kind.value


def _page(title: str, lead: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return f"# {title}\n\n{NOTE}\n{lead}\n\n" + "\n".join(_table(head, rows)) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") or "–" for cell in row) + " |"


def main() -> None:
    """Write all pages and say which."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
