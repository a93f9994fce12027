"""What people logged, as the rules of progression read it: a constant number of queries for any number of plans."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Sum

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from journal.models import SetKind, SleepDiaryEntry, TrainingSession, TrainingSet
from plans.models import Plan, PlannedSession
from plans.progression import Exposure, SetDone, WeekDone

UNCOUNTED = (SetKind.WARMUP, SetKind.DROP, SetKind.ASSISTED)
"""Kinds of set that say nothing of the target load."""
LOOKED_BACK = timedelta(weeks=26)

type Exposures = Mapping[tuple[UUID, str], list[Exposure]]
"""(person, exercise) -> exposures, oldest first."""


def exposures(people: Collection[UUID], exercises: Collection[str], until: date) -> Exposures:
    """Every exposure of these exercises in the last 26 weeks; one query."""
    if not people or not exercises:
        return {}
    begin = datetime.combine(until - LOOKED_BACK, time(0), tzinfo=UTC)
    rows = (
        TrainingSet.objects.filter(person_id__among=people, exercise__in=sorted(exercises), started_at__gte=begin)
        .exclude(kind__in=UNCOUNTED)
        .order_by("started_at", "session_id", "position")
        .values_list(
            "person_id", "exercise", "session_id", "session__day", "session__rpe", "session__pain",
            "reps", "load_kg", "seconds", "distance_m", "rpe", "pose_level",
        )
    )  # fmt: skip
    found: dict[tuple[UUID, str], dict[UUID, tuple[Any, list[Any]]]] = defaultdict(dict)
    for person_id, exercise, session_id, day, effort, pain, *figures in rows:
        of_session = found[person_id, exercise].setdefault(session_id, ((day, effort, pain), []))
        of_session[1].append(figures)
    return {
        key: [_exposure(session_id, said, sets) for session_id, (said, sets) in sessions.items()]
        for key, sessions in found.items()
    }


def _exposure(session: UUID, said: tuple[date, int | None, int | None], sets: list[list[Any]]) -> Exposure:
    day, effort, pain = said
    done = tuple(
        SetDone(reps, load_kg, seconds, None if rpe is None else float(10 - rpe), level)
        for reps, load_kg, seconds, _distance, rpe, level in sets
    )
    paces = tuple(1000 * seconds / distance for _r, _l, seconds, distance, _e, _p in sets if seconds and distance)
    return Exposure(session, day, done, effort, pain, paces)


@dataclass(frozen=True, slots=True)
class PlanWeekDone:
    """One plan's finished week, and how long the plan has rested."""

    done: WeekDone
    away: int | None
    """Days from the last session of the plan to the Monday after the week; None when there was none yet."""


def weeks_done(plans: Iterable[Plan], week: Week, *, nights_of: Collection[UUID] = ()) -> dict[UUID, PlanWeekDone]:
    """By plan, what became of its week; four queries for all. `nights_of`: people whose sleep may be read."""
    of_plan = {plan.pk: plan for plan in plans}
    people = {plan.person_id for plan in of_plan.values()}
    tasks: dict[UUID, list[PlannedSession]] = defaultdict(list)
    rows = PlannedSession.objects.filter(plan_id__among=of_plan).in_week(week).select_related("session")
    for task in rows:
        tasks[task.plan_id].append(task)
    minutes = _minutes(people, week)
    nights = _nights([person for person in people if person in set(nights_of)], week)
    last = dict(
        PlannedSession.objects.filter(plan_id__among=of_plan, session__day__lte=week.sunday)
        .order_by()
        .values_list("plan_id")
        .annotate(Max("session__day"))
    )
    return {
        plan_id: PlanWeekDone(
            _week_done(tasks[plan_id], minutes.get(plan.person_id, 0), nights.get(plan.person_id, ())),
            (week.next().monday - last[plan_id]).days if last.get(plan_id) else None,
        )
        for plan_id, plan in of_plan.items()
    }


def _week_done(tasks: list[PlannedSession], minutes: int, nights: Collection[UUID]) -> WeekDone:
    sessions = [task.session for task in tasks if task.session]
    rounds = [one["rounds"] for task in tasks for one in task.elements if one["type"] == "circuit"]
    return WeekDone(
        sessions=tuple(session.pk for session in sessions),
        planned=len(tasks),
        done=len(sessions),
        efforts=tuple(session.rpe for session in sessions),
        pain=max((session.pain for session in sessions if session.pain is not None), default=None),
        minutes=minutes,
        minutes_planned=sum(_planned_minutes(task.elements) for task in tasks),
        nights=tuple(nights),
        rounds=max(rounds, default=None),
    )


def _planned_minutes(elements: Iterable[Mapping[str, Any]]) -> int:
    """Moderate-equivalent minutes that the main part of a task asks for."""
    weight = {"moderate": 1, "vigorous": 2}
    seconds = 0
    for one in elements:
        if one["type"] == "continuous" and one["phase"] == "main":
            seconds += one["seconds"] * weight.get(one.get("intensity", ""), 0)
        elif one["type"] == "interval":
            work = one["work"].get("seconds") or 0
            seconds += one["reps"] * work * weight.get(one.get("intensity", ""), 0)
    return seconds // 60


def _minutes(people: Collection[UUID], week: Week) -> dict[UUID, int]:
    rows = TrainingSession.objects.filter(person_id__among=people).in_week(week).order_by().values_list("person_id")
    return dict(rows.annotate(Sum(F("moderate_minutes") + 2 * F("vigorous_minutes"))))


def _nights(people: Collection[UUID], week: Week) -> dict[UUID, list[UUID]]:
    if not people:
        return {}
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = SleepDiaryEntry.objects.filter(person_id__among=people).in_week(week).order_by("day")
    for person_id, night in rows.values_list("person_id", "pk"):
        found[person_id].append(night)
    return found
