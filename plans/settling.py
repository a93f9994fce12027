"""Tasks that nobody did: the next free day of their week, or nothing. Never stacked up (SPEC 6.2).

A job does it soon after midnight on each person's own clock, since looking at a page writes nothing.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import lookups  # noqa: F401  registers `__among`
from core.batches import until_none_is_due
from core.dates import Week, local_day
from plans.following import settle_past_tasks
from plans.models import PlannedSession
from plans.offered import programmes_there

BATCH = 1000
REST_DAYS = 1
"""Between two sessions of a programme that is gone."""


def settle_due_tasks(*, batch: int = BATCH) -> int:
    """Settles the open tasks of past days of everybody; how many there were."""
    return until_none_is_due(lambda: settle_batch(now=timezone.now(), limit=batch))


@transaction.atomic
def settle_batch(*, now: datetime, limit: int = BATCH) -> int:
    """One batch of open tasks whose day is over, in a number of queries that does not grow; other workers skip it."""
    past = PlannedSession.objects.open().filter(_is_past(now)).select_for_update(skip_locked=True, of=("self",))
    due = list(past.select_related("plan", "person").order_by("day", "id")[:limit])
    by_day: dict[date, list[PlannedSession]] = {}
    for task in due:
        by_day.setdefault(local_day(now, ZoneInfo(task.person.time_zone)), []).append(task)
    rest_days = _rest_days(due)
    for today, tasks in by_day.items():
        settle_past_tasks(tasks=_with_neighbours(tasks, today), today=today, rest_days=rest_days)
    return len(due)


def _is_past(now: datetime) -> Q:
    """The day is over on the clock of the person: one condition for each of the two or three dates of the world."""
    zones = PlannedSession.objects.open().order_by().values_list("person__time_zone", flat=True).distinct()
    by_day: dict[date, list[str]] = {}
    for zone in zones:
        by_day.setdefault(local_day(now, ZoneInfo(zone)), []).append(zone)
    found = Q(pk__in=[])
    for today, names in by_day.items():
        found |= Q(person__time_zone__in=names, day__lt=today)
    return found


def _with_neighbours(tasks: list[PlannedSession], today: date) -> list[PlannedSession]:
    """The tasks with all others of their plans in this week: a day that is taken is not free."""
    plans = {task.plan_id for task in tasks}
    week = PlannedSession.objects.filter(plan_id__among=plans).in_week(Week.of(today))
    own = {task.pk for task in tasks}
    return [*tasks, *(task for task in week if task.pk not in own)]


def _rest_days(tasks: list[PlannedSession]) -> dict[Any, int]:
    """By plan, the days between two of its sessions."""
    found = programmes_there({task.plan.programme for task in tasks}, {task.person_id for task in tasks})
    return {
        task.plan_id: found[task.plan.programme].facts["min_rest_days_between"]
        if task.plan.programme in found
        else REST_DAYS
        for task in tasks
    }
