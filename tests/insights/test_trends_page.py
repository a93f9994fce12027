"""The Trends tab: sentences, cells that say all in words, and few queries."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import withdraw_consent
from journal.models import PsqiSheet
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
        make_session(person, at, minutes=35)
        make_mood(person, 8, at)
        make_night(person, at.date())
    PsqiSheet.objects.create(person=person, taken_on=NOW.date(), global_score=6)


def test_numbers_name_their_basis(browse, ana, chen):
    fill(ana, 3)
    make_session(chen, NOW - timedelta(days=1))
    page = browse(ana).get(URL).content.decode()
    assert "3 of the last 28 days with movement" in page
    assert "active in 2 of the last 8 weeks" in page
    assert "Thursday 12 March, mood 8, trained 35 minutes, sleep noted" in page
    assert "Wednesday 11 March, no entry" in page
    assert reverse("journal:day", args=[NOW.date()]) in page
    assert page.count("fewer than 4 nights") == 4
    assert "PSQI, 0–21" in page


@pytest.mark.parametrize(("asked", "rows"), [("4", 4), ("12", 12), ("52", 52), ("0", 4), ("x", 4), ("", 4)])
def test_a_span_has_its_weeks_in_each_table(browse, ana, asked, rows):
    fill(ana, 3)
    page = browse(ana).get(URL, {"weeks": asked}).content.decode()
    assert page.count('<th scope="row">') == 4 * rows


@pytest.mark.parametrize(
    ("category", "gone"),
    [("training", "3 of the last 28 days"), ("wellbeing", "mood 8"), ("sleep", "sleep noted"), ("sleep", "PSQI, 0–21")],
)
def test_what_is_no_longer_agreed_to_is_not_shown(browse, ana, category, gone):
    fill(ana, 3)
    assert gone in browse(ana).get(URL).content.decode()
    withdraw_consent(person=ana, category=category)
    assert gone not in browse(ana).get(URL).content.decode()


def test_nothing_yet(browse, ana):
    assert "From 5 entries on, this fills" in browse(ana).get(URL).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("days", [1, 3])
def test_queries_are_few_and_constant(browse, django_assert_num_queries, days):
    person = make_person(f"many{days}@example.org")
    fill(person, days)
    client = browse(person)
    client.get(URL)
    with django_assert_num_queries(7):
        client.get(URL)
