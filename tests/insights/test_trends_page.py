"""The Trends tab: sentences, cells that say all in words, and few queries."""

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import withdraw_consent
from journal.models import Pause, PsqiSheet
from tests.factories import make_mood, make_night, make_person, make_session

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
URL = "/trends/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def fill(person, days):
    for back in range(days):
        at = NOW - timedelta(days=2 * back)
        make_session(person, at, minutes=35, rpe=4)
        make_mood(person, 8, at)
        make_night(person, at.date())
    PsqiSheet.objects.create(person=person, taken_on=NOW.date(), global_score=6)
    PsqiSheet.objects.create(person=person, taken_on=NOW.date() - timedelta(days=28), global_score=7)


def test_numbers_name_their_basis(browse, ana, chen):
    fill(ana, 6)
    make_session(chen, NOW - timedelta(days=1))
    page = browse(ana).get(URL).content.decode()
    assert "6 of the last 28 days with movement" in page
    assert "active in 2 of the last 8 weeks" in page
    assert "Thursday 12 March, mood 8, trained 35 minutes, sleep noted" in page
    assert "Wednesday 11 March, no entry" in page
    assert reverse("journal:day", args=[NOW.date()]) in page
    assert "6 entries" in page
    assert "2 sheets, each about the past month. The last one, of 12 Mar: 6." in page


def test_paused_weeks_leave_both_numbers(browse, ana):
    fill(ana, 6)
    Pause.objects.create(person=ana, day=NOW.date() - timedelta(days=38), ended_on=NOW.date() - timedelta(days=24),
                         reason="illness")  # fmt: skip
    page = browse(ana).get(URL).content.decode()
    assert "active in 2 of the last 6 weeks · 2 paused weeks left out" in page


def test_few_entries_are_told_without_a_picture(browse, ana):
    make_mood(ana, 7, NOW)
    page = browse(ana).get(URL).content.decode()
    assert "The middle rating was 7." in page
    assert "<figure" in page
    assert "viewBox" not in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("asked", "rows", "weeks"),
    [("4", 4, "8"), ("12", 12, "12"), ("52", 52, "52"), ("0", 4, "8"), ("x", 4, "8"), ("", 4, "8")],
)
def test_a_span_has_its_weeks_in_each_table(browse, ana, asked, rows, weeks):
    fill(ana, 8)
    page = browse(ana).get(URL, {"weeks": asked}).content.decode()
    tables = [table.count('<th scope="row">') for table in page.split("<table")[1:]]
    assert [count for count in tables if count != 2] == [rows] * 6  # the year has a table of its two months, too
    assert f"of the last {weeks} weeks" in page


def test_the_year_shows_its_days_as_dots_and_stays_light(browse, ana):
    for back in range(0, 364, 2):
        at = NOW - timedelta(days=back)
        make_session(ana, at, minutes=35, rpe=5)
        make_mood(ana, back % 11, at)
        make_night(ana, at.date())
    answer = browse(ana).get(URL, {"weeks": "52"})
    page = answer.content.decode()
    assert page.count("h0") == 181  # every second day since Monday 17 March
    assert len(re.findall(r": movement on \d+ days, \d+ minutes\.", page)) == 4
    assert len(gzip.compress(answer.content)) < 15_000


@pytest.mark.parametrize(
    ("category", "gone"),
    [
        ("training", "6 of the last 28 days"), ("training", "Session load by week"), ("wellbeing", "mood 8"),
        ("wellbeing", "Mood by week"), ("sleep", "sleep noted"), ("sleep", "PSQI, 0–21"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("weeks", ["4", "52"])
def test_what_is_no_longer_agreed_to_is_not_shown(browse, ana, category, gone, weeks):
    fill(ana, 6)
    before = browse(ana).get(URL, {"weeks": weeks}).content.decode()
    assert (gone in before) or weeks == "52"
    withdraw_consent(person=ana, category=category)
    assert gone not in browse(ana).get(URL, {"weeks": weeks}).content.decode()


def test_nothing_yet(browse, ana):
    assert "From 5 entries on, this fills" in browse(ana).get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("weeks", ["4", "12", "52"])
@pytest.mark.parametrize("days", [1, 3, 60])
def test_queries_are_few_and_constant(browse, weeks, days):
    person = make_person(f"many{days}@example.org")
    fill(person, days)
    client = browse(person)
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL, {"weeks": weeks})
    assert len(queries) == 8
