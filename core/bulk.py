"""Rows written by statements that are made once a form: Django would put each together anew.

`insert_row` takes one object. `insert_new` and `update_rows` take many rows with one parameter: the database reads them
from JSON, which costs a third of many parameters.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from core.compiled import planned_cursor


def insert_row(row: models.Model) -> None:
    """Stores a new object whose key is set, as `save(force_insert=True)` does, without signals."""
    sql, fields = _insert_of(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with planned_cursor() as cursor:
        cursor.execute(sql, values)
    row._state.adding, row._state.db = False, connection.alias


def insert_new(model: type[models.Model], rows: Sequence[dict[str, Any]], *, update: tuple[str, ...] = ()) -> int:
    """Inserts rows of the same columns; one that meets a row that is there is left out. Returns how many are written.

    With `update` it gives these columns to the row of the same key instead. Columns that are not named get their
    default. For ids, texts, numbers, days, instants and JSON.
    """
    if not rows:
        return 0
    sql, fixed = _insert_of_many(model, tuple(rows[0]), update, connection.vendor)
    kept = [field.get_db_prep_save(_default(field), connection) for field in fixed]
    with planned_cursor() as cursor:
        cursor.execute(sql, [*kept, json.dumps(rows, default=_text, ensure_ascii=False)])
        return int(cursor.rowcount)


def update_rows(rows: Sequence[models.Model], names: tuple[str, ...]) -> int:
    """Stores these columns of objects of one model that are there, as `bulk_update` does. Returns how many are.

    `bulk_update` puts an expression together for each value, which took half the time of a batch of plans.
    """
    if not rows:
        return 0
    told = [{"id": row.pk, **{name: getattr(row, name) for name in names}} for row in rows]
    with planned_cursor() as cursor:
        cursor.execute(_update_of(type(rows[0]), names, connection.vendor), [json.dumps(told, default=_text)])
        return int(cursor.rowcount)


@lru_cache(maxsize=64)
def _insert_of(model: type[models.Model], vendor: str) -> tuple[str, list[Any]]:
    """The statement, and the fields in the order of its parameters."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    return f"insert into {_table(model, fields)} values ({', '.join(['%s'] * len(fields))})", fields  # noqa: S608  names


@lru_cache(maxsize=64)
def _insert_of_many(
    model: type[models.Model], names: tuple[str, ...], update: tuple[str, ...], vendor: str
) -> tuple[str, list[Any]]:
    """The statement, and the fields that are not among `names` and get their default, whose parameters come first."""
    named = [field for field in model._meta.concrete_fields if field.attname in names]
    fixed = [
        field for field in model._meta.concrete_fields if field.attname not in names and _default(field) is not None
    ]
    source, parts = _source(named)
    cast = "" if vendor == "sqlite" else "::"
    values = ", ".join([*parts, *(f"%s{cast}{cast and field.db_type(connection)}" for field in fixed)])
    quote = connection.ops.quote_name
    told = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in update)
    met = f"(id) do update set {told}" if update else "do nothing"
    table = _table(model, [*named, *fixed])
    return f"insert into {table} select {values} from {source} on conflict {met}", fixed  # noqa: S608  names


@lru_cache(maxsize=64)
def _update_of(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    quote, fields = connection.ops.quote_name, {field.attname: field for field in model._meta.concrete_fields}
    source, (key, *parts) = _source([fields["id"], *(fields[name] for name in names)])
    told = ", ".join(f"{quote(str(fields[name].column))} = {part}" for name, part in zip(names, parts, strict=True))
    table, then = quote(model._meta.db_table), "and" if vendor == "sqlite" else "where"
    return f"update {table} set {told} from {source} {then} {table}.{quote('id')} = {key}"  # noqa: S608  names


def _table(model: type[models.Model], fields: Sequence[Any]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"


def _default(field: Any) -> Any:
    return timezone.now() if getattr(field, "auto_now_add", False) else field.get_default()


def _source(named: Sequence[Any]) -> tuple[str, list[str]]:
    """How this database unfolds the rows, and each column of them."""
    if connection.vendor == "sqlite":
        arrows = {field: "->" if isinstance(field, models.JSONField) else "->>" for field in named}
        return "json_each(%s) where true", [f"json_each.value {arrows[field]} '{field.attname}'" for field in named]
    types = ", ".join(f'"{field.attname}" {field.db_type(connection)}' for field in named)
    return f"jsonb_to_recordset(%s) as given({types})", [f'given."{field.attname}"' for field in named]


def _text(value: Any) -> str:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON.")
