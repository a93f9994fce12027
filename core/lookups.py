"""`__among`: one of many ids, sent as one parameter; `__in` prepares each of them."""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignKey, Lookup, UUIDField


@ForeignKey.register_lookup
@UUIDField.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    """`person_id__among=ids` for hundreds of UUIDs."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Collection[UUID]:
        """The ids as they are."""
        return self.rhs  # type: ignore[no-any-return]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite's way; it keeps ids as 32 digits."""
        left, params = self._left(compiler, connection)
        ids = json.dumps([each.hex for each in self.rhs])
        return f"{left} in (select value from json_each(%s))", (*params, ids)  # noqa: S608  the name of a column

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """An array in its text form."""
        left, params = self._left(compiler, connection)
        return f"{left} = any(%s::uuid[])", (*params, f"{{{','.join(each.hex for each in self.rhs)}}}")

    def _left(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not self.rhs:
            raise EmptyResultSet  # no id, no row, no query
        return self.process_lhs(compiler, connection)
