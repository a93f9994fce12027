"""Many entries deleted in one go come back in one go; the small wins are told anew once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.uuid7 import uuid7
from journal import actions, bodies, wins_log
from journal.importers.sources import Row, Source
from journal.importers.store import Importer
from journal.models import DeletedEntry

ORDER = ("training-sessions", "mood-ratings", "rest-days", "sleep-diary", "psqi", "measurements")
"""What can be deleted in a batch, in the order in which it comes back."""


@dataclass(frozen=True, slots=True)
class Restored:
    """How many came back, and how many could not."""

    count: int
    refused: int


@transaction.atomic
def delete_entries(*, person: User, chosen: Mapping[str, Collection[UUID]]) -> tuple[UUID, int]:
    """Deletes the person's entries of these resources and ids; the batch, and how many there were.

    A constant number of queries for each resource, whatever the number of entries.
    """
    batch, now = uuid7(), timezone.now()
    deleted: list[DeletedEntry] = []
    first_session = None
    for resource in ORDER:
        rows = list(actions.MODEL_OF[resource].objects.filter(person=person, pk__in=chosen.get(resource, ())))
        if not rows:
            continue
        told = zip(rows, _bodies(person, resource, rows), strict=True)
        shared = {"person": person, "resource": resource, "deleted_at": now, "batch": batch}
        deleted += [DeletedEntry(entry_id=row.pk, body=body, **shared) for row, body in told]
        if resource == "training-sessions":
            first_session = min(row.day for row in rows)
        actions.MODEL_OF[resource].objects.filter(person=person, pk__in=[row.pk for row in rows]).delete()
    DeletedEntry.objects.bulk_create(
        deleted,
        update_conflicts=True,
        unique_fields=["person", "entry_id"],
        update_fields=["resource", "body", "deleted_at", "batch"],
    )
    if first_session:
        wins_log.recompute_wins(person=person, since=first_session)
    return batch, len(deleted)


@transaction.atomic
def restore_batch(*, person: User, batch: UUID) -> Restored | None:
    """Brings a batch back with its ids, as an import would; what cannot come back stays in the trash.

    None when the trash holds nothing of it.
    """
    kept = list(person.deleted_entries.filter(batch=batch, body__isnull=False).order_by("deleted_at", "id"))
    if not kept:
        return None
    of_resource = {resource: [one for one in kept if one.resource == resource] for resource in ORDER}
    sources = [
        Source(resource, resource, "", partial(_rows, entries)) for resource, entries in of_resource.items() if entries
    ]
    results = Importer(person).run(sources)
    refused = {of_resource[result.name][number - 1].pk for result in results for number, _reason in result.refused}
    back = [one.pk for one in kept if one.pk not in refused]
    person.deleted_entries.filter(pk__in=back).delete()
    return Restored(len(back), len(refused))


def _bodies(person: User, resource: str, rows: list[Any]) -> list[dict[str, Any]]:
    """As the API reads them; sessions in two queries for all."""
    if resource == "training-sessions":
        return bodies.of_sessions(person, rows)
    return [actions.BODY[resource](person, row) for row in rows]


def _rows(entries: list[DeletedEntry]) -> Iterator[Row]:
    """Each body under its number, with the id of the entry that it was."""
    for number, one in enumerate(entries, start=1):
        yield Row(number, {**(one.body or {}), "id": str(one.entry_id)})
