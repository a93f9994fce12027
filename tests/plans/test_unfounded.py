"""Accepted steps whose session was deleted: taken back while nothing was done with them, else told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from core.dates import Week
from journal.actions import delete_entry, undo_delete
from plans import answering, following
from plans.models import Plan
from plans.stepping import step_due_plans
from tests.plans.logging import lifts, log

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def start(person: Any, programme: str = "strength_foundation_8w", **more: Any) -> Plan:
    return following.start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=MONDAY, **more)


def targets(plan: Plan) -> list[tuple[Any, ...]]:
    return list(plan.targets.order_by("exercise").values_list("exercise", "load_kg", "reps"))


def shown(client: Any) -> bool:
    return "Accepted on an entry that is gone" in client.get("/plan/proposals/").content.decode()


@pytest.mark.parametrize("by_itself", [False, True])
def test_a_first_target_disappears_with_its_session(ana: Any, browse: Any, clock: Any, by_itself: bool) -> None:
    plan = start(ana, auto_accepts=by_itself)
    session = log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    if not by_itself:
        answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    assert targets(plan) == [("bench_press", 42.5, 8)]
    clock.shift(timedelta(hours=1))
    deleted = delete_entry(person=ana, row=session)
    assert (targets(plan), plan.proposals.count(), shown(browse(ana))) == ([], 0, False)
    task = plan.planned_sessions.filter(day__gt=MONDAY).earliest("day")
    assert [one for one in task.elements if one.get("target")] == []
    undo_delete(person=ana, deleted_id=deleted.pk)
    assert plan.proposals.get().state == ("accepted" if by_itself else "open")


def test_the_target_before_comes_back(ana: Any, clock: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    clock.shift(timedelta(days=2))
    second = log(ana, MONDAY + timedelta(days=2), lifts("bench_press", 42.5, 12, 12))
    answering.accept(proposal=plan.proposals.get(state="open"), today=ana.today())
    assert targets(plan) == [("bench_press", 45, 8)]
    clock.shift(timedelta(hours=1))
    delete_entry(person=ana, row=second)
    assert targets(plan) == [("bench_press", 42.5, 8)]


def test_what_was_trained_with_stays_and_is_told(ana: Any, bo: Any, browse: Any, clock: Any) -> None:
    plan = start(ana)
    first = log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    clock.shift(timedelta(days=7))
    log(ana, MONDAY + timedelta(days=7), lifts("bench_press", 42.5, 9, 8))
    delete_entry(person=ana, row=first)
    assert targets(plan) == [("bench_press", 42.5, 8)]
    assert [shown(browse(person)) for person in (ana, bo)] == [True, False]


def test_an_accepted_step_whose_session_is_there_is_left_alone(ana: Any, browse: Any, clock: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    clock.shift(timedelta(hours=1))
    other = log(ana, MONDAY, lifts("row", 30, 9, 9), hour=9)
    delete_entry(person=ana, row=other)
    assert (targets(plan), shown(browse(ana))) == ([("bench_press", 42.5, 8)], False)


def week_two(person: Any, clock: Any, programme: str = "walk_run_10w") -> tuple[Plan, list[Any]]:
    """A first week of three easy sessions, and the step to the second one accepted on Monday."""
    plan = start(person, programme)
    sessions = []
    for number in (0, 2, 4):
        clock.move_to(NOON + timedelta(days=number))
        task = plan.planned_sessions.get(day=MONDAY + timedelta(days=number))
        sessions.append(log(person, task.day, rpe=4, activity="running", planned_session=str(task.pk)))
    clock.move_to(NOON + timedelta(days=7))
    step_due_plans()
    answering.accept(proposal=plan.proposals.get(state="open"), today=person.today())
    plan.refresh_from_db()
    return plan, sessions


def test_a_week_goes_back_while_none_of_its_tasks_was_answered(ana: Any, clock: Any) -> None:
    plan, sessions = week_two(ana, clock)
    assert plan.programme_week == 2
    delete_entry(person=ana, row=sessions[0])
    plan.refresh_from_db()
    keys = set(plan.planned_sessions.in_week(Week.of(ana.today())).values_list("key", flat=True))
    assert (plan.programme_week, {key[:3] for key in keys}) == (1, {"W1-"})
    assert [row.state for row in plan.proposals.filter(monday=ana.today())] == ["open"]


def test_a_week_that_has_begun_stays_and_is_told(ana: Any, browse: Any, clock: Any) -> None:
    plan, sessions = week_two(ana, clock)
    plan.planned_sessions.filter(day=ana.today()).update(state="skipped")
    delete_entry(person=ana, row=sessions[0])
    plan.refresh_from_db()
    assert (plan.programme_week, shown(browse(ana))) == (2, True)
