"""Today: one next thing, the week so far, a review that waits; strangers see what the journal is."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from plans.actions import set_weekly_target
from reviews.models import WeeklyReview
from reviews.today import greeting
from tests.factories import make_mood, make_person, make_session

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 3, 3, 17, tzinfo=UTC)  # 18:00 in Oslo


@pytest.mark.parametrize(
    ("hour", "words"),
    [(3, "Good evening"), (4, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_the_greeting_follows_the_clock(hour, words):
    assert greeting(hour) == words


def test_a_stranger_sees_the_visitors_page_without_a_session(client):
    answer = client.get("/")
    assert "A training journal for body and mind" in answer.content.decode()
    assert answer.cookies.get("session") is None


def test_a_planned_day_offers_a_start_a_short_version_and_a_rest(ana, browse):
    with time_machine.travel(TUESDAY):
        set_weekly_target(person=ana, target=3, weekdays=[1], if_then="If six, then shoes on.", today=ana.today())
        page = browse(ana).get("/").content.decode()
    assert [text in page for text in ("0 of 3", "A session today", "If six, then shoes on.", "10-minute version")] == [
        True
    ] * 4


def test_a_rest_day_asks_for_nothing(ana, browse):
    with time_machine.travel(TUESDAY):
        set_weekly_target(person=ana, target=3, weekdays=[1], if_then="", today=ana.today())
        ana.rest_days.create(day=ana.today())
        page = browse(ana).get("/").content.decode()
    assert ("10-minute version" in page, "A session today" in page) == (False, False)


def test_the_week_shows_the_last_mood_of_a_day_and_no_zero_for_a_gap(ana, chen, browse):
    with time_machine.travel(TUESDAY):
        make_mood(ana, 4, TUESDAY - timedelta(hours=5))
        make_mood(ana, 8, TUESDAY - timedelta(hours=1))
        make_mood(chen, 1, TUESDAY)
        page = browse(ana).get("/").content.decode()
    assert "Tuesday 3 March, mood 8" in page
    assert "Monday 2 March, no entry" in page


def test_a_review_waits_until_it_is_answered(ana, browse):
    client = browse(ana)
    review = WeeklyReview.objects.create(person=ana, week_start=date(2026, 2, 23), language="en", facts={})
    assert "Your week is ready" in client.get("/").content.decode()
    WeeklyReview.objects.filter(pk=review.pk).update(answered_at=datetime.now(UTC))
    assert "Your week is ready" not in client.get("/").content.decode()


def test_without_consent_the_strip_asks_before_it_stores(browse):
    person = make_person("new@example.org", consents=["training"])
    page = browse(person).get("/").content.decode()
    assert ("A mood is yours alone" in page, 'name="score"' in page) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_today_costs_eight_queries_however_much_was_logged(ana, browse, rows):
    client = browse(ana)
    set_weekly_target(person=ana, target=3, weekdays=list(range(7)), if_then="", today=ana.today())
    for number in range(rows):
        at = datetime.now(UTC) - timedelta(days=number + 1)
        make_session(ana, at)
        make_mood(ana, 5, at)
        WeeklyReview.objects.create(
            person=ana, week_start=date(2026, 1, 5) + timedelta(weeks=number), language="en", facts={}
        )
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) == 8, [query["sql"] for query in queries]


def test_a_pause_a_report_and_cards_cost_no_query_more(ana, browse):
    client, today = browse(ana), ana.today()
    set_weekly_target(person=ana, target=3, weekdays=list(range(7)), if_then="", today=today)
    ana.pauses.create(day=today, reason="illness", symptoms=["fever"])
    ana.alarm_reports.create(reported_at=datetime.now(UTC))
    for signal in ("G1", "G4", "G8"):
        ana.support_cards.create(signal=signal, due_on=today, checked_on=today, times=2)
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/").content.decode()
    assert len(queries) == 8, [query["sql"] for query in queries]
    assert marks(page) == {"pause", "alarm", "care"}


def marks(page: str) -> set[str]:
    """Which cards stand on Today."""
    return {mark for mark in ("pause", "alarm", "care", "plan") if f'id="{mark}"' in page}


@pytest.mark.parametrize(("first", "last", "is_paused"), [(-9, -1, False), (-9, 0, True), (0, 4, True), (1, 4, False)])
def test_a_pause_stands_on_today_while_it_covers_the_day(ana, browse, first, last, is_paused):
    today = ana.today()
    ana.pauses.create(day=today + timedelta(days=first), ended_on=today + timedelta(days=last), reason="travel")
    assert marks(browse(ana).get("/").content.decode()) == ({"pause"} if is_paused else {"plan"})


@pytest.mark.parametrize("category", ["training", "wellbeing"])
def test_nothing_of_care_is_shown_without_its_consent(ana, browse, category):
    today = ana.today()
    ana.pauses.create(day=today, reason="illness", symptoms=["fever"])
    ana.alarm_reports.create(reported_at=datetime.now(UTC))
    ana.support_cards.create(signal="G4", due_on=today, checked_on=today, times=2)
    ana.consents.filter(category=category).update(withdrawn_at=datetime.now(UTC))
    page = browse(ana).get("/").content.decode()
    assert marks(page) == ({"plan", "care"} if category == "training" else {"pause", "alarm"})
    assert "No training for now" not in page


def test_the_state_of_a_day_is_the_persons_own(ana, bo, browse):
    today = bo.today()
    bo.pauses.create(day=today, reason="illness", symptoms=["fever"])
    bo.alarm_reports.create(reported_at=datetime.now(UTC))
    bo.support_cards.create(signal="G4", due_on=today, checked_on=today, times=2)
    bo.rest_days.create(day=today)
    page = browse(ana).get("/").content.decode()
    assert marks(page) == {"plan"}


@pytest.mark.parametrize(("category", "gone"), [("wellbeing", "mood 8"), ("training", "trained 30 minutes")])
def test_what_is_no_longer_agreed_to_is_not_shown(ana, browse, category, gone):
    with time_machine.travel(TUESDAY):
        make_mood(ana, 8, TUESDAY)
        make_session(ana, TUESDAY)
        assert gone in browse(ana).get("/").content.decode()
        withdraw_consent(person=ana, category=category)
        assert gone not in browse(ana).get("/").content.decode()
