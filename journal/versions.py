"""What an entry said until it was changed: one row for each write that replaced something, for its owner alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from journal import bodies
from journal.models import (
    DeletedEntry,
    EntryVersion,
    Measurement,
    MoodRating,
    PsqiSheet,
    SleepDiaryEntry,
    TrainingSession,
)
from journal.validation import WELLBEING_FIELDS

KEPT = timedelta(days=365)
TOLD: dict[type, tuple[str, Any]] = {
    TrainingSession: ("training-sessions", bodies.without_wins),
    MoodRating: ("mood-ratings", bodies.of_mood),
    SleepDiaryEntry: ("sleep-diary", bodies.of_night),
    PsqiSheet: ("psqi", bodies.of_psqi),
    Measurement: ("measurements", bodies.of_measurement),
}
"""Model -> resource, and how the entry is told. Other entries are marks that are never edited."""


def told(row: Any) -> dict[str, Any] | None:
    """What an entry says now, None for one without versions. A session whose sets were not read costs a query."""
    return TOLD[type(row)][1](row) if row is not None and type(row) in TOLD else None


@contextmanager
def kept(person: User, row: Any) -> Iterator[None]:
    """Keeps what `row` said before a write, when it says something else afterwards: one INSERT.

    Words and feelings of a session are kept only while their consent holds: a copy is storing them anew.
    """
    before = told(row)
    yield
    if before is None or json.dumps(before) == json.dumps(told(row)):  # as text: () is stored as []
        return
    resource = TOLD[type(row)][0]
    if resource == "training-sessions" and not person.has_consent("wellbeing"):
        before = _without_wellbeing(before)
    EntryVersion.objects.create(
        person=person, entry_id=row.pk, resource=resource, body=before, replaced_at=timezone.now()
    )


def versions_of(person: User, resource: str, entry_id: UUID, limit: int) -> list[EntryVersion]:
    """The versions of one entry that still hold their body, newest first."""
    rows = person.entry_versions.filter(entry_id=entry_id, resource=resource, body__isnull=False)
    return list(rows.order_by("-replaced_at", "-id")[:limit])


def forget_versions(*, now: datetime) -> int:
    """Deletes those older than twelve months, and those of entries that are deleted for good; how many."""
    gone = DeletedEntry.objects.filter(
        person=OuterRef("person"),
        entry_id=OuterRef("entry_id"),
        body__isnull=True,
        deleted_at__gte=OuterRef("replaced_at"),
    )
    old = EntryVersion.objects.filter(replaced_at__lt=now - KEPT).delete()[0]
    return old + EntryVersion.objects.filter(Exists(gone)).delete()[0]


def _without_wellbeing(body: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in body.items() if name not in WELLBEING_FIELDS}
    return kept | {"sets": [{**one, "note": ""} if one.get("note") else one for one in body["sets"]]}
