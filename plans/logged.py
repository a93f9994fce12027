"""What people logged, as the rules of progression read it: a constant number of queries for any number of plans."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, UUIDField

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from journal.exercise_aliases import stands_for
from journal.models import OwnExercise, SetKind, SleepDiaryEntry, TrainingSession, TrainingSet
from plans import resting
from plans.models import Plan, PlannedSession
from plans.progression import Exposure, SetDone, WeekDone

UNCOUNTED = (SetKind.WARMUP, SetKind.DROP, SetKind.ASSISTED)
"""Kinds of set that say nothing of the target load."""
LOOKED_BACK = timedelta(weeks=26)

type Exposures = Mapping[tuple[UUID, str], list[Exposure]]
"""(person, exercise) -> exposures, oldest first."""


def exposures(people: Collection[UUID], exercises: Collection[str], until: date) -> Exposures:
    """Every exposure of these exercises in the last 26 weeks, those of merged names too; two queries."""
    if not people or not exercises:
        return {}
    begin = datetime.combine(until - LOOKED_BACK, time(0), tzinfo=UTC)
    alike = _names_alike(people, exercises)
    slugs = {*exercises, *(slug for _person_id, slug in alike)}
    rows = (
        TrainingSet.objects.filter(person_id__among=people, exercise__in=sorted(slugs), started_at__gte=begin)
        .exclude(kind__in=UNCOUNTED)
        .order_by("started_at", "session_id", "position")
        .values_list(
            "person_id", "exercise", "session_id", "session__day", "session__rpe", "session__pain",
            "reps", "load_kg", "seconds", "distance_m", "rpe", "pose_level",
        )
    )  # fmt: skip
    found: dict[tuple[UUID, str], dict[UUID, tuple[Any, list[Any]]]] = defaultdict(dict)
    for person_id, exercise, session_id, day, effort, pain, *figures in rows:
        for wanted in alike.get((person_id, exercise), (exercise,)):
            of_session = found[person_id, wanted].setdefault(session_id, ((day, effort, pain), []))
            of_session[1].append(figures)
    return {
        key: [_exposure(session_id, said, sets) for session_id, (said, sets) in sessions.items()]
        for key, sessions in found.items()
    }


def _names_alike(people: Collection[UUID], exercises: Collection[str]) -> dict[tuple[UUID, str], list[str]]:
    """(person, slug in the log) -> the wanted exercises that it means, of people who merged exercises of their own."""
    of_person: dict[UUID, list[OwnExercise]] = defaultdict(list)
    for row in OwnExercise.objects.filter(person_id__among=people).exclude(merged_into=""):
        of_person[row.person_id].append(row)
    found: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for person_id, rows in of_person.items():
        merges = {row.slug: row.merged_into for row in rows}
        for wanted in exercises:
            end = stands_for(wanted, merges)
            for slug in {wanted, end, *(one for one in merges if stands_for(one, merges) == end)}:
                found[person_id, slug].append(wanted)
    return found


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
    """Days from the last session (or night) to the Monday after, without paused ones; None when there was none yet."""
    last: UUID | None
    """The entry that `away` counts from: what a proposal after a break rests on."""


def weeks_done(
    plans: Iterable[Plan], week: Week, *, rules: Mapping[UUID, str], nights_of: Collection[UUID] = ()
) -> dict[UUID, PlanWeekDone]:
    """By plan, what became of its week; six queries for all. `rules`: the rule of each plan.

    Of `nights_of` the sleep may be read.
    """
    of_plan = {plan.pk: plan for plan in plans}
    people = {plan.person_id for plan in of_plan.values()}
    tasks: dict[UUID, list[PlannedSession]] = defaultdict(list)
    rows = PlannedSession.objects.filter(plan_id__among=of_plan).in_week(week).select_related("session")
    for task in rows:
        tasks[task.plan_id].append(task)
    sessions = _sessions({plan.person_id for plan in of_plan.values() if rules[plan.pk] == "volume_step"}, week)
    sleepers = [plan.person_id for plan in of_plan.values() if rules[plan.pk] == "rhythm_step"]
    nights = _nights([person for person in sleepers if person in set(nights_of)], week.sunday)
    last, rests = _last_sessions(of_plan, week.sunday), resting.spans_of(people, week.sunday - LOOKED_BACK)
    found = {}
    for plan_id, plan in of_plan.items():
        of_week = [night for day, night in nights[plan.person_id] if day >= week.monday]
        counted = sessions[plan.person_id] if rules[plan_id] == "volume_step" else _closing(tasks[plan_id])
        newest = last.get(plan_id)
        if rules[plan_id] == "rhythm_step":
            newest = nights[plan.person_id][-1] if nights[plan.person_id] else None
        away = resting.days_away(newest[0], week.next().monday, rests.get(plan.person_id, ())) if newest else None
        done = _week_done(tasks[plan_id], counted, of_week)
        found[plan_id] = PlanWeekDone(done, away, newest[1] if newest else None)
    return found


def _closing(tasks: Iterable[PlannedSession]) -> list[TrainingSession]:
    return [task.session for task in tasks if task.session]


def _week_done(tasks: list[PlannedSession], sessions: list[TrainingSession], nights: list[UUID]) -> WeekDone:
    rounds = [one["rounds"] for task in tasks for one in task.elements if one["type"] == "circuit"]
    return WeekDone(
        sessions=tuple(session.pk for session in sessions),
        planned=len(tasks),
        done=len(_closing(tasks)),
        efforts=tuple(session.rpe for session in sessions),
        pain=max((session.pain for session in sessions if session.pain is not None), default=None),
        minutes=sum(session.moderate_minutes + 2 * session.vigorous_minutes for session in sessions),
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


def _sessions(people: Collection[UUID], week: Week) -> dict[UUID, list[TrainingSession]]:
    """All sessions of the week: minutes count wherever they were moved."""
    found: dict[UUID, list[TrainingSession]] = defaultdict(list)
    for session in TrainingSession.objects.filter(person_id__among=people).in_week(week).order_by("day", "pk"):
        found[session.person_id].append(session)
    return found


def _nights(people: Collection[UUID], until: date) -> dict[UUID, list[tuple[date, UUID]]]:
    found: dict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
    rows = SleepDiaryEntry.objects.filter(person_id__among=people, day__range=(until - LOOKED_BACK, until))
    for person_id, day, night in rows.order_by("day").values_list("person_id", "day", "pk"):
        found[person_id].append((day, night))
    return found


def _last_sessions(plans: Collection[UUID], until: date) -> dict[UUID, tuple[date, UUID]]:
    """By plan, the day and id of the last session that closed one of its tasks."""
    closed = PlannedSession.objects.filter(plan=OuterRef("pk"), session__day__lte=until).order_by("-session__day", "pk")
    newest = closed.values("session__day")[:1], closed.values("session_id")[:1]
    rows = Plan.objects.filter(pk__among=plans).annotate(
        last_day=Subquery(newest[0]), last_id=Subquery(newest[1], UUIDField())
    )
    return {pk: (day, one) for pk, day, one in rows.values_list("pk", "last_day", "last_id") if day}
