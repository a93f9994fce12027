"""The load of a week: daily loads, MET-minutes, on what an intensity rests; monotony only from four days on."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from core.dates import Week
from insights.load_figures import Bout, daily_loads, total_met_minutes
from journal.models import Pause
from tests.factories import make_person, make_session

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)  # a Thursday
MONDAY = date(2026, 3, 9)
DAY = timedelta(days=1)
URL = "/trends/load/"


def bout(day: date = MONDAY, **fields: Any) -> Bout:
    shared = {"started_at": NOW, "utc_offset": 60, "activity": "running", "title": "", "minutes": 30, "rpe": None}
    shared |= {"talk_test": "", "intensity": "moderate", "moderate": 0, "vigorous": 0}
    return Bout(day, **shared | {"hr_light": None, "hr_moderate": None, "hr_vigorous": None} | fields)


def test_daily_loads_add_up_and_days_without_an_effort_stay_blank():
    bouts = [bout(rpe=5, minutes=60), bout(rpe=2, minutes=10), bout(MONDAY + 2 * DAY), bout(MONDAY + 6 * DAY, rpe=0)]
    assert daily_loads(Week(MONDAY), bouts) == [320, None, None, None, None, None, 0]


@pytest.mark.parametrize(
    ("fields", "met_minutes"),
    [
        ({"intensity": "light"}, 90),
        ({"intensity": "moderate", "moderate": 30}, 120),
        ({"intensity": "vigorous", "vigorous": 30}, 240),
        ({"activity": "strength", "intensity": "moderate"}, 120),  # adds no minutes that count, and takes energy
        ({"intensity": "moderate", "moderate": 10, "vigorous": 5}, 40 + 40 + 45),  # by heart rate; the rest is light
        ({"intensity": "moderate", "moderate": 20, "vigorous": 15}, 200),
    ],
)
def test_met_minutes_are_3_4_or_8_a_minute(fields, met_minutes):
    assert bout(**fields).met_minutes == met_minutes
    assert total_met_minutes([bout(**fields)] * 2) == 2 * met_minutes


@pytest.mark.parametrize(
    ("fields", "ground"),
    [
        ({}, "default"),
        ({"rpe": 0}, "effort"),
        ({"rpe": 4, "talk_test": "light"}, "talk_test"),
        ({"talk_test": "light", "hr_light": 6, "hr_moderate": 12}, "heart_rate"),  # 18 of 30 minutes
        ({"talk_test": "light", "hr_light": 6, "hr_moderate": 11}, "talk_test"),
        ({"activity": "strength", "hr_vigorous": 30, "rpe": 3}, "effort"),  # minutes by zone are for aerobic kinds
    ],
)
def test_an_intensity_names_its_ground(fields, ground):
    assert bout(**fields).ground(goes_by_heart_rate=True) == ground


def test_without_heart_rate_zones_the_talk_test_comes_first():
    assert bout(hr_moderate=30, talk_test="light").ground(goes_by_heart_rate=False) == "talk_test"


@pytest.fixture
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def at(days: int) -> datetime:
    return datetime(2026, 3, 9, 9, tzinfo=UTC) + timedelta(days=days)


def facts(page: str) -> dict[str, str]:
    """What the lists of names and figures say."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


@pytest.mark.usefixtures("noon")
def test_the_worked_example_of_a_week(browse, ana, chen):
    for days in (-7, -5, -3):
        make_session(ana, at(days), minutes=60, rpe=5, moderate_minutes=0, vigorous_minutes=60, intensity="vigorous")
    make_session(chen, at(-6), minutes=600, rpe=10)
    page = browse(ana).get(f"{URL}2026-03-04/").content.decode()
    assert facts(page) == {
        "Load of the week": "900",
        "Your usual week": "–",
        "Days with a load": "3",
        "Moderate minutes": "0",
        "Vigorous minutes, counted twice": "2\xa0×\xa0180",
        "Together": "360",
        "Light, strength and calm work": "0",
        "MET-minutes, about": "1440",
    }
    assert "From four days with a load on" in page


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("minutes", "monotony", "strain"),
    [([50] * 6, "2.27", "4082"), ([60] * 7, "–", "–"), ([60, 60, 60, 30], "1.00", "1260")],
)
def test_monotony_and_strain_from_four_days_on(browse, ana, minutes, monotony, strain):
    for days, length in enumerate(minutes):
        make_session(ana, at(days - 7), minutes=length, rpe=6)
    shown = facts(browse(ana).get(f"{URL}2026-03-02/").content.decode())
    assert (shown["Monotony"], shown["Strain"]) == (monotony, strain)


@pytest.mark.usefixtures("noon")
def test_this_week_stands_against_the_usual_one(browse, ana):
    for week, load in ((-4, 100), (-3, 200), (-2, 300), (-1, 400)):
        make_session(ana, at(7 * week), minutes=load, rpe=1)
    make_session(ana, at(0), minutes=200, rpe=1)
    make_session(ana, at(1), minutes=45, rpe=None)
    page = browse(ana).get(URL).content.decode()
    assert "So far 200: 80 % of your usual week of 250, the middle of the four before." in page
    assert "1 session without an effort is not in it." in page
    Pause.objects.create(person=ana, day=at(-7).date(), ended_on=at(-4).date(), reason="travel")
    assert "So far 200: 100 % of your usual week of 200" in browse(ana).get(URL).content.decode()


@pytest.mark.usefixtures("noon")
def test_each_session_says_how_its_intensity_was_found(browse, ana):
    make_session(ana, at(0), title="Hills", talk_test="vigorous", intensity="vigorous", rpe=4)
    make_session(ana, at(1), activity="yoga", intensity="light")
    page = browse(ana).get(URL).content.decode()
    rows = [row.split("</tr>")[0] for row in page.split('<tr><th scope="row">')[1:]]
    told = [row for row in rows if "<td>" in row and 'class="n"' in row]
    assert ["Hills" in told[0], "talk test" in told[0], ">120<" in told[0]] == [True] * 3
    assert ["Yoga" in told[1], "usual for the activity" in told[1], ">–<" in told[1]] == [True] * 3


@pytest.mark.usefixtures("noon")
def test_other_weeks_empty_weeks_and_weeks_to_come(browse, ana):
    client = browse(ana)
    assert "A quiet week is a week." in client.get(URL).content.decode()
    assert client.get(f"{URL}2026-03-15/").status_code == 404
    assert 'href="/trends/load/2026-03-02/"' in client.get(URL).content.decode()
    assert client.get(f"{URL}2026-03-01/").content.decode().count('rel="next"') == 1
    assert client.post(URL).status_code == 405


@pytest.mark.usefixtures("noon")
def test_what_is_no_longer_agreed_to_is_not_shown(browse, ana):
    make_session(ana, at(0), title="Hills", rpe=5)
    assert "Hills" in browse(ana).get(URL).content.decode()
    withdraw_consent(person=ana, category="training")
    assert "Hills" not in browse(ana).get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("count", [1, 3, 40])
def test_queries_do_not_grow(browse, count):
    person = make_person(f"load{count}@example.org")
    for number in range(count):
        make_session(person, at(0) - timedelta(hours=6 * number), rpe=5)
    client = browse(person)
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    assert len(queries) == 6
