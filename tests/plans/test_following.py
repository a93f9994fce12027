"""Following a programme: the first week, other days, swaps, pauses, the end, and what becomes of a missed task."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.dates import Week
from plans import following
from plans.models import Plan, PlannedSession, PlanTarget
from plans.offered import UnknownProgramme, offered, programme_of
from plans.programmes import SHIPPED, shipped
from tests.factories import make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def start(person: Any, programme: str = "walk_run_10w", weekdays: tuple[int, ...] = (0, 2, 4), **more: Any) -> Plan:
    return following.start_plan(person=person, programme=programme, weekdays=weekdays, today=MONDAY, **more)


def days(plan: Plan, state: str = "planned") -> list[tuple[str, int]]:
    rows = plan.planned_sessions.filter(state=state)
    return [(row.key, (row.day - MONDAY).days) for row in rows]


def test_the_first_week_is_laid_out_on_the_chosen_days(ana: Any) -> None:
    plan = start(ana, at_time=time(18, 30), if_then="If it rains, then I walk.")
    assert days(plan) == [("W1-S1", 0), ("W1-S2", 2), ("W1-S3", 4)]
    assert {row.at_time for row in plan.planned_sessions.all()} == {time(18, 30)}
    assert [week.programme_week for week in plan.weeks.all()] == [1]
    assert plan.next_step_at is not None
    assert plan.next_step_at.isoformat() == "2026-03-08T23:00:00+00:00"  # Monday in Oslo


def test_with_two_days_the_third_session_falls_away(ana: Any) -> None:
    assert days(start(ana, "strength_foundation_8w", (1, 4))) == [("W1-S1", 1), ("W1-S2", 4)]


def test_a_plan_that_begins_on_a_wednesday_uses_what_is_left(ana: Any) -> None:
    plan = following.start_plan(
        person=ana, programme="walk_run_10w", weekdays=[0, 2, 4], today=MONDAY + timedelta(days=2)
    )
    assert days(plan) == [("W1-S1", 2), ("W1-S2", 4)]


@pytest.mark.parametrize("programme", SHIPPED)
def test_every_programme_can_begin(ana: Any, programme: str) -> None:
    plan = start(ana, programme, tuple(range(7)))
    wanted = [session.key for session in shipped()[programme].week(1).sessions]
    assert sorted(key for key, _ in days(plan)) == sorted(wanted)


def test_nobody_follows_one_programme_twice_or_too_many(ana: Any) -> None:
    for programme in SHIPPED[:4]:
        start(ana, programme)
    with pytest.raises(following.AlreadyFollowed):
        start(ana, SHIPPED[0])
    with pytest.raises(following.TooManyPlans):
        start(ana, SHIPPED[5])
    with pytest.raises(UnknownProgramme):
        start(ana, "no_such_programme")
    assert ana.plans.count() == 4


def test_another_persons_own_programme_is_unknown(ana: Any, chen: Any) -> None:
    text = "id: own_walks" + (following_template())
    row = ana.own_programmes.create(name="Walks", template=text)
    assert programme_of(f"own:{row.pk}", ana).id == "own_walks"
    assert [name for name, _ in offered(ana)] == [*SHIPPED, f"own:{row.pk}"]
    for name in (f"own:{row.pk}", "own:x", "own:" + "-" * 36):
        with pytest.raises(UnknownProgramme):
            programme_of(name, chen)


def following_template() -> str:
    from plans.programmes import FOLDER

    return (FOLDER / "walk_run_10w.yaml").read_text("utf-8").removeprefix("id: walk_run_10w")


def test_other_days_move_what_is_open_only(ana: Any) -> None:
    plan = start(ana)
    done = plan.planned_sessions.get(key="W1-S1")
    done.state, done.session = PlannedSession.State.DONE, make_session(ana)
    done.save()
    following.change_days(
        plan=plan, weekdays=[1, 3, 5], at_time=None, if_then="", auto_accepts=True, today=MONDAY + timedelta(days=1)
    )
    assert days(plan, "done") == [("W1-S1", 0)]
    assert days(plan) == [("W1-S2", 3), ("W1-S3", 5)]


def test_a_swap_stands_in_the_open_sessions_and_can_be_taken_back(ana: Any) -> None:
    plan = start(ana, "strength_foundation_8w", (0, 2, 4))
    following.swap_exercise(plan=plan, exercise="goblet_squat", instead="leg_press", today=MONDAY)
    assert exercises(plan, "W1-S1") == ["leg_press", "bench_press", "row", "plank"]
    following.swap_exercise(plan=plan, exercise="goblet_squat", instead="goblet_squat", today=MONDAY)
    assert exercises(plan, "W1-S1") == ["goblet_squat", "bench_press", "row", "plank"]


def exercises(plan: Plan, key: str) -> list[str]:
    elements = plan.planned_sessions.get(key=key).elements
    return [one["exercise"] for one in elements if one["phase"] == "main" and "exercise" in one]


def test_targets_stand_in_the_week_that_is_laid_out(ana: Any) -> None:
    plan = start(ana, "strength_foundation_8w", (0, 2, 4))
    PlanTarget.objects.create(person=ana, plan=plan, exercise="row", load_kg=Decimal("32.50"), reps=8)
    following.lay_out_again(plan=plan, today=MONDAY)
    (row,) = [one for one in plan.planned_sessions.get(key="W1-S1").elements if one.get("exercise") == "row"]
    assert row["target"] == {"load_kg": "32.5", "reps": 8}


def test_a_pause_takes_open_tasks_and_going_on_brings_them_back(ana: Any) -> None:
    plan = following.pause_plan(plan=start(ana), today=MONDAY + timedelta(days=2))
    assert (plan.state, plan.next_step_at, days(plan)) == ("paused", None, [("W1-S1", 0)])
    plan = following.resume_plan(plan=plan, today=MONDAY + timedelta(days=7))
    assert plan.state == "active"
    assert days(plan) == [("W1-S1", 0), ("W1-S1", 7), ("W1-S2", 9), ("W1-S3", 11)]


def test_the_end_keeps_what_was_done(ana: Any) -> None:
    plan = start(ana)
    plan.planned_sessions.filter(key="W1-S1").update(state="done")
    following.end_plan(plan=plan, today=MONDAY + timedelta(days=1))
    assert (plan.state, plan.ended_on, plan.next_step_at) == ("ended", MONDAY + timedelta(days=1), None)
    assert list(plan.planned_sessions.values_list("key", "state")) == [("W1-S1", "done")]


def test_plans_that_share_days_are_told(ana: Any) -> None:
    first = start(ana, "walk_run_10w", (0, 2, 4))
    assert following.clashes(ana, [1, 3]) == []
    assert following.clashes(ana, [2, 3, 4]) == [(first, [2, 4])]
    assert following.clashes(ana, [2], besides=first) == []


def test_a_task_moves_within_its_week(ana: Any) -> None:
    plan = start(ana)
    task = plan.planned_sessions.get(key="W1-S1")
    following.move_task(task=task, day=MONDAY + timedelta(days=1), at_time=time(7, 0))
    assert days(plan) == [("W1-S1", 1), ("W1-S2", 2), ("W1-S3", 4)]
    for day in (2, 7):
        with pytest.raises(following.CannotMove):
            following.move_task(task=task, day=MONDAY + timedelta(days=day))


def test_a_task_that_a_session_closed_keeps_its_state(ana: Any) -> None:
    task = start(ana).planned_sessions.get(key="W1-S1")
    following.set_task(task=task, state="rested")
    assert task.state == "rested"
    task.state, task.session = "done", make_session(ana)
    task.save()
    assert following.set_task(task=task, state="skipped").state == "done"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (1, [("W1-S1", 6, "planned"), ("W1-S2", 2, "planned"), ("W1-S3", 4, "planned")]),
        (3, [("W1-S1", 6, "planned"), ("W1-S2", 2, "gone"), ("W1-S3", 4, "planned")]),
        (5, [("W1-S1", 6, "planned"), ("W1-S2", 2, "gone"), ("W1-S3", 4, "gone")]),
        (7, [("W1-S1", 0, "gone"), ("W1-S2", 2, "gone"), ("W1-S3", 4, "gone")]),
    ],
)
def test_missed_tasks_move_once_or_disappear(ana: Any, today: int, expected: list[Any]) -> None:
    tasks = list(start(ana).planned_sessions.all())
    following.settle_past_tasks(tasks=tasks, today=MONDAY + timedelta(days=today), rest_days={tasks[0].plan_id: 1})
    told = sorted((row.key, (row.day - MONDAY).days, row.state) for row in PlannedSession.objects.all())
    assert told == expected


def test_laying_out_costs_the_same_queries_for_any_number_of_days(ana: Any, bo: Any) -> None:
    counts = []
    for person, weekdays in ((ana, (0,)), (bo, (0, 2, 4))):
        plan = start(person, "strength_foundation_8w", weekdays)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            following.lay_out_again(plan=plan, today=MONDAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Week.of(MONDAY).monday == MONDAY
