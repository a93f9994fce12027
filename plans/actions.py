"""Writes of plans."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from core.dates import Week
from plans.models import WeeklyTarget


@transaction.atomic
def set_weekly_target(
    *, person: Any, target: int, weekdays: list[int], if_then: str, today: date, kind: str = "sessions"
) -> WeeklyTarget:
    """The target from this week on; weeks before keep theirs. 0 switches it off."""
    row, _ = WeeklyTarget.objects.update_or_create(
        person=person,
        kind=kind,
        starts_on=Week.of(today).monday,
        defaults={"target": target, "weekdays": sorted(set(weekdays)), "if_then": if_then},
    )
    return row


@transaction.atomic
def set_targets(*, person: Any, chosen: Mapping[str, int], today: date) -> None:
    """Targets of several kinds from this week on, 0 for one that is off; what holds already is left as it is."""
    monday = Week.of(today).monday
    now = dict(person.weekly_targets.all_in_force_on(monday).values_list("kind", "target"))
    for kind, target in chosen.items():
        if now.get(kind, 0) != target:
            set_weekly_target(person=person, target=target, weekdays=[], if_then="", today=today, kind=kind)


@transaction.atomic
def adjust_next_week(*, person: Any, week: Week, by: int) -> WeeklyTarget | None:
    """Makes the sessions target of the week after `week` larger or smaller, never below 1; None without a target."""
    current = person.weekly_targets.in_force(week.next()).first()
    if current is None or not current.target:
        return None
    goal = max(1, current.target + by)
    row, _ = WeeklyTarget.objects.update_or_create(
        person=person,
        kind=current.kind,
        starts_on=week.next().monday,
        defaults={"target": goal, "weekdays": current.weekdays[:goal], "if_then": current.if_then},
    )
    return row
