"""On which days many people logged, and when they first did; of imported entries nothing is told here."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from journal.last_entries import SOURCES


def entry_days(people: Collection[UUID]) -> dict[UUID, list[date]]:
    """Each day once, oldest first; one query. Whoever logged nothing, or withdrew every consent, is left out."""
    parts = [rows.values_list("person", "day") for rows in _entries(people)]
    found: dict[UUID, list[date]] = {}
    for person, day in parts[0].union(*parts[1:]).order_by("person", "day"):
        found.setdefault(person, []).append(day)
    return found


def first_writes(people: Collection[UUID]) -> dict[UUID, datetime]:
    """When the first entry was written, whatever its day; one query."""
    parts = [
        rows.values("person").annotate(at=Min("created_at")).values_list("person", "at") for rows in _entries(people)
    ]
    found: dict[UUID, datetime] = {}
    for person, at in parts[0].union(*parts[1:]):
        found[person] = min(at, found.get(person, at))
    return found


def _entries(people: Collection[UUID]) -> list["QuerySet[Any]"]:
    """What they wrote themselves and may be used, table by table."""
    agreed = {"person__consents__withdrawn_at": None, "person__in": people, "source": ""}
    return [
        model._default_manager.filter(**agreed, person__consents__category=category).order_by()
        for model, category in SOURCES
    ]
