"""Whoever stands in the same week is asked after three times whether to go on; nobody is moved on unasked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.dates import Week
from journal.actions import delete_entry
from plans import answering, following
from plans.models import Plan, PlannedSession
from plans.next_week import answer_next_week
from plans.onward import ONWARD
from plans.proposing import propose_weeks
from plans.stepping import step_batch
from tests.factories import make_person, make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OFFER = [(ONWARD, "advance", {"programme_week": 2}, "open")]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def start(person: Any, **more: Any) -> Plan:
    return following.start_plan(
        person=person, programme="walk_run_10w", weekdays=[0, 2, 4], today=person.today(), **more
    )


def half(plan: Plan, clock: Any, weeks: int, first: int = 0, *, skip: tuple[int, ...] = (), **more: Any) -> None:
    """Week by week the Wednesday only; the clock ends on the Monday after."""
    for number in range(first, first + weeks):
        task = plan.planned_sessions.in_week(Week(MONDAY).plus(number)).order_by("day")[1]
        if number not in skip:
            at = datetime.combine(task.day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=11)
            session = make_session(plan.person, at, planned_session=task.pk, **({"rpe": 5} | more))
            PlannedSession.objects.filter(pk=task.pk).update(state="done", session=session)
        clock.move_to(NOON + timedelta(weeks=number + 1))
        step_batch(now=datetime.now(UTC))


def offers(plan: Plan) -> list[tuple[Any, ...]]:
    rows = plan.proposals.filter(rule=ONWARD).order_by("monday")
    return [(row.rule, row.outcome, row.change, row.state) for row in rows]


@pytest.mark.parametrize(
    ("weeks", "skip", "more", "expected"),
    [
        (2, (), {}, []),
        (3, (), {}, OFFER),
        (3, (), {"rpe": None}, OFFER),
        (3, (), {"rpe": 8}, []),
        (3, (), {"pain": 4}, []),
        (3, (1,), {}, []),
        (4, (1,), {}, OFFER),
        (4, (3,), {}, []),
    ],
)
def test_asked_after_three_weeks_that_were_too_small_but_not_empty(
    ana: Any, clock: Any, weeks: int, skip: tuple[int, ...], more: Any, expected: Any
) -> None:
    plan = start(ana, auto_accepts=True)
    half(plan, clock, weeks, skip=skip, **more)
    plan.refresh_from_db()
    assert (offers(plan), plan.programme_week) == (expected, 1)


def test_going_on_lays_the_next_week_out_and_answers_again(ana: Any, clock: Any) -> None:
    plan = start(ana)
    half(plan, clock, 3)
    answering.accept(proposal=plan.proposals.get(rule=ONWARD), today=ana.today())
    assert dict(plan.proposals.values_list("rule", "state")) == {ONWARD: "accepted", "week_step": "declined"} | {
        "deload": "open"
    }
    keys = list(plan.planned_sessions.in_week(Week.of(ana.today())).values_list("key", flat=True))
    assert keys == ["W2-S1", "W2-S2", "W2-S3"]
    half(plan, clock, 3, 3)
    assert offers(plan)[-1] == (ONWARD, "advance", {"programme_week": 3}, "open")


def test_not_now_is_not_asked_again_for_three_weeks(ana: Any, clock: Any) -> None:
    plan = start(ana)
    half(plan, clock, 3)
    answering.decline(proposal=plan.proposals.get(rule=ONWARD), today=ana.today())
    half(plan, clock, 2, 3)
    assert [state for *_rest, state in offers(plan)] == ["declined"]
    half(plan, clock, 1, 5)
    assert [state for *_rest, state in offers(plan)] == ["declined", "open"]


def test_it_rests_on_the_last_week_and_goes_with_it(ana: Any, clock: Any) -> None:
    plan = start(ana)
    half(plan, clock, 3)
    session = ana.training_sessions.order_by("day").last()
    assert plan.proposals.get(rule=ONWARD).basis == [str(session.pk)]
    delete_entry(person=ana, row=session)
    assert offers(plan) == []


def test_the_review_takes_the_rules_word_and_leaves_the_way_on_to_its_own_tap(ana: Any, clock: Any) -> None:
    plan = start(ana)
    half(plan, clock, 3)
    answer_next_week(person=ana, reviewed=Week(MONDAY).plus(2), choice="same")
    assert dict(plan.proposals.values_list("rule", "state"))["week_step"] == "accepted"
    assert plan.proposals.get(rule=ONWARD).state == "declined"


def test_accepted_on_sunday_it_holds_on_monday(ana: Any, clock: Any) -> None:
    plan = start(ana)
    half(plan, clock, 2)
    half_way = Week(MONDAY).plus(2)
    task = plan.planned_sessions.in_week(half_way).order_by("day")[1]
    session = make_session(ana, NOON + timedelta(weeks=2, days=2), rpe=5)
    PlannedSession.objects.filter(pk=task.pk).update(state="done", session=session)
    clock.move_to(NOON + timedelta(weeks=2, days=6))
    propose_weeks([plan], half_way)
    answering.accept(proposal=plan.proposals.get(rule=ONWARD), today=ana.today())
    clock.move_to(NOON + timedelta(weeks=3))
    step_batch(now=datetime.now(UTC))
    plan.refresh_from_db()
    assert plan.programme_week == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Week 1 has been there 3 times."),
        ("zh-hans", "第 1 周已经过了 3 遍。"),
    ],
    ids=["en", "zh"],
)
def test_the_card_offers_fewer_days_too(ana: Any, clock: Any, browse: Any, language: str, said: str) -> None:
    plan = start(ana)
    half(plan, clock, 3)
    type(ana).objects.filter(pk=ana.pk).update(language=language)
    page = browse(ana).get("/plan/proposals/").content.decode()
    assert (page.count(said), page.count(f'href="/plan/{plan.pk}/#days"')) == (1, 1)


@pytest.mark.parametrize("number", [1, 3, 20])
def test_a_batch_costs_the_same_queries(clock: Any, number: int) -> None:
    plans = [start(make_person(f"p{n}@example.org")) for n in range(number)]
    for plan in plans:
        half(plan, clock, 2)
        clock.move_to(NOON)
        Plan.objects.filter(pk=plan.pk).update(next_step_at=None)
        task = plan.planned_sessions.in_week(Week(MONDAY).plus(2)).order_by("day")[1]
        session = make_session(plan.person, NOON + timedelta(weeks=2, days=2), rpe=5)
        PlannedSession.objects.filter(pk=task.pk).update(state="done", session=session)
    clock.move_to(NOON + timedelta(weeks=3))
    with CaptureQueriesContext(connection) as queries:
        propose_weeks(plans, Week(MONDAY).plus(2))
    assert [len(offers(plan)) for plan in plans] == [1] * number
    assert len(queries) == 19
