"""What all entries share: an id a client may choose, a person, a local day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models

from core.dates import Week
from core.uuid7 import uuid7


def owner(related_name: str) -> Any:
    """The person whose row it is; deleting the account deletes it."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name=related_name)


class EntryQuerySet(models.QuerySet[Any]):
    """Phrases that all entries understand."""

    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def until(self, day: date) -> Self:
        return self.filter(day__lte=day)

    def between(self, first: date, last: date) -> Self:
        """Both days included."""
        return self.filter(day__range=(first, last))

    def in_week(self, week: Week) -> Self:
        return self.between(week.monday, week.sunday)

    def on_days(self, days: Iterable[date]) -> Self:
        return self.filter(day__in=list(days))


class Entry(models.Model):
    """One row that a person recorded. `day` is the local date at entry and never moves with the zone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    source = models.CharField(max_length=20, blank=True)  # empty: entered here; else the importer's name
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def in_range(field: str, low: float, high: float, *, name: str) -> models.CheckConstraint:
    """A database rule: empty, or from `low` to `high`, both included."""
    within = models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return models.CheckConstraint(
        condition=within, name=name, violation_error_message=f"{field} must be from {low:g} to {high:g}."
    )
