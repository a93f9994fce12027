"""Many entries deleted in one go; they come back in one go (restoring.py), and small wins are told anew once."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.uuid7 import uuid7
from journal import actions, bodies, wins_log
from journal.models import DeletedEntry

ORDER = ("training-sessions", "mood-ratings", "rest-days", "sleep-diary", "psqi", "measurements")
"""What can be deleted in a batch, in the order in which it comes back."""


@transaction.atomic
def delete_entries(*, person: User, chosen: Mapping[str, Collection[UUID]]) -> tuple[UUID, int]:
    """Deletes the person's entries of these resources and ids; the batch, and how many there were.

    A constant number of queries for each resource, whatever the number of entries.
    """
    batch, now = uuid7(), timezone.now()
    deleted: list[DeletedEntry] = []
    session_days: set[date] = set()
    for resource in ORDER:
        rows = list(actions.MODEL_OF[resource].objects.filter(person=person, pk__in=chosen.get(resource, ())))
        if not rows:
            continue
        told = zip(rows, _bodies(person, resource, rows), strict=True)
        shared = {"person": person, "resource": resource, "deleted_at": now, "batch": batch}
        deleted += [DeletedEntry(entry_id=row.pk, body=body, **shared) for row, body in told]
        if resource == "training-sessions":
            session_days = {row.day for row in rows}
        actions.MODEL_OF[resource].objects.filter(person=person, pk__in=[row.pk for row in rows]).delete()
    DeletedEntry.objects.bulk_create(
        deleted,
        update_conflicts=True,
        unique_fields=["person", "entry_id"],
        update_fields=["resource", "body", "deleted_at", "batch"],
    )
    if session_days:
        wins_log.recompute_wins(person=person, since=min(session_days))
        actions.tell_sessions_changed(person, session_days)
    return batch, len(deleted)


def _bodies(person: User, resource: str, rows: list[Any]) -> list[dict[str, Any]]:
    """As the API reads them; sessions in two queries for all."""
    if resource == "training-sessions":
        return bodies.of_sessions(person, rows)
    return [actions.BODY[resource](person, row) for row in rows]
