"""`__among`: one of many ids or words, sent as one parameter; `__in` prepares each of them.

In a `Compiled` statement they come in by a slot: `person_id__among=Slot("people", Ids())`.
"""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, ForeignKey, Lookup, TextField, UUIDField

from core.compiled import Slot


class Ids(TextField):  # type: ignore[type-arg]
    """Many ids as one parameter: an array in its text form, or JSON for SQLite, which keeps ids as 32 digits."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str:
        """The ids as the database at hand takes them apart again."""
        ids = [each.hex for each in value]
        return f"{{{','.join(ids)}}}" if connection.vendor == "postgresql" else json.dumps(ids)


class Words(TextField):  # type: ignore[type-arg]
    """Many texts as one parameter: an array, or JSON for SQLite."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The texts as the database at hand takes them apart again."""
        return list(value) if connection.vendor == "postgresql" else json.dumps(list(value))


@CharField.register_lookup
@ForeignKey.register_lookup
@UUIDField.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    """`person_id__among=ids` for hundreds of UUIDs, `exercise__among=slugs` for a few texts."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Collection[UUID | str] | Slot:
        """The values as they are, or where they come in."""
        return self.rhs  # type: ignore[no-any-return]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite's way."""
        left, params = self._left(compiler, connection)
        return f"{left} in (select value from json_each(%s))", (*params, self._many(connection))  # noqa: S608  a column

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """PostgreSQL's."""
        left, params = self._left(compiler, connection)
        of = "text" if self._is_of_words else "uuid"
        return f"{left} = any(%s::{of}[])", (*params, self._many(connection))

    @property
    def _is_of_words(self) -> bool:
        return isinstance(self.lhs.output_field, CharField)

    def _many(self, connection: Any) -> Any:
        if isinstance(self.rhs, Slot):
            return self.rhs
        return (Words() if self._is_of_words else Ids()).get_db_prep_value(self.rhs, connection)

    def _left(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not self.rhs:
            raise EmptyResultSet  # no id, no row, no query
        return self.process_lhs(compiler, connection)
