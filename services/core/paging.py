"""Pages of a list, counted from 0."""

from __future__ import annotations


def paged(page: int, total: int, size: int) -> tuple[int, int]:
    """The page to show, and how many there are; of one that is not there, or not any more, the last one."""
    pages = max(1, -(-total // size))
    return min(max(page, 0), pages - 1), pages
