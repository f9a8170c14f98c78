"""Tables for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def title(text: str) -> None:
    """A heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as they must be; numbers to the right."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(head), *cells]) for i in range(len(head))]
    print("  ".join(name.ljust(width) for name, width in zip(head, widths, strict=True)))
    for row in cells:
        print(
            "  ".join(
                text.rjust(width) if text[:1].isdigit() else text.ljust(width)
                for text, width in zip(row, widths, strict=True)
            )
        )


def note(text: str) -> None:
    """A line below a table."""
    print(text, flush=True)


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "NO"
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
