"""The answer to a review changes the plan: as proposed, an easy week, other days; also on the Sunday before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from core.dates import Week
from plans import following
from plans.actions import set_weekly_target
from plans.models import Plan
from plans.stepping import step_batch
from reviews.actions import answer_review, write_reviews
from reviews.facts import PersonWeek
from tests.factories import make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
SUNDAY = datetime(2026, 3, 8, 17, tzinfo=UTC)
AFTER = datetime(2026, 3, 9, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def plan(ana: Any) -> Plan:
    """A plan with its first week done, and the review of it."""
    set_weekly_target(person=ana, target=3, weekdays=[0, 2, 4], if_then="", today=MONDAY)
    plan = following.start_plan(person=ana, programme="walk_run_10w", weekdays=[0, 2, 4], today=MONDAY)
    for task in plan.planned_sessions.all():
        at = datetime.combine(task.day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=12)
        task.session, task.state = make_session(ana, at, rpe=5), "done"
        task.save()
    write_reviews(wanted=[PersonWeek(ana.pk, MONDAY)], languages={ana.pk: "en"})
    return plan


def weeks(plan: Plan) -> list[tuple[int, bool]]:
    return list(plan.weeks.order_by("monday").values_list("programme_week", "is_easy"))


def answer(person: Any, choice: str) -> None:
    answer_review(person=person, review=person.weekly_reviews.get(), answers={"next_week": choice})


@pytest.mark.parametrize(("choice", "expected"), [("same", (2, False)), ("smaller", (1, True)), ("move", (1, False))])
@pytest.mark.parametrize("is_sunday", [True, False])
def test_the_answer_is_the_week_that_is_laid_out(
    ana: Any, plan: Plan, clock: Any, choice: str, expected: tuple[int, bool], is_sunday: bool
) -> None:
    if is_sunday:
        clock.move_to(SUNDAY)
        answer(ana, choice)
        assert weeks(plan) == [(1, False)]
    clock.move_to(AFTER)
    step_batch(now=AFTER)
    if not is_sunday:
        answer(ana, choice)
    assert weeks(plan) == [(1, False), expected]
    assert [row.target for row in ana.weekly_targets.all()] == [3]


def test_another_answer_takes_the_easy_week_back(ana: Any, plan: Plan, clock: Any) -> None:
    clock.move_to(AFTER)
    step_batch(now=AFTER)
    answer(ana, "smaller")
    answer(ana, "smaller")
    assert [row.target for row in ana.weekly_targets.all()] == [3]
    answer(ana, "same")
    answer(ana, "same")
    assert weeks(plan) == [(1, False), (2, False)]


def test_the_page_says_what_each_answer_does_and_why(ana: Any, plan: Plan, clock: Any, browse: Any) -> None:
    clock.move_to(SUNDAY)
    page = browse(ana).get("/reviews/2026-03-02/").content.decode()
    for text in ("As proposed: On to week 2", "Smaller: an easy week", "Move days", "3 of 3 sessions are done"):
        assert text in page
    assert not plan.proposals.exists()


def test_an_old_review_and_one_without_a_plan_keep_their_words(ana: Any, plan: Plan, clock: Any, browse: Any) -> None:
    clock.move_to(SUNDAY + timedelta(days=14))
    client = browse(ana)
    assert "As proposed" not in client.get("/reviews/2026-03-02/").content.decode()
    client.post("/reviews/2026-03-02/", {"next_week": "same"})
    assert weeks(plan) == [(1, False)]
    clock.move_to(SUNDAY)
    Plan.objects.update(state="paused")
    assert "As proposed" not in client.get("/reviews/2026-03-02/").content.decode()
    assert Week.of(ana.today()).monday == MONDAY


def test_moving_days_leads_to_the_week(ana: Any, plan: Plan, clock: Any, browse: Any) -> None:
    clock.move_to(SUNDAY)
    answered = browse(ana).post("/reviews/2026-03-02/", {"next_week": "move"})
    assert answered["Location"] == "/plan/"
    assert not plan.proposals.exists()
