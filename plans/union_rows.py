"""Rows of several tables in one form, so that one query brings them all."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, IntegerField, QuerySet, TextField, Value

NO_TEXT = Value("", output_field=TextField())
NO_DAY = Value(None, output_field=DateField())
NO_COUNT = Value(None, output_field=IntegerField())
EMPTY = {"name": NO_TEXT, "key": NO_TEXT, "state": NO_TEXT, "day": NO_DAY, "amount": NO_COUNT, "details": NO_TEXT}
"""The columns of each part of the union, after its kind and id."""


class Row(NamedTuple):
    """One row of the union."""

    kind: str
    id: UUID
    name: str
    key: str
    state: str
    day: date | None
    amount: int | None
    details: str


def part(rows: QuerySet[Any], kind: str, **known: Any) -> Any:
    """One part of a union: what its rows are called, and the columns that they fill."""
    columns = {"kind": Value(kind, output_field=TextField()), **EMPTY, **known}
    columns = {f"x_{name}": value for name, value in columns.items()}
    return rows.order_by().annotate(**columns).values_list("x_kind", "id", *(f"x_{name}" for name in EMPTY))
