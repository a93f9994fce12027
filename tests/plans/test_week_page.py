"""The Plan tab with a running plan: the tasks of the week, how each stands, and what may be said of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import following
from plans.models import Plan, PlannedSession
from tests.factories import make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
TUESDAY = datetime(2026, 3, 3, 17, tzinfo=UTC)  # 18:00 in Oslo
State = PlannedSession.State


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY):
        yield


def start(person: Any, programme: str = "walk_run_10w", weekdays: tuple[int, ...] = (1, 3, 5)) -> Plan:
    return following.start_plan(
        person=person, programme=programme, weekdays=weekdays, today=person.today(), starts_on=MONDAY
    )


def said(client: Any, task: PlannedSession, **data: str) -> int:
    return int(client.post(reverse("plans:task", args=[task.pk]), data).status_code)


def stand(task: PlannedSession) -> tuple[str, int, bool]:
    task.refresh_from_db()
    return task.state, (task.day - MONDAY).days, task.is_short


def test_the_week_shows_titles_minutes_and_states(ana: Any, browse: Any) -> None:
    start(ana)
    page = browse(ana).get("/plan/").content.decode()
    words = ("Walk and jog 1 of 3", "Walk and jog 3 of 3", "about 32 minutes", "vigorous in part", "0 of 3", "planned")
    assert [text for text in words if text not in page] == []
    assert 'id="target"' not in page


def test_without_a_plan_the_target_stays(ana: Any, bo: Any, browse: Any) -> None:
    start(bo)
    page = browse(ana).get("/plan/").content.decode()
    assert ('id="target"' in page, 'id="tasks"' in page, "Walk and jog" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("data", "after"),
    [
        ({"do": "rest"}, (State.RESTED, 1, False)),
        ({"do": "skip"}, (State.SKIPPED, 1, False)),
        ({"do": "short"}, (State.PLANNED, 1, True)),
        ({"do": "whole"}, (State.PLANNED, 1, False)),
        ({"move": "2026-03-04"}, (State.PLANNED, 2, False)),
        ({"move": "2026-03-05"}, (State.PLANNED, 1, False)),  # another task has that day
        ({"move": "2026-03-02"}, (State.PLANNED, 1, False)),  # past
        ({"move": "2026-03-09"}, (State.PLANNED, 1, False)),  # the next week
        ({"move": "soon"}, (State.PLANNED, 1, False)),
        ({"do": "more"}, (State.PLANNED, 1, False)),
        ({}, (State.PLANNED, 1, False)),
    ],
)
def test_what_is_said_of_a_task(ana: Any, browse: Any, data: dict[str, str], after: tuple[str, int, bool]) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    assert said(browse(ana), task, **data) == 302
    assert stand(task) == after


@pytest.mark.parametrize("before", ["rest", "skip"])
def test_everything_said_can_be_taken_back(ana: Any, browse: Any, before: str) -> None:
    task, client = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1)), browse(ana)
    said(client, task, do=before)
    assert ana.rest_days.count() == (before == "rest")
    said(client, task, do="open")
    assert (stand(task), ana.rest_days.count()) == ((State.PLANNED, 1, False), 0)


def test_rest_instead_on_a_day_with_training_is_no_rest_day(ana: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    make_session(ana, TUESDAY - timedelta(hours=3))
    said(browse(ana), task, do="rest")
    assert (stand(task)[0], ana.rest_days.count()) == (State.RESTED, 0)


@pytest.mark.parametrize("state", [State.DONE, State.GONE])
def test_what_is_over_stays_as_it_is(ana: Any, browse: Any, state: str) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    PlannedSession.objects.filter(pk=task.pk).update(state=state)
    for data in ({"do": "skip"}, {"move": "2026-03-04"}, {"do": "short"}):
        said(browse(ana), task, **data)
    assert stand(task) == (state, 1, False)


def test_a_task_of_a_past_day_is_left_to_the_night(ana: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    with time_machine.travel(TUESDAY + timedelta(days=1)):
        said(browse(ana), task, do="skip")
        assert f"task-{task.pk}" in browse(ana).get("/plan/").content.decode()
    assert stand(task) == (State.PLANNED, 1, False)


def test_another_persons_task_is_not_there(ana: Any, chen: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    assert said(browse(chen), task, do="skip") == 404
    assert said(browse(), task, do="skip") == 302  # to the sign-in
    assert stand(task)[0] == State.PLANNED


def test_reading_changes_nothing_and_a_get_of_a_task_is_refused(ana: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    client = browse(ana)
    before = list(PlannedSession.objects.values())
    with time_machine.travel(TUESDAY + timedelta(days=3)):
        client.get("/plan/")
    assert client.get(reverse("plans:task", args=[task.pk])).status_code == 405
    assert list(PlannedSession.objects.values()) == before


def test_a_script_gets_the_week_back(ana: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=MONDAY + timedelta(days=1))
    answer = browse(ana).post(reverse("plans:task", args=[task.pk]), {"do": "skip"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert (answer.status_code, "<html" in page, "skipped" in page) == (200, False, True)


def test_the_week_costs_the_same_for_three_plans_as_for_one(ana: Any, browse: Any) -> None:
    client = browse(ana)
    start(ana)
    one = count(client)
    start(ana, "strength_foundation_8w")
    start(ana, "yoga_depth_6w", (0, 2, 4))
    assert (count(client), ana.plans.count()) == (one, 3)


def count(client: Any) -> int:
    client.get("/plan/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/plan/").status_code == 200
    return len(queries)
