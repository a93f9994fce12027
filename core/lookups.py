"""`__among`: one of many ids, sent as one parameter; `__in` prepares each of them.

In a `Compiled` statement the ids come in by a slot: `person_id__among=Slot("people", Ids())`.
"""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, Lookup, TextField, UUIDField

from core.compiled import Slot


class Ids(TextField):  # type: ignore[type-arg]
    """Many ids as one parameter: an array in its text form, or JSON for SQLite, which keeps ids as 32 digits."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str:
        """The ids as the database at hand takes them apart again."""
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
        return f"{left} in (select value from json_each(%s))", (*params, self._ids(connection))  # noqa: S608  a column

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL's."""
        left, params = self._left(compiler, connection)
        return f"{left} = any(%s::uuid[])", (*params, self._ids(connection))

    def _ids(self, connection: Any) -> Slot | str:
        return self.rhs if isinstance(self.rhs, Slot) else Ids().get_db_prep_value(self.rhs, connection)

    def _left(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not self.rhs:
            raise EmptyResultSet  # no id, no row, no query
        return self.process_lhs(compiler, connection)
