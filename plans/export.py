"""The plan's kind of the own export."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from accounts.export import register_kind
from accounts.models import User
from plans.api import WeeklyTargetViewSet

BATCH = 500


def target_rows(person: User) -> Iterator[dict[str, Any]]:
    """Weekly targets as the API reads them, oldest first."""
    targets = person.weekly_targets.order_by("starts_on", "id")
    for batch in batched(targets.iterator(chunk_size=BATCH), BATCH):
        yield from WeeklyTargetViewSet().represent(person, batch)


def register() -> None:
    """Adds the kind to the export."""
    register_kind("weekly-targets", target_rows)
