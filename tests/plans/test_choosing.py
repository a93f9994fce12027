"""Choosing a programme and starting it: the order by wish, the first week, what stands before the start."""

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from django.utils.translation import override

from accounts.models import User
from journal.models import ReadinessStatement
from journal.safety import clear_alarms, report_alarm
from plans.admission import Obstacle, obstacle
from plans.following import start_plan
from plans.models import Plan
from plans.programme_cards import by_wish
from plans.programmes import SHIPPED, shipped
from plans.starting import begins_on, first_week, if_then, usual_days
from plans.words import shown

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
WALK = "/plan/programmes/walk_run_10w/"
YOGA = "yoga_depth_6w"


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel("2026-03-02T08:00:00+00:00", tick=False):
        yield


def answer(person: Any, *, some_yes: bool = False, talked: bool = False, day: date = MONDAY) -> None:
    ReadinessStatement.objects.create(
        person=person, answered_on=day, has_some_yes=some_yes, has_talked_to_professional=talked
    )


def begin(person: Any, programme: str = "walk_run_10w", **more: Any) -> Plan:
    return start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=MONDAY, **more)


def data(**more: Any) -> dict[str, Any]:
    return {
        "weekdays": ["1", "3", "5"], "at_time": "07:30", "begins": "now", "if_then": "If it is Tuesday, I walk.",
        "wish": "energy", "seen": "1,3,5 07:30 now", "start": "1",
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "first", "others"),
    [
        ("", [], list(SHIPPED)),
        ("beauty", [], list(SHIPPED)),
        (
            "sleep",
            ["sleep_rhythm_6w", "yoga_depth_6w", "steady_mix_12w"],
            ["walk_run_10w", "strength_foundation_8w", "interval_pace_6w", "together_6w"],
        ),
    ],
)
def test_what_the_person_wants_comes_first(wish: str, first: list[str], others: list[str]) -> None:
    found = by_wish(list(shipped().items()), wish)
    assert tuple([card.id for card in cards] for cards in found) == (first, others)


@pytest.mark.parametrize("programme", SHIPPED)
def test_the_usual_days_hold_every_session_of_the_first_week(programme: str) -> None:
    known = shipped()[programme]
    assert len(first_week(known, usual_days(known), None, MONDAY)) == len(known.week(1).sessions)


def test_a_plan_begins_this_week_while_its_whole_first_week_fits() -> None:
    known = shipped()["walk_run_10w"]
    assert begins_on(known, (0, 2, 4), MONDAY) == MONDAY
    assert begins_on(known, (0, 2, 4), date(2026, 3, 3)) == date(2026, 3, 9)
    assert begins_on(known, (2, 4), date(2026, 3, 3)) == date(2026, 3, 3)


def test_the_sentence_has_the_first_day_the_hour_and_the_session() -> None:
    known = shipped()["walk_run_10w"]
    assert if_then(known, (1, 3), time(18, 30)) == (
        "If-then plan: if it is Tuesday 18:30, then I do Walk and jog 1 of 3. "
        "If that fails, then I do ten minutes at home."
    )
    with override("zh-hans"):
        told = if_then(known, (1, 3), time(18, 30))
    assert "{" not in told
    assert "18:30" in told


@pytest.mark.parametrize(
    ("programme", "answers", "alarm", "expected"),
    [
        ("walk_run_10w", None, False, Obstacle.QUESTIONS),
        (YOGA, None, False, Obstacle.QUESTIONS),
        ("walk_run_10w", {}, False, None),
        ("walk_run_10w", {"day": date(2025, 3, 1)}, False, Obstacle.QUESTIONS),
        ("walk_run_10w", {"some_yes": True}, False, Obstacle.TALK),
        (YOGA, {"some_yes": True}, False, None),
        ("walk_run_10w", {"some_yes": True, "talked": True}, False, None),
        ("walk_run_10w", {}, True, Obstacle.ALARM),
    ],
)
def test_what_stands_before_a_programme(
    ana: Any, programme: str, answers: dict[str, Any] | None, alarm: bool, expected: Obstacle | None
) -> None:
    assert shipped()["walk_run_10w"].is_vigorous
    assert not shipped()[YOGA].is_vigorous
    if alarm:
        report_alarm(person=ana)
    if answers is not None:
        answer(ana, **answers)
    assert obstacle(ana, programme, shipped()[programme], MONDAY) is expected


def test_the_alarm_and_age_and_other_plans(ana: Any) -> None:
    report_alarm(person=ana)
    clear_alarms(person=ana)
    with time_machine.travel("2026-03-02T08:00:01+00:00", tick=False):
        answer(ana)
    ana.birth_year = 2009
    assert obstacle(ana, YOGA, shipped()[YOGA], MONDAY) is Obstacle.MINOR
    ana.birth_year = None
    begin(ana, YOGA)
    assert obstacle(ana, YOGA, shipped()[YOGA], MONDAY) is Obstacle.RUNNING
    for name in SHIPPED[:3]:
        if name != YOGA:
            begin(ana, name)
    begin(ana, "together_6w")
    assert obstacle(ana, "sleep_rhythm_6w", shipped()["sleep_rhythm_6w"], MONDAY) is Obstacle.MANY


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_list_and_every_programme_are_shown_in_both_languages(ana: Any, browse: Any, language: str) -> None:
    User.objects.filter(pk=ana.pk).update(language=language)
    client = browse(ana)
    page = client.get("/plan/programmes/?wish=sleep").content.decode()
    wanted = ["sleep_rhythm_6w", YOGA, "steady_mix_12w", "walk_run_10w"]
    places = [page.index(escape(shown(shipped()[name].title, language))) for name in wanted]
    assert places == sorted(places)
    for name in SHIPPED:
        page = client.get(f"/plan/programmes/{name}/").content.decode()
        assert page.count("<details") == len(shipped()[name].weeks)
        assert escape(shown(shipped()[name].week(1).sessions[0].title, language)) in page
    assert client.get("/plan/programmes/no_such/").status_code == 404
    assert client.get("/plan/programmes/no_such/start/").status_code == 404


def test_without_answers_the_start_leads_to_the_questions_and_back(ana: Any, browse: Any) -> None:
    client = browse(ana)
    start = f"{WALK}start/"
    assert f"/readiness/?next={start.replace('/', '%2F')}" in client.get(start).content.decode()
    assert client.post(start, data()).status_code == 200
    assert ana.plans.count() == 0
    answers = dict.fromkeys(client.get("/readiness/").context["form"].fields, "no")
    sent = client.post("/readiness/", answers | {"next": start})
    assert (sent.status_code, sent["Location"]) == (302, start)
    elsewhere = client.post("/readiness/?again=1", answers | {"next": "https://example.com/"})
    assert elsewhere["Location"] == "/readiness/"


def test_the_start_shows_the_first_week_before_it_stores_anything(ana: Any, browse: Any) -> None:
    answer(ana)
    client = browse(ana)
    page = client.get(f"{WALK}start/?wish=energy")
    assert [task.day for task in page.context["tasks"]] == [MONDAY, date(2026, 3, 4), date(2026, 3, 6)]
    assert page.context["form"].initial["wish"] == "energy"
    unseen = client.post(f"{WALK}start/", data(seen="0,2,4 18:00 now"))
    assert [task.day for task in unseen.context["tasks"]] == [date(2026, 3, day) for day in (3, 5, 7)]
    assert client.post(f"{WALK}start/", data(look="1")).status_code == 200
    assert ana.plans.count() == 0
    started = client.post(f"{WALK}start/", data(auto_accepts="on"))
    assert (started.status_code, started["Location"]) == (302, "/plan/")
    plan = ana.plans.get()
    assert (plan.weekdays, plan.at_time, plan.wish, plan.auto_accepts) == ([1, 3, 5], time(7, 30), "energy", True)
    assert plan.if_then == "If it is Tuesday, I walk."
    assert plan.starts_on == MONDAY
    assert plan.planned_sessions.count() == 3


def test_it_may_begin_next_monday(ana: Any, browse: Any) -> None:
    answer(ana)
    browse(ana).post(f"{WALK}start/", data(begins="monday", seen="1,3,5 07:30 monday"))
    plan = ana.plans.get()
    assert plan.starts_on == date(2026, 3, 9)
    assert [row.day.day for row in plan.planned_sessions.all()] == [10, 12, 14]


def test_a_sentence_that_nobody_changed_speaks_of_the_new_days(ana: Any, browse: Any) -> None:
    answer(ana)
    client, known = browse(ana), shipped()["walk_run_10w"]
    first = if_then(known, [0, 2, 4], time(18, 0))
    again = client.post(f"{WALK}start/", data(if_then=first, seen="0,2,4 18:00 now"))
    assert again.context["form"].initial["if_then"] == if_then(known, [1, 3, 5], time(7, 30))
    kept = client.post(f"{WALK}start/", data(seen="0,2,4 18:00 now"))
    assert kept.context["form"].initial["if_then"] == "If it is Tuesday, I walk."


@pytest.mark.parametrize("bad", [{"weekdays": []}, {"weekdays": ["7"]}, {"begins": "never"}, {"at_time": "25:00"}])
def test_a_wrong_form_is_shown_again_and_stores_nothing(ana: Any, browse: Any, bad: dict[str, Any]) -> None:
    answer(ana)
    assert browse(ana).post(f"{WALK}start/", data(**bad)).status_code == 422
    for seen in ("", "x", "9,9 18:00 now", "0 25:99 now"):
        assert browse(ana).post(f"{WALK}start/", data(seen=seen)).status_code == 200
    assert ana.plans.count() == 0


def test_days_that_another_plan_uses_are_told_with_its_name(ana: Any, bo: Any, browse: Any) -> None:
    answer(ana)
    begin(ana, YOGA)
    begin(bo, "steady_mix_12w")
    page = browse(ana).get(f"{WALK}start/")
    assert page.context["clashes"] == [("Yoga, a little deeper each week", "Monday, Wednesday, Friday")]
    page = browse(ana).post(f"{WALK}start/", data(look="1"))
    assert page.context["clashes"] == []


def test_the_pages_cost_the_same_queries_for_one_plan_and_three(ana: Any, browse: Any) -> None:
    answer(ana)
    client, counts = browse(ana), []
    for names in ([YOGA], ["together_6w", "sleep_rhythm_6w"]):
        for name in names:
            begin(ana, name)
        for path in ("/plan/programmes/", WALK, f"{WALK}start/", "/plan/why/", "/plan/all/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:5] == counts[5:]


def test_without_consent_to_training_nothing_is_shown(browse: Any) -> None:
    from tests.factories import make_person

    client = browse(make_person("dora@example.org", consents=[]))
    for path in ("/plan/programmes/", WALK, f"{WALK}start/", "/plan/all/"):
        assert "consent_form.html" in [one.name.split("/")[-1] for one in client.get(path).templates if one.name]
    assert client.post(f"{WALK}start/", data()).status_code == 403
    assert Plan.objects.count() == 0
