"""INSERT statements that name every column: what is not given gets the default of its model."""

from typing import Any

from django.db import models
from django.utils import timezone
from psycopg import sql


def insert_into(model: type[models.Model], given: dict[str, str], tail: str = "") -> str:
    """`insert into TABLE (...)` with `given` (column -> SQL) first; with `tail` (`from ...`) a SELECT, else VALUES."""
    columns = dict(given)
    for field in model._meta.concrete_fields:
        if field.column not in columns and not field.null and not field.generated and not _is_serial(field):
            columns[field.column] = _literal(_default(field))
    names, values = ", ".join(columns), ", ".join(columns.values())
    source = f"select {values} {tail}" if tail else f"values ({values})"
    return f"insert into {model._meta.db_table} ({names}) {source}"


def _is_serial(field: Any) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)


def _default(field: Any) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_default()


def _literal(value: Any) -> str:
    """A default as SQL text; percent signs doubled, since the drivers read them as slots."""
    if isinstance(value, list | dict):
        return f"'{'[]' if isinstance(value, list) else '{}'}'"
    return sql.Literal(value).as_string(None).replace("%", "%%")
