"""Queries of the busiest requests, written once: building such a statement costs more than running it.

    OPEN = Compiled(lambda person: Consent.objects.filter(person=person, withdrawn_at=None), person=UUIDField())
    OPEN.rows(person=ana.pk)

The first use lets Django compile the QuerySet with a slot for each value; later ones only fill the slots in.
PostgreSQL keeps the plan of a statement after its fifth use on a connection (`prepare_threshold` in the settings).
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, QuerySet, Value
from django.db.models.query import ModelIterable


class Slot(Value):
    """Where a value of `output_field` comes in."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A placeholder that stands for itself."""
        return "%s", (self,)


class Compiled:
    """A QuerySet of fixed form; `build` gets a slot for each name. Gives what the QuerySet would: rows or objects."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **slots: "Field[Any, Any]") -> None:
        self.build = build
        self.slots = slots
        self.statements: dict[str, _Statement] = {}

    def rows(self, **values: Any) -> list[Any]:
        """The rows for these values; one query."""
        statement = self.statements.get(connection.vendor)
        if statement is None:
            slots = {name: Slot(name, field) for name, field in self.slots.items()}
            statement = self.statements[connection.vendor] = _Statement(self.build(**slots))
        return statement.run(values)

    def first(self, **values: Any) -> Any:
        """The first of the rows, or None."""
        return next(iter(self.rows(**values)), None)


class _Statement:
    """SQL, parameters of which some are slots, and how a row is read."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = compiler.as_sql()
        columns = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        self.converters = {at: needed for at, pair in columns.items() if (needed := _needed(*pair))}
        self.model: Any = None
        if issubclass(queryset._iterable_class, ModelIterable):
            info = compiler.klass_info or {}
            self.model = queryset.model
            self.names = [compiler.select[at][0].target.attname for at in info["select_fields"]]
            self.added = dict(compiler.annotation_col_map)

    def run(self, values: dict[str, Any]) -> list[Any]:
        """Fills the slots, asks, reads."""
        params = [
            each.output_field.get_db_prep_value(values[each.value], connection) if isinstance(each, Slot) else each
            for each in self.params
        ]
        with planned_cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: Sequence[Any] = cursor.fetchall()
        if self.converters:
            rows = [self._converted(row) for row in rows]
        return [self._object(row) for row in rows] if self.model else list(rows)

    def _converted(self, row: Sequence[Any]) -> tuple[Any, ...]:
        told = list(row)
        for at, (converters, expression) in self.converters.items():
            for convert in converters:
                told[at] = convert(told[at], expression, connection)
        return tuple(told)

    def _object(self, row: Sequence[Any]) -> Any:
        made = self.model.from_db(connection.alias, self.names, row[: len(self.names)])
        for name, at in self.added.items():
            setattr(made, name, row[at])
        return made


def planned_cursor() -> Any:
    """A cursor for statements whose text never changes, since their plan is kept; Django's own writes values into it.

    Values go to PostgreSQL beside the text, which then has to say their types where it cannot tell them.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql import base

    backend: Any = connection
    server_side: Any = base.ServerBindingCursor
    backend.close_if_health_check_failed()  # as connection.cursor() does
    backend.ensure_connection()
    return backend._prepare_cursor(server_side(backend.connection))


def _needed(converters: Sequence[Any], expression: Any) -> tuple[list[Any], Any] | None:
    """How a column is read; PostgreSQL gives computed numbers in their type, which Django would make sure of again."""
    is_sure = connection.vendor == "postgresql"
    kept = [one for one in converters if not (is_sure and one is expression.convert_value)]
    return (kept, expression) if kept else None
