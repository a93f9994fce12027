"""Four made-up people in every programme: one follows, one trains every other week, one does half of every week and
goes on when asked, one overreaches and learns.

All go through the real stepping, week by week, with the clock set to each Monday. What they see is written down.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import time_machine

from core.dates import Week
from journal.models import TrainingSession, TrainingSet
from plans import following
from plans.answering import accept
from plans.exercise_rules import EXERCISE_RULES
from plans.models import Plan, PlannedSession
from plans.onward import ONWARD
from plans.programmes import SHIPPED
from plans.proposing import propose_exercises
from plans.stepping import step_batch
from tests.factories import make_night, make_person, make_session

KINDS = ("follows", "misses_half", "does_half", "overreaches")
MONDAY = date(2026, 1, 5)
WEEKS_MOST = 60


def simulate() -> dict[str, list[str]]:
    """By "kind programme", a line for each week until the programme is complete."""
    told: dict[str, list[str]] = {}
    met: dict[UUID, set[int]] = defaultdict(set)
    with time_machine.travel(datetime.combine(MONDAY, time(6), tzinfo=UTC), tick=False) as clock:
        plans = {f"{kind} {name}": _start(kind, name) for name in SHIPPED for kind in KINDS}
        for number in range(WEEKS_MOST):
            week = Week(MONDAY).plus(number)
            done: dict[UUID, int] = {}
            running = [plan for plan in plans.values() if plan.state == Plan.State.ACTIVE]
            for plan in running:
                done[plan.pk] = _train(plan, week, number, met)
            propose_exercises(running, week.sunday)
            clock.move_to(datetime.combine(week.next().monday, time(6), tzinfo=UTC))
            before = {plan.pk: plan.programme_week for plan in running}
            step_batch(now=datetime.now(UTC))
            for name, plan in plans.items():
                if plan in running:
                    plan.refresh_from_db()
                    _answer(plan, week.next())
                    told.setdefault(name, []).append(_line(number, plan, week, before[plan.pk], done[plan.pk]))
            if not any(plan.state == Plan.State.ACTIVE for plan in plans.values()):
                break
    return told


def _start(kind: str, programme: str) -> Plan:
    person = make_person(f"{kind}.{programme}@example.org", time_zone="Etc/UTC")
    weekdays = [0, 2, 4] if programme not in ("steady_mix_12w", "sleep_rhythm_6w") else [0, 1, 2, 3, 4, 5]
    return following.start_plan(person=person, programme=programme, weekdays=weekdays, today=MONDAY, auto_accepts=True)


def _answer(plan: Plan, week: Week) -> None:
    """Whoever does half of every week taps "accept" when the plan asks whether to go on."""
    for row in plan.proposals.filter(rule=ONWARD, monday=week.monday).select_related("plan__person"):
        accept(proposal=row, today=week.monday)
        plan.refresh_from_db()


def _train(plan: Plan, week: Week, number: int, met: dict[UUID, set[int]]) -> int:
    """Logs the week as this kind of person would; returns how many tasks are done."""
    kind = plan.person.email.partition(".")[0]
    if kind == "misses_half" and number % 2:
        return 0
    is_hard = kind == "overreaches" and plan.programme_week not in met[plan.pk]
    met[plan.pk].add(plan.programme_week)
    tasks = list(plan.planned_sessions.in_week(week).order_by("day", "key"))
    if kind == "does_half":
        tasks = tasks[: len(tasks) // 2]
    sets: list[TrainingSet] = []
    for task in tasks:
        at = datetime.combine(task.day, time(17), tzinfo=UTC)
        minutes = task.planned_minutes // 2 if kind == "does_half" else 3 * task.planned_minutes
        session = make_session(plan.person, at, rpe=9 if is_hard else 5, minutes=minutes, moderate_minutes=minutes)
        task.state, task.session = PlannedSession.State.DONE, session
        sets += _sets(session, task, is_hard=is_hard)
    TrainingSet.objects.bulk_create(sets)
    PlannedSession.objects.bulk_update(tasks, ["state", "session"])
    if plan.programme == "sleep_rhythm_6w":
        for day in week.days[: 3 if is_hard or kind == "does_half" else 5]:
            make_night(plan.person, day)
    return len(tasks)


def _sets(session: TrainingSession, task: PlannedSession, *, is_hard: bool) -> Iterator[TrainingSet]:
    for one in task.elements:
        if one.get("rule") not in EXERCISE_RULES:
            continue
        figures, number, exercise = _figures(one, is_hard=is_hard)
        for position in range(number):
            yield TrainingSet(
                person_id=session.person_id, session=session, started_at=session.started_at,
                exercise=exercise, position=position, **figures,
            )  # fmt: skip


def _figures(one: dict[str, Any], *, is_hard: bool) -> tuple[dict[str, Any], int, str]:
    """What is done of an element: all that it asks for; too little of it on the first hard try."""
    match one["type"]:
        case "lift":
            reps = one["reps_min"] - 2 if is_hard else one["reps_max"]
            load = Decimal(one.get("target", {}).get("load_kg") or 20)
            return {"reps": reps, "load_kg": load}, one["sets"], one["exercise"]
        case "hold":
            return {"seconds": one["seconds"]}, one["sets"], one["exercise"]
        case "pose":
            return {"seconds": one["seconds"], "pose_level": one.get("pose_level", 2)}, one["sides"], one["exercise"]
        case _:
            work = one["work"]
            metres = work.get("distance_m") or 400
            seconds = round(float(work.get("pace_s_per_km") or 300) * metres / 1000)
            return {"seconds": seconds, "distance_m": metres}, one["reps"], work["exercise"]


def _line(number: int, plan: Plan, week: Week, before: int, done: int) -> str:
    """ "12  week 4, 3 done: advance manageable, then week 5 | row 22.5"."""
    rows = list(plan.proposals.filter(monday=week.next().monday).order_by("exercise", "rule"))
    decided = [f"{row.outcome} {row.reasons[0][0]}" for row in rows if not row.exercise]
    then = plan.state if plan.state != Plan.State.ACTIVE else f"week {plan.programme_week}"
    lifted = [
        f"{row.exercise} {row.outcome} {' '.join(str(value) for _name, value in sorted(row.change.items()))}"
        for row in plan.proposals.exclude(exercise="").filter(monday=week.next().monday).order_by("exercise")
    ]
    told = f"{number + 1:2}  week {before}, {done} done: {', '.join(decided) or 'no rule'}, then {then}"
    return f"{told} | {'; '.join(lifted)}" if lifted else told
