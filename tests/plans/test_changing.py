"""The page of a plan: other days, other exercises, pause, go on, end; nobody else's."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine

from journal.exercise_library import Library
from journal.models import Pause, ReadinessStatement
from journal.safety import report_alarm
from plans.adherence import Adherence, adherence
from plans.following import end_plan, start_plan
from plans.models import Plan
from plans.programmes import shipped
from plans.swapping import instead_of, swappable

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel("2026-03-02T08:00:00+00:00", tick=False):
        yield


def begin(person: Any, programme: str = "strength_foundation_8w", **more: Any) -> Plan:
    ReadinessStatement.objects.get_or_create(person=person, answered_on=MONDAY, has_some_yes=False)
    return start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=MONDAY, **more)


def days(plan: Plan) -> list[int]:
    return [row.day.day for row in plan.planned_sessions.open()]


def test_the_days_are_changed(ana: Any, browse: Any) -> None:
    plan = begin(ana)
    data = {"weekdays": ["1", "3", "6"], "at_time": "06:45", "if_then": "If I wake, I lift.", "auto_accepts": "on"}
    answered = browse(ana).post(f"/plan/{plan.pk}/", data)
    assert (answered.status_code, answered["Location"]) == (302, f"/plan/{plan.pk}/")
    plan.refresh_from_db()
    assert (plan.weekdays, plan.at_time, plan.if_then, plan.auto_accepts) == (
        [1, 3, 6], time(6, 45), "If I wake, I lift.", True,
    )  # fmt: skip
    assert days(plan) == [3, 5, 8]
    assert browse(ana).post(f"/plan/{plan.pk}/", {"weekdays": []}).status_code == 422
    assert days(plan) == [3, 5, 8]


def test_a_plan_of_next_week_can_be_changed_before_it_begins(ana: Any, browse: Any) -> None:
    plan = begin(ana, starts_on=MONDAY + timedelta(days=7))
    assert days(plan) == [9, 11, 13]
    browse(ana).post(f"/plan/{plan.pk}/", {"weekdays": ["1", "3"]})
    assert days(plan) == [10, 12]
    browse(ana).post(f"/plan/{plan.pk}/pause/")
    assert days(plan) == []
    browse(ana).post(f"/plan/{plan.pk}/resume/")
    assert days(plan) == [10, 12]


def test_what_can_stand_in_for_an_exercise_counts_alike_and_moves_alike_first(ana: Any) -> None:
    library = Library(ana)
    found = instead_of("goblet_squat", library.all.values(), library)
    assert "goblet_squat" not in {choice.slug for choice in found}
    assert {choice.unit for choice in found} == {"load"}
    patterns = [choice.pattern for choice in found]
    alike = patterns.count("squat")
    assert alike > 3
    assert set(patterns[:alike]) == {"squat"}
    assert {choice.unit for choice in instead_of("jog", library.all.values(), library)} == {"time", "distance"}


def test_an_exercise_is_swapped_and_taken_back(ana: Any, browse: Any) -> None:
    plan, client = begin(ana), browse(ana)
    path = f"/plan/{plan.pk}/swap/"
    page = client.get(f"{path}?exercise=goblet_squat")
    assert "leg_press" in {choice.slug for choice in page.context["found"]}
    found = client.get(f"{path}?exercise=goblet_squat&q=leg press").context["found"]
    assert found[0].slug == "leg_press"
    assert client.post(path, {"exercise": "goblet_squat", "instead": "leg_press"}).status_code == 302
    plan.refresh_from_db()
    assert plan.swaps == {"goblet_squat": "leg_press"}
    known = swappable(plan, shipped()[plan.programme], Library(ana))
    assert {one.slug: one.instead for one in known}["goblet_squat"] == "Leg press"
    for exercise, instead in (("goblet_squat", "plank"), ("goblet_squat", "nothing"), ("goblet_squat", "")):
        assert client.post(path, {"exercise": exercise, "instead": instead}).status_code == 200
    assert client.post(path, {"exercise": "jog", "instead": "leg_press"}).status_code == 404
    plan.refresh_from_db()
    assert plan.swaps == {"goblet_squat": "leg_press"}
    client.post(path, {"exercise": "goblet_squat", "instead": "goblet_squat"})
    plan.refresh_from_db()
    assert plan.swaps == {}


def test_pause_go_on_and_end(ana: Any, browse: Any) -> None:
    plan, client = begin(ana), browse(ana)
    client.post(f"/plan/{plan.pk}/pause/")
    plan.refresh_from_db()
    assert (plan.state, days(plan)) == ("paused", [])
    client.post(f"/plan/{plan.pk}/resume/")
    plan.refresh_from_db()
    assert (plan.state, days(plan)) == ("active", [2, 4, 6])
    assert client.get(f"/plan/{plan.pk}/end/").status_code == 200
    assert client.post(f"/plan/{plan.pk}/end/", {"switch": "1"})["Location"] == "/plan/programmes/"
    plan.refresh_from_db()
    assert (plan.state, days(plan)) == ("ended", [])
    for action in ("pause", "resume"):
        client.post(f"/plan/{plan.pk}/{action}/")
    client.post(f"/plan/{plan.pk}/", {"weekdays": ["1"]})
    plan.refresh_from_db()
    assert (plan.state, plan.weekdays, days(plan)) == ("ended", [0, 2, 4], [])
    assert client.post(f"/plan/{plan.pk}/end/").status_code == 404


def test_a_vigorous_plan_does_not_go_on_while_an_alarm_is_open(ana: Any, browse: Any) -> None:
    plan, client = begin(ana, "walk_run_10w"), browse(ana)
    client.post(f"/plan/{plan.pk}/pause/")
    report_alarm(person=ana)
    assert client.post(f"/plan/{plan.pk}/resume/").status_code == 200
    plan.refresh_from_db()
    assert plan.state == "paused"


def test_another_persons_plan_is_not_found(ana: Any, chen: Any, browse: Any) -> None:
    plan, client = begin(ana), browse(chen)
    for name in ("", "end/", "swap/"):
        assert client.get(f"/plan/{plan.pk}/{name}").status_code == 404
    for name in ("", "end/", "swap/", "pause/", "resume/"):
        assert client.post(f"/plan/{plan.pk}/{name}", {"exercise": "goblet_squat"}).status_code == 404
    plan.refresh_from_db()
    assert plan.state == "active"


def test_running_and_past_plans_are_listed_apart(ana: Any, bo: Any, browse: Any) -> None:
    ended = end_plan(plan=begin(ana), today=MONDAY)
    running = begin(ana, "yoga_depth_6w")
    begin(bo, "walk_run_10w")
    with time_machine.travel("2026-03-02T09:00:00+00:00", tick=False):
        gone = Plan.objects.create(person=ana, programme="own:gone", starts_on=MONDAY, state="ended")
    page = browse(ana).get("/plan/all/")
    assert [plan for plan, _card in page.context["running"]] == [running]
    assert [plan for plan, _card in page.context["past"]] == [gone, ended]
    assert [bool(card) for _plan, card in page.context["past"]] == [False, True]


@pytest.mark.parametrize(
    ("states", "paused", "expected"),
    [
        ({}, (), Adherence(0, 2)),
        ({"W1-S1": "done", "W1-S2": "done", "W1-S3": "done"}, (), Adherence(3, 3)),
        ({"W1-S1": "skipped", "W1-S2": "done"}, (), Adherence(1, 2)),
        ({"W1-S1": "gone", "W1-S2": "done"}, (MONDAY, MONDAY), Adherence(1, 1)),
        ({"W1-S1": "done", "W1-S2": "rested"}, (MONDAY + timedelta(days=1), None), Adherence(1, 1)),
    ],
)
def test_adherence_counts_what_is_behind_and_not_what_was_paused(
    ana: Any, states: dict[str, str], paused: Any, expected: Adherence
) -> None:
    plan = begin(ana)
    for key, state in states.items():
        plan.planned_sessions.filter(key=key).update(state=state)
    if paused:
        Pause.objects.create(person=ana, reason="illness", day=paused[0], ended_on=paused[1])
    today = MONDAY + timedelta(days=4)
    assert adherence(ana, [plan], today) == {plan.pk: expected}
    assert adherence(ana, [plan], today + timedelta(days=40)) == {plan.pk: Adherence()}
    assert adherence(ana, [], today) == {}
