"""`__among`: one of many ids, sent as one parameter; `__in` prepares each of them."""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignKey, Lookup, UUIDField

from core.compiled import Slot


class ManyIds(Field):  # type: ignore[type-arg]
    """What a slot for `__among` takes: ids, as the one parameter that the lookup asks for."""

    def get_db_prep_value(self, value: Collection[UUID], connection: Any, prepared: bool = False) -> str:
        """An array in PostgreSQL's text form; for SQLite, which keeps ids as 32 digits, JSON."""
        ids = [each.hex for each in value]
        return f"{{{','.join(ids)}}}" if connection.vendor == "postgresql" else json.dumps(ids)


@ForeignKey.register_lookup
@UUIDField.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    """`person_id__among=ids` for hundreds of UUIDs."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Collection[UUID] | Slot:
        """The ids as they are, or where they come in."""
        return self.rhs  # type: ignore[no-any-return]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite's way."""
        left, params = self._left(compiler, connection)
        column = f"{left} in (select value from json_each(%s))"  # noqa: S608  the name of a column
        return column, (*params, self._ids(connection))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One array."""
        left, params = self._left(compiler, connection)
        return f"{left} = any(%s::uuid[])", (*params, self._ids(connection))

    def _left(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not isinstance(self.rhs, Slot) and not self.rhs:
            raise EmptyResultSet  # no id, no row, no query
        return self.process_lhs(compiler, connection)

    def _ids(self, connection: Any) -> Any:
        return self.rhs if isinstance(self.rhs, Slot) else ManyIds().get_db_prep_value(self.rhs, connection)
