"""The calendar of a month: every day says in words what was noted on it, and leads there."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import withdraw_consent
from tests.factories import make_mood, make_night, make_person, make_session

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
URL = "/calendar/2026/3/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def labels(page: str) -> list[str]:
    return re.findall(r'aria-label="([A-Z][a-z]+day \d[^"]*)"', page)


def test_a_month_begins_on_its_weekday_and_says_each_day_in_words(browse, ana, chen):
    make_session(ana, NOW, minutes=20)
    make_session(ana, NOW - timedelta(hours=3), minutes=15)
    make_mood(ana, 8, NOW)
    make_night(ana, date(2026, 3, 1))
    make_mood(chen, 1, NOW - timedelta(days=1))
    make_session(ana, datetime(2026, 2, 28, 12, tzinfo=UTC))
    page = browse(ana).get(URL).content.decode()
    told = labels(page)
    assert len(told) == 12
    assert told[0] == "Sunday 1 March, sleep noted"
    assert told[10] == "Wednesday 11 March, no entry"
    assert told[11] == "Thursday 12 March, mood 8, trained 35 minutes"
    assert page.index('href="/days/2026-03-12/" aria-current="date"') > 0
    assert "Movement on 1 day, a mood on 1 day, 1 night noted." in page
    rows = re.findall(r'<div class="week flush">(.*?)</div>', page)
    assert [row.count("<span></span>") for row in rows] == [6, 0, 0, 0, 0, 5]
    assert 'href="/days/2026-03-13/"' not in page


def test_months_lead_to_those_beside_them(browse, ana):
    client = browse(ana)
    page = client.get(URL).content.decode()
    assert ('href="/calendar/2026/2/"' in page, 'href="/calendar/2026/4/"' in page) == (True, False)
    february = client.get("/calendar/2026/2/").content.decode()
    assert ('href="/calendar/2026/1/"' in february, 'href="/calendar/2026/3/"' in february) == (True, True)
    assert len(labels(february)) == 28
    assert "No entry in this month. Days without an entry stay blank." in february


@pytest.mark.parametrize("path", ["2026/4", "2027/1", "2026/0", "2026/13", "1899/12", "0/1", "99999/1"])
def test_months_that_are_none_or_to_come_are_not_found(browse, ana, path):
    assert browse(ana).get(f"/calendar/{path}/").status_code == 404


def test_the_first_month_of_all_leads_no_further_back(browse, ana):
    assert 'rel="prev"' not in browse(ana).get("/calendar/1900/1/").content.decode()


def test_the_calendar_opens_at_this_month(browse, ana):
    assert browse(ana).get(reverse("insights:this-month"))["Location"] == URL


@pytest.mark.parametrize(
    ("category", "gone"), [("training", "trained 30 minutes"), ("wellbeing", "mood 8"), ("sleep", "sleep noted")]
)
def test_what_is_no_longer_agreed_to_is_not_shown(browse, ana, category, gone):
    make_session(ana, NOW)
    make_mood(ana, 8, NOW)
    make_night(ana, NOW.date())
    assert gone in browse(ana).get(URL).content.decode()
    withdraw_consent(person=ana, category=category)
    assert gone not in browse(ana).get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 12])
def test_queries_do_not_grow(browse, count):
    person = make_person(f"month{count}@example.org")
    for back in range(count):
        at = NOW - timedelta(days=back)
        make_session(person, at)
        make_mood(person, 6, at)
        make_night(person, at.date())
    client = browse(person)
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    assert len(queries) == 6
