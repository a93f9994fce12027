"""What was there before comes back: a whole batch of deleted entries, or what an entry said until it was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from journal.actions import SAVE, body_of, row_of
from journal.batches import ORDER
from journal.importers.sources import Row, Source
from journal.importers.store import Importer
from journal.models import DeletedEntry, EntryVersion, TrainingSession
from journal.validation import clean_rated_at, without_strange_ids


@dataclass(frozen=True, slots=True)
class Restored:
    """How many came back, and how many could not."""

    count: int
    refused: int


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


@transaction.atomic
def restore_version(*, person: User, version: EntryVersion) -> Any:
    """Lets an entry say again what a version of it says; None for an entry that is no more.

    What the version does not hold (words whose consent was withdrawn then) stays as it is.
    """
    row = row_of(person, version.resource, version.entry_id)
    if row is None or version.body is None:
        return None
    is_session = isinstance(row, TrainingSession)
    body = without_strange_ids(person, version.body) if is_session else version.body
    data = body_of(person, row) | dict(body)
    restored = SAVE[version.resource](person=person, object_id=row.pk, data=data, existing=row)
    if is_session:
        restored.emotion_after_at = clean_rated_at(person, data)
        restored.save(update_fields=["emotion_after_at"])
    return restored


def _rows(entries: list[DeletedEntry]) -> Iterator[Row]:
    """Each body under its number, with the id of the entry that it was."""
    for number, one in enumerate(entries, start=1):
        yield Row(number, {**(one.body or {}), "id": str(one.entry_id)})
