"""How far a week has come against its target."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, F, Q, Sum, UUIDField

from core.compiled import Compiled
from core.dates import Week
from plans.models import WeeklyTarget

IN_FORCE = Compiled(
    lambda person, monday: WeeklyTarget.objects.filter(person=person).in_force_on(monday)[:1],
    person=UUIDField(),
    monday=DateField(),
)


@dataclass(frozen=True, slots=True)
class WeekTotals:
    """What was done in one ISO week: sessions, minutes, moderate-equivalent minutes, resistance days."""

    sessions: int
    minutes: int
    moderate_equivalent_minutes: int
    resistance_days: int

    def done(self, kind: str) -> int:
        """The total that a target of `kind` is measured by."""
        return int(getattr(self, kind))


def week_totals(person: Any, week: Week) -> WeekTotals:
    """One aggregate over the person's sessions of the week."""
    sums = person.training_sessions.in_week(week).aggregate(
        sessions=Count("id"),
        minutes=Sum("minutes", default=0),
        moderate_equivalent_minutes=Sum(F("moderate_minutes") + 2 * F("vigorous_minutes"), default=0),
        resistance_days=Count("day", distinct=True, filter=Q(is_resistance=True)),
    )
    return WeekTotals(**sums)


def target_in_force(person: Any, week: Week) -> WeeklyTarget | None:
    """The sessions target of the week; None where there is none or it was switched off."""
    target: WeeklyTarget | None = IN_FORCE.first(person=person.pk, monday=week.monday)
    return target if target is not None and target.target else None
