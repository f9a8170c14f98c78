"""The audit log as lines of a file: CSV for a spreadsheet, JSON Lines for a program."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from .admin_facts import AuditRow
from .codec import time_to_text

COLUMNS = tuple(one.name for one in fields(AuditRow))

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """What `csv.writer` writes to: it hands the line back."""

    @staticmethod
    def write(text: str, /) -> str:
        return text


def csv_lines(rows: Iterable[AuditRow]) -> Iterator[str]:
    """RFC 4180, with a line of headings; lines end in CR LF.

    A text that a spreadsheet would take for a formula gets an apostrophe in front: names of labels and
    people are whatever somebody typed.
    """
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield str(writer.writerow(COLUMNS))
    for row in rows:
        yield str(writer.writerow([_cell(value) for value in _values(row).values()]))


def json_lines(rows: Iterable[AuditRow]) -> Iterator[str]:
    """One JSON object a line, texts as they are."""
    for row in rows:
        yield json.dumps(_values(row), ensure_ascii=False) + "\n"


def _values(row: AuditRow) -> dict[str, str]:
    return asdict(row) | {"at": time_to_text(row.at)}


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
