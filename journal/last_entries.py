"""The latest local day on which each of many people logged anything that may be used."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from journal.models import Measurement, MoodRating, RestDay, SleepDiaryEntry, TrainingSession

SOURCES = (
    (TrainingSession, "training"),
    (RestDay, "training"),
    (MoodRating, "wellbeing"),
    (SleepDiaryEntry, "sleep"),
    (Measurement, "body"),
)


def last_entry_days(people: Collection[UUID]) -> dict[UUID, date]:
    """One query; whoever logged nothing, or withdrew every consent, is left out."""
    parts: list[Any] = [
        model._default_manager.filter(
            person__in=people, person__consents__category=category, person__consents__withdrawn_at=None
        )
        .order_by()
        .values("person")
        .annotate(last=Max("day"))
        .values_list("person", "last")
        for model, category in SOURCES
    ]
    found: dict[UUID, date] = {}
    for person, last in parts[0].union(*parts[1:]):
        found[person] = max(last, found.get(person, last))
    return found
