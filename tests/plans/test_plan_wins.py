"""SW11 and SW14: told once a week, the same in any order, and gone when the log says something else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from journal.actions import delete_entry
from plans import following
from plans.models import Plan
from plans.stepping import step_batch
from tests.plans.logging import log

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 3, 8, 20, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def plan(ana: Any) -> Plan:
    return following.start_plan(person=ana, programme="walk_run_10w", weekdays=[0, 2, 4], today=MONDAY)


def won(person: Any) -> list[tuple[str, str, int]]:
    rows = person.small_wins.filter(rule__in=["SW11", "SW14"]).order_by("rule", "day")
    return [(row.rule, row.exercise, (row.day - MONDAY).days) for row in rows]


def run(person: Any, day: int, **more: Any) -> Any:
    return log(person, MONDAY + timedelta(days=day), **({"activity": "running", "rpe": 5, "minutes": 40} | more))


@pytest.mark.parametrize("order", [(0, 2, 4), (4, 0, 2), (2, 4, 0)])
def test_all_tasks_of_the_week(ana: Any, plan: Plan, order: tuple[int, ...]) -> None:
    runs = [run(ana, day) for day in order]
    assert won(ana) == [("SW11", "all", 4)]
    delete_entry(person=ana, row=runs[0])
    assert won(ana) == []


def test_a_short_version_counts_once_a_week(ana: Any, plan: Plan) -> None:
    short = [run(ana, day, minutes=10) for day in (2, 0)]
    assert won(ana) == [("SW14", "", 0)]
    run(ana, 0, existing=short[1])
    assert won(ana) == [("SW14", "", 2)]


def test_the_first_task_after_a_week_with_none(ana: Any, plan: Plan, clock: Any) -> None:
    clock.move_to(datetime(2026, 3, 9, 20, tzinfo=UTC))
    step_batch(now=datetime.now(UTC))
    run(ana, 7)
    assert won(ana) == [("SW11", "again", 7)]
    run(ana, 4)
    assert won(ana) == []


def test_pain_earns_nothing_and_neither_does_a_session_of_another_person(ana: Any, bo: Any, plan: Plan) -> None:
    for day in (0, 2, 4):
        run(ana, day, pain=5 if day == 4 else None, pain_place="knee" if day == 4 else "")
        run(bo, day)
    assert won(ana) == won(bo) == []
