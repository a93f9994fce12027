"""Keeps tasks closed by the sessions that the rule of matching.py says, whatever was added, edited or deleted."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import DateField, UUIDField

from accounts.models import User
from core.compiled import Compiled
from core.dates import Week
from journal.models import SetKind, TrainingSession, TrainingSet
from journal.validation import patterns_of
from plans.matching import SessionLogged, SetLogged, Task, assign
from plans.models import PlannedSession

HAS_TASKS = Compiled(
    lambda person, first, last: (
        PlannedSession.objects.filter(person=person, day__range=(first, last)).order_by().values_list("pk")[:1]
    ),
    person=UUIDField(),
    first=DateField(),
    last=DateField(),
)


def after_session(*, person: User, days: Iterable[date]) -> bool:
    """Judges the weeks of these days anew; whether there were tasks. One short query where there is none."""
    weeks = {Week.of(day) for day in days}
    with_tasks = [week for week in weeks if _has_tasks(person, week)]
    for week in with_tasks:
        _judge(person, week)
    return bool(with_tasks)


def _has_tasks(person: User, week: Week) -> bool:
    return bool(HAS_TASKS.rows(person=person.pk, first=week.monday, last=week.sunday))


def _judge(person: User, week: Week) -> None:
    tasks = list(person.planned_sessions.in_week(week).order_by("day", "key"))
    closed = assign(
        _sessions(person, week), [Task(row.pk, row.day, row.planned_minutes, row.elements) for row in tasks]
    )
    changed = []
    for task in tasks:
        closing = closed.get(task.pk)
        session = closing.session if closing else None
        if task.session_id == session and (closing is None or task.is_short == closing.is_short):
            continue
        if closing:
            task.state, task.is_short = PlannedSession.State.DONE, closing.is_short
        else:
            task.state = PlannedSession.State.PLANNED if task.day >= person.today() else PlannedSession.State.GONE
        task.session_id = session
        changed.append(task)
    if any(task.session_id for task in changed):  # a session may move from one task to another: no two at a time
        PlannedSession.objects.filter(pk__in=[task.pk for task in changed]).update(session=None)
    if changed:
        PlannedSession.objects.bulk_update(changed, ["state", "is_short", "session"])


def _sessions(person: User, week: Week) -> list[SessionLogged]:
    rows = list(person.training_sessions.in_week(week).values_list("pk", "day", "activity", "minutes"))
    sets = TrainingSet.objects.filter(session_id__in=[row[0] for row in rows]).exclude(kind=SetKind.WARMUP)
    told = list(sets.order_by("position").values_list("session_id", "exercise", "reps", "seconds", "distance_m"))
    patterns = patterns_of(person, [exercise for _, exercise, *_rest in told])
    by_session: dict[UUID, list[SetLogged]] = {}
    for session_id, exercise, reps, seconds, distance_m in told:
        one = SetLogged(exercise, patterns.get(exercise, ""), reps, seconds, distance_m)
        by_session.setdefault(session_id, []).append(one)
    return [
        SessionLogged(pk, day, activity, minutes, tuple(by_session.get(pk, ()))) for pk, day, activity, minutes in rows
    ]


def session_days(session: TrainingSession, was: Any = None) -> set[date]:
    """The days whose weeks a write touches."""
    return {session.day} | ({was[0]} if was else set())
