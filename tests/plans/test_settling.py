"""Tasks that nobody did: the next free day of their week or nothing, at midnight on each person's own clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import following, settling
from plans.models import Plan, PlannedSession
from plans.tasks import settle_past_tasks
from tests.factories import make_person

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
State = PlannedSession.State


def start(person: Any, weekdays: tuple[int, ...] = (0, 2, 4), programme: str = "walk_run_10w") -> Plan:
    return following.start_plan(person=person, programme=programme, weekdays=weekdays, today=MONDAY)


def rows(plan: Plan) -> list[tuple[str, str, int]]:
    found = plan.planned_sessions.order_by("key").values_list("key", "state", "day")
    return [(key.partition("-")[2], state, (day - MONDAY).days) for key, state, day in found]


def settle(day: int, hour: int = 11) -> int:
    with time_machine.travel(NOON.replace(hour=hour) + timedelta(days=day)):
        return settling.settle_due_tasks()


@pytest.mark.parametrize(
    ("weekdays", "day", "after"),
    [
        ((0, 2, 4), 0, [("S1", "planned", 0), ("S2", "planned", 2), ("S3", "planned", 4)]),  # the day is not over
        ((0, 2, 4), 1, [("S1", "planned", 6), ("S2", "planned", 2), ("S3", "planned", 4)]),
        (
            (0, 2, 4),
            3,
            [("S1", "planned", 6), ("S2", "gone", 2), ("S3", "planned", 4)],
        ),  # two are open, one finds a day
        ((0, 2, 6), 1, [("S1", "planned", 4), ("S2", "planned", 2), ("S3", "planned", 6)]),
        ((1, 3, 5), 6, [("S1", "gone", 1), ("S2", "gone", 3), ("S3", "planned", 6)]),  # never two on one day
        ((0, 2, 4), 7, [("S1", "gone", 0), ("S2", "gone", 2), ("S3", "gone", 4)]),  # never into the next week
    ],
)
def test_a_missed_task_finds_a_free_day_or_disappears(
    ana: Any, weekdays: tuple[int, ...], day: int, after: list[tuple[str, str, int]]
) -> None:
    plan = start(ana, weekdays)
    settle(day)
    assert rows(plan) == after


def test_twice_is_once(ana: Any) -> None:
    plan = start(ana)
    assert settle(1) == 1
    before = rows(plan)
    assert settle(1) == 0
    assert rows(plan) == before


@pytest.mark.parametrize("state", [State.DONE, State.RESTED, State.SKIPPED])
def test_what_was_said_stays(ana: Any, state: str) -> None:
    plan = start(ana)
    plan.planned_sessions.filter(day=MONDAY).update(state=state)
    assert settle(1) == 0
    assert rows(plan)[0] == ("S1", state, 0)


def test_each_persons_own_midnight(ana: Any) -> None:
    far = make_person("far@example.org", time_zone="Pacific/Auckland")
    own, theirs = start(ana), start(far)
    assert settle(0, hour=12) == 1  # Tuesday in Auckland, Monday in Oslo
    assert (rows(own)[0][1:], rows(theirs)[0][1:]) == (("planned", 0), ("planned", 6))


def test_the_job_settles(ana: Any) -> None:
    plan = start(ana)
    with time_machine.travel(NOON + timedelta(days=1)):
        settle_past_tasks()
    assert rows(plan)[0] == ("S1", "planned", 6)


def test_as_many_queries_for_thirty_as_for_one(db: Any) -> None:
    counts = []
    for number in (1, 30):
        for one in range(number):
            start(make_person(f"p{number}-{one}@example.org"))
        with CaptureQueriesContext(connection) as queries:
            assert settle(1) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_batches_settle_everybody(db: Any) -> None:
    plans = [start(make_person(f"b{one}@example.org")) for one in range(5)]
    with time_machine.travel(NOON + timedelta(days=1)):
        assert settling.settle_due_tasks(batch=2) == 5
    assert [rows(plan)[0] for plan in plans] == [("S1", "planned", 6)] * 5
