"""Proposals for single exercises: they follow the log, rest on its rows, and change a plan only when accepted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.actions import delete_entry, undo_delete
from plans import answering, following
from plans.models import Plan, PlanProposal
from plans.proposing import propose_exercises
from tests.factories import make_person
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


def told(plan: Plan) -> list[tuple[Any, ...]]:
    rows = plan.proposals.exclude(exercise="").order_by("exercise")
    return [(row.exercise, row.outcome, row.change, row.state) for row in rows]


def test_a_logged_lift_is_proposed_with_its_session_as_basis(ana: Any) -> None:
    plan = start(ana)
    session = log(ana, MONDAY, lifts("bench_press", 40, 12, 12, 12))
    assert told(plan) == [("bench_press", "advance", {"load_kg": "42.5", "reps": 8}, "open")]
    (row,) = plan.proposals.all()
    assert (row.basis, row.monday, row.rule) == ([str(session.pk)], MONDAY, "lift_double")


def test_an_edit_rewrites_it_and_a_deletion_takes_it_away(ana: Any) -> None:
    plan = start(ana)
    session = log(ana, MONDAY, lifts("bench_press", 40, 12, 12, 12))
    log(ana, MONDAY, lifts("bench_press", 40, 10, 9, 9), existing=session)
    assert told(plan) == [("bench_press", "hold", {"load_kg": "40", "reps": 10}, "open")]
    deleted = delete_entry(person=ana, row=session)
    assert told(plan) == []
    undo_delete(person=ana, deleted_id=deleted.pk)
    assert told(plan) == [("bench_press", "hold", {"load_kg": "40", "reps": 10}, "open")]


def test_what_is_logged_before_the_plan_or_by_another_person_proposes_nothing(ana: Any, bo: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY - timedelta(days=3), lifts("bench_press", 40, 12, 12))
    log(bo, MONDAY, lifts("bench_press", 40, 12, 12))
    log(ana, MONDAY, lifts("deadlift", 40, 12, 12))
    assert told(plan) == []


def test_accepting_sets_the_target_and_the_open_tasks(ana: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    assert list(plan.targets.values_list("exercise", "load_kg", "reps")) == [("bench_press", 42.5, 8)]
    bench = [
        one["target"]
        for task in plan.planned_sessions.filter(state="planned")
        for one in task.elements
        if one.get("exercise") == "bench_press"
    ]
    assert bench == [{"load_kg": "42.5", "reps": 8}] * len(bench) != []


def test_it_is_answered_once(ana: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    first, again = plan.proposals.get(), plan.proposals.get()
    answering.decline(proposal=first, today=MONDAY)
    for answer in (answering.accept, answering.decline):
        with pytest.raises(answering.NotOpen):
            answer(proposal=again, today=MONDAY)
    assert told(plan) == [("bench_press", "advance", {"load_kg": "42.5", "reps": 8}, "declined")]
    assert not plan.targets.exists()


def test_one_whose_week_is_over_or_whose_plan_rests_cannot_be_accepted(ana: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    with pytest.raises(answering.NotOpen):
        answering.accept(proposal=plan.proposals.get(), today=MONDAY + timedelta(days=7))
    Plan.objects.update(state="paused")
    with pytest.raises(answering.NotOpen):
        answering.accept(proposal=plan.proposals.get(), today=MONDAY)


@pytest.mark.parametrize("answer", [answering.accept, answering.decline])
def test_the_same_rows_never_ask_twice_and_a_new_session_does(ana: Any, clock: Any, answer: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    answer(proposal=plan.proposals.get(), today=MONDAY)
    log(ana, MONDAY, lifts("plank", None, 1), hour=15)
    clock.move_to(NOON + timedelta(days=8))
    propose_exercises([plan], MONDAY + timedelta(days=8))
    assert [row.state for row in plan.proposals.all()] == [told(plan)[0][3]] != ["open"]
    log(ana, MONDAY + timedelta(days=8), lifts("bench_press", 42.5, 8, 8))
    assert [row.change for row in plan.proposals.filter(state="open")] == [{"load_kg": "42.5", "reps": 9}]


def test_a_correction_of_an_accepted_lift_asks_anew(ana: Any) -> None:
    plan = start(ana)
    session = log(ana, MONDAY, lifts("bench_press", 400, 12, 12))
    answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12), existing=session)
    assert told(plan) == [("bench_press", "advance", {"load_kg": "42.5", "reps": 8}, "open")]


def test_a_pace_that_was_accepted_does_not_run_away(ana: Any) -> None:
    plan = start(ana, "interval_pace_6w")
    run = {"exercise": "run_interval", "distance_m": 400, "seconds": 120}
    log(ana, MONDAY, [run] * 6, activity="running", rpe=7)
    answering.accept(proposal=plan.proposals.get(), today=MONDAY)
    for day in range(3):
        propose_exercises([plan], MONDAY + timedelta(days=day))
    assert told(plan) == [("run_interval", "advance", {"pace_s_per_km": "300"}, "accepted")]


def test_auto_accept_moves_the_targets_by_itself(ana: Any) -> None:
    plan = start(ana, auto_accepts=True)
    log(ana, MONDAY, [*lifts("bench_press", 40, 12, 12), *lifts("row", 30, 9, 9)])
    assert [state for *_, state in told(plan)] == ["accepted", "accepted"]
    assert list(plan.targets.order_by("exercise").values_list("exercise", "load_kg", "reps")) == [
        ("bench_press", 42.5, 8),
        ("row", 30, 10),
    ]


def test_pain_goes_back_and_a_gap_goes_back_without_its_paused_days(ana: Any, clock: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12), pain=5, pain_place="shoulder")
    assert [(row.outcome, row.change) for row in plan.proposals.all()] == [("back", {"load_kg": "35"})]
    day = MONDAY + timedelta(days=14)
    propose_exercises([plan], day)
    assert plan.proposals.get().outcome == "back"  # pain comes before a gap
    log(ana, MONDAY, lifts("row", 40, 9, 9), hour=15)
    clock.move_to(NOON + timedelta(days=14))
    pause = ana.pauses.create(reason="travel", day=MONDAY + timedelta(days=1), ended_on=MONDAY + timedelta(days=1))
    propose_exercises([plan], day)
    assert {row.exercise: row.outcome for row in plan.proposals.all()} == {"bench_press": "back", "row": "hold"}
    pause.delete()
    propose_exercises([plan], day)
    assert {row.exercise: row.outcome for row in plan.proposals.all()} == {"bench_press": "back", "row": "gap"}


def test_two_sessions_of_a_day_rest_on_the_last_one(ana: Any) -> None:
    plan = start(ana)
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12), hour=8)
    evening = log(ana, MONDAY, lifts("bench_press", 42.5, 9, 8), hour=16)
    (row,) = plan.proposals.all()
    assert (row.change, row.basis) == ({"load_kg": "42.5", "reps": 9}, [str(evening.pk)])


def test_a_session_without_a_plan_costs_one_query_more(ana: Any, bo: Any, api: Any) -> None:
    start(ana)
    ana.plans.update(starts_on=MONDAY + timedelta(days=7))
    body = {"started_at": "2026-03-02T12:00:00Z", "minutes": 40, "activity": "strength", "rpe": 6}
    body |= {"sets": lifts("bench_press", 40, 12, 12)}
    counts = []
    for person in (ana, bo):
        client = api(person)
        client.post("training-sessions/", body | {"started_at": "2026-03-02T06:00:00Z"})
        with CaptureQueriesContext(connection) as queries:
            assert client.post("training-sessions/", body).status_code == 201
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_batch_of_plans_costs_the_same_queries(number: int) -> None:
    plans = []
    for n in range(number):
        plan = start(make_person(f"p{n}@example.org"))
        log(plan.person, MONDAY, lifts("bench_press", 40, 12, 12))
        plans.append(plan)
    PlanProposal.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        propose_exercises(plans, MONDAY)
    assert (PlanProposal.objects.count(), len(queries)) == (number, 6)
