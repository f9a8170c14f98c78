"""`find` and `count` as SQL over the table of entries."""

from __future__ import annotations

from dataclasses import dataclass

from ...core import codec
from ...core.records import Record
from ..checks import Query

_OPERATORS = {"==": "=", "contains": "=", "<=": "<=", ">=": ">="}

Value = str | int | list[str] | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Statements for one query; `page` takes `values` and then `page_values`."""

    page: str
    count: str
    values: tuple[Value, ...]
    page_values: tuple[Value, ...]


def selection(tenant: str, kind: type[Record], query: Query, after: Record | None) -> Selection:
    """The statements for one query, beginning after the record `after`."""
    tables, tests, values = _tables(tenant, kind, query)
    joins = ", ".join(f"{table} {short}" for short, table in tables.items())
    key = f"{next(iter(tables))}.key"  # of the table that leads, so that its index gives the order
    page_tests: list[str] = []
    page_values: list[Value] = []
    way, beyond = ("DESC", "<") if query.descending else ("ASC", ">")
    order = f"{key} {way}"
    if query.order:
        order = f"o.value {way}, {order}"
    if after is not None:
        row, marks = (f"(o.value, {key})", "(?, ?)") if query.order else (key, "?")
        page_tests.append(f"{row} {beyond} {marks}")
        page_values = [*_place(after, query.order), after.key]
    page = " AND ".join(tests + page_tests)
    # S608: only words of this module are put together; every value is bound.
    return Selection(
        page=f"SELECT r.document FROM {joins} WHERE {page} ORDER BY {order} LIMIT ?",  # noqa: S608 - see above
        count=f"SELECT count(*) FROM {joins} WHERE {' AND '.join(tests)}",  # noqa: S608 - see above
        values=values,
        page_values=(*page_values, query.limit),
    )


def _tables(
    tenant: str, kind: type[Record], query: Query
) -> tuple[dict[str, str], list[str], tuple[Value, ...]]:
    """Tables by short name, conditions and their values; `o` is the entry that gives the order."""
    tables: dict[str, str] = {}
    tests: list[str] = []
    values: list[Value] = []

    def join(short: str, field: str) -> None:
        tests.append(f"{short}.tenant = ? AND {short}.collection = ? AND {short}.field = ?")
        values.extend((tenant, kind.collection, field))
        if tables:
            tests.append(f"{short}.key = {next(iter(tables))}.key")
        tables[short] = "entries"

    if query.order:
        join("o", query.order)
    for number, condition in enumerate(query.where):
        if condition.field == query.order and condition.op != "contains":
            short = "o"
        else:
            short = f"w{number}"
            join(short, condition.field)
        tests.append(f"{short}.value {_OPERATORS[condition.op]} ?")
        values.append(codec.indexed_value(condition.value))
    tests.append("r.tenant = ? AND r.collection = ?")
    values += [tenant, kind.collection]
    if tables:
        tests.append(f"r.key = {next(iter(tables))}.key")
    tables["r"] = "records"
    return tables, tests, tuple(values)


def _place(after: Record, order: str) -> list[Value]:
    if not order:
        return []
    value = codec.index_of(after).get(order)
    if value is None or isinstance(value, list):
        raise ValueError(f"'after' has no place in the order of {order}")
    return [value]
