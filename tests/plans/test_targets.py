"""The weekly target: from which week it holds, how progress is counted, who may touch it."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from core.dates import Week
from plans.actions import adjust_next_week, set_weekly_target
from plans.progress import week_totals
from plans.targets_now import targets_now
from tests.factories import make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def target_in_force(person, week):
    return targets_now(person, week, week.monday).sessions


def test_a_target_holds_from_its_week_on_and_leaves_earlier_weeks_alone(ana):
    set_weekly_target(person=ana, target=2, weekdays=[1], if_then="", today=date(2026, 3, 4))
    set_weekly_target(person=ana, target=4, weekdays=[1, 3], if_then="", today=date(2026, 3, 18))
    goals = [getattr(target_in_force(ana, Week(MONDAY).plus(n)), "target", None) for n in range(-1, 4)]
    assert goals == [None, 2, 2, 4, 4]


def test_zero_switches_the_target_off(ana):
    set_weekly_target(person=ana, target=3, weekdays=[], if_then="", today=MONDAY)
    set_weekly_target(person=ana, target=0, weekdays=[], if_then="", today=date(2026, 3, 9))
    assert target_in_force(ana, Week(MONDAY)).target == 3
    assert target_in_force(ana, Week(MONDAY).next()) is None


def test_setting_it_twice_in_a_week_changes_one_row(ana):
    set_weekly_target(person=ana, target=3, weekdays=[4, 0, 4], if_then="", today=MONDAY)
    set_weekly_target(person=ana, target=1, weekdays=[4, 0, 4], if_then="walk", today=date(2026, 3, 8))
    assert list(ana.weekly_targets.values_list("target", "weekdays", "if_then")) == [(1, [0, 4], "walk")]


@pytest.mark.parametrize(("now", "by", "then"), [(3, -1, 2), (1, -1, 1), (3, 0, 3), (3, 1, 4)])
def test_next_week_is_adjusted_and_this_week_stays(ana, now, by, then):
    set_weekly_target(person=ana, target=now, weekdays=[0, 2, 4], if_then="", today=MONDAY)
    adjusted = adjust_next_week(person=ana, week=Week(MONDAY), by=by)
    assert (target_in_force(ana, Week(MONDAY)).target, adjusted.target) == (now, then)
    assert adjusted.weekdays == [0, 2, 4][:then]


def test_without_a_target_there_is_nothing_to_adjust(ana):
    assert adjust_next_week(person=ana, week=Week(MONDAY), by=-1) is None


def test_totals_count_only_this_week_and_only_this_person(ana, chen):
    at = datetime(2026, 3, 3, 17, tzinfo=UTC)
    make_session(ana, at, minutes=30, moderate_minutes=10, vigorous_minutes=20, is_resistance=True)
    make_session(ana, at.replace(hour=19), minutes=40, moderate_minutes=0, is_resistance=True)
    make_session(ana, at.replace(day=9), minutes=50)
    make_session(chen, at, minutes=60)
    totals = week_totals(ana, Week(MONDAY))
    assert (totals.sessions, totals.minutes) == (2, 70)
    assert (totals.moderate_equivalent_minutes, totals.resistance_days) == (50, 1)


@time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC))
def test_the_api_reads_progress_of_the_current_week(ana, api):
    make_session(ana, datetime(2026, 3, 3, 17, tzinfo=UTC))
    make_session(ana, datetime(2026, 3, 1, 17, tzinfo=UTC))
    path = "weekly-targets/0192f0c1-0000-7000-8000-000000000001/"
    answer = api(ana).put(path, {"kind": "sessions", "target": 3, "weekdays": [1, 3], "if_then": "walk"})
    assert answer.status_code == 201
    assert answer.data["progress"] == {"week_start": "2026-03-02", "done": 1, "target": 3}
    assert answer.data["starts_on"] == "2026-03-02"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "sessions", "target": 15}, "target"),
        ({"kind": "sessions", "target": -1}, "target"),
        ({"kind": "sessions"}, "target"),
        ({"kind": "medals", "target": 1}, "kind"),
        ({"kind": "sessions", "target": 1, "weekdays": [7]}, "weekdays"),
        ({"kind": "sessions", "target": 1, "starts_on": "2026-03-03"}, "starts_on"),
        ({"kind": "sessions", "target": 1, "starts_on": "0001-01-01"}, "starts_on"),
    ],
)
def test_the_api_names_the_field_that_is_wrong(ana, api, body, field):
    answer = api(ana).post("weekly-targets/", body)
    assert (answer.status_code, list(answer.data)) == (400, [field])
    assert not ana.weekly_targets.exists()


def test_a_second_target_of_the_same_kind_and_week_is_a_conflict(ana, api):
    assert api(ana).post("weekly-targets/", {"kind": "sessions", "target": 2}).status_code == 201
    assert api(ana).post("weekly-targets/", {"kind": "sessions", "target": 3}).status_code == 409
    assert ana.weekly_targets.get().target == 2


def test_the_page_sets_the_target_and_shows_it(ana, browse):
    client = browse(ana)
    answer = client.post("/plan/", {"target": "2", "weekdays": ["1", "3"], "if_then": "If Tuesday, then I walk."})
    assert (answer.status_code, answer["Location"]) == (302, "/plan/")
    assert "If Tuesday, then I walk." in client.get("/plan/").content.decode()


def test_the_page_keeps_what_was_typed_when_it_is_refused(ana, browse):
    answer = browse(ana).post("/plan/", {"target": "99", "if_then": "If Tuesday, then I walk."})
    assert answer.status_code == 400
    assert "If Tuesday, then I walk." in answer.content.decode()
    assert not ana.weekly_targets.exists()


def test_the_page_costs_the_same_with_one_session_and_with_many(ana, browse, django_assert_num_queries):
    client = browse(ana)
    client.get("/plan/")
    for hour in (6, 7, 8):
        make_session(ana, datetime.now(UTC).replace(hour=hour))
    with django_assert_num_queries(8):  # session, person, consents, targets, sessions, rest days, plans, tasks
        client.get("/plan/")


def test_resting_from_today_leads_back_to_today_and_nowhere_else(ana, browse):
    client, day = browse(ana), ana.today()
    assert client.post(f"/days/{day}/rest/", {"next": "/"})["Location"] == "/"
    assert client.post(f"/days/{day}/rest/", {"next": "https://elsewhere.example"})["Location"] == f"/days/{day}/"
    assert ana.rest_days.count() == 1
