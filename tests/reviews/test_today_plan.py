"""Today with a running plan: its task, how far the week has come, and no query more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import following
from plans.actions import set_weekly_target
from plans.models import Plan, PlannedSession, PlanProposal
from tests.factories import make_mood, make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
TUESDAY = datetime(2026, 3, 3, 17, tzinfo=UTC)  # 18:00 in Oslo


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(TUESDAY):
        yield


def start(person: Any, programme: str = "walk_run_10w", weekdays: tuple[int, ...] = (1, 3, 5)) -> Plan:
    return following.start_plan(
        person=person, programme=programme, weekdays=weekdays, today=person.today(), starts_on=MONDAY
    )


def card(client: Any) -> str:
    page = str(client.get("/").content.decode())
    return page[page.index('id="plan"') : page.index("</section>", page.index('id="plan"'))]


def test_the_task_of_today_can_be_started_made_smaller_or_rested(ana: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=TUESDAY.date())
    make_session(ana, TUESDAY - timedelta(days=3))
    shown = card(browse(ana))
    words = [
        "Walk and jog 1 of 3",
        "about 32 minutes",
        "0 of 3",
        "Last time",
        f"task={task.pk}",
        "short=1",
        "Rest today",
    ]
    assert [text for text in words if text not in shown] == []


def test_rest_today_answers_the_task_and_comes_back_to_today(ana: Any, browse: Any) -> None:
    task = start(ana).planned_sessions.get(day=TUESDAY.date())
    client = browse(ana)
    answer = client.post(f"/plan/tasks/{task.pk}/", {"do": "rest", "next": "/"})
    shown = card(client)
    assert (answer["Location"], "rest instead" in shown, "short=1" in shown) == ("/", True, False)


def test_a_day_without_a_task_names_the_next_one(ana: Any, browse: Any) -> None:
    start(ana, weekdays=(3, 5))
    shown = card(browse(ana))
    assert ("Nothing planned. A walk counts." in shown, "Next: Walk and jog 1 of 3, Thursday" in shown) == (True, True)


def test_a_second_task_of_today_stands_below(ana: Any, browse: Any) -> None:
    start(ana)
    start(ana, "strength_foundation_8w")
    shown = card(browse(ana))
    assert ("Full body A" in shown, "Walk and jog 1 of 3" in shown) == (True, True)


def test_a_plan_of_somebody_else_is_not_there(ana: Any, bo: Any, browse: Any) -> None:
    start(bo)
    set_weekly_target(person=bo, target=5, weekdays=[1], if_then="", today=bo.today())
    shown = card(browse(ana))
    assert ("Walk and jog" in shown, "of 5" in shown, "Set a small target" in shown) == (False, False, True)


def test_without_the_consent_to_training_no_task_is_shown(ana: Any, browse: Any) -> None:
    start(ana)
    ana.consents.filter(category="training").update(withdrawn_at=TUESDAY)
    assert "Walk and jog" not in card(browse(ana))


@pytest.mark.parametrize(("target", "shows"), [(3, True), (0, False)])
def test_the_newest_target_that_has_begun_holds(ana: Any, browse: Any, target: int, shows: bool) -> None:
    ana.weekly_targets.create(target=2, starts_on=MONDAY - timedelta(weeks=3), weekdays=[])
    ana.weekly_targets.create(target=target, starts_on=MONDAY, weekdays=[])
    ana.weekly_targets.create(target=7, starts_on=MONDAY + timedelta(weeks=1), weekdays=[])
    assert ("0 of 3" in card(browse(ana))) == shows


@pytest.mark.parametrize("plans", [1, 3])
def test_today_costs_eight_queries_with_plans(ana: Any, browse: Any, plans: int) -> None:
    client = browse(ana)
    set_weekly_target(person=ana, target=3, weekdays=[1], if_then="", today=ana.today())
    for programme in ("walk_run_10w", "strength_foundation_8w", "yoga_depth_6w")[:plans]:
        plan = start(ana, programme)
        PlanProposal.objects.create(person=ana, plan=plan, monday=MONDAY, rule="week_step", outcome="hold", basis=["x"])
    plan.planned_sessions.filter(day=TUESDAY.date()).update(is_short=True)
    make_session(ana, TUESDAY - timedelta(days=1))
    make_mood(ana, 5, TUESDAY)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) == 8, [query["sql"] for query in queries]


def test_a_task_that_is_done_says_so(ana: Any, browse: Any) -> None:
    plan = start(ana)
    plan.planned_sessions.filter(day=TUESDAY.date()).update(state=PlannedSession.State.DONE)
    shown = card(browse(ana))
    assert ("1 of 3" in shown, "· done" in shown, "Rest today" in shown) == (True, True, False)
