"""The evening's question: when it is asked, about which day, and what one tap makes of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from journal.actions import mark_rest_day
from reviews.trained_question import TrainedQuestion, trained_question
from tests.factories import make_person, make_session

TODAY = date(2026, 3, 12)
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2026, 1, 1)
EVENING = datetime(2026, 3, 12, 17, tzinfo=UTC)  # 18:00 in Oslo
MORNING = datetime(2026, 3, 12, 7, tzinfo=UTC)


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def at(hour, minute=0):
    return datetime(2026, 3, 12, hour, minute)


@pytest.mark.parametrize(
    ("now", "noted", "asked"),
    [
        (at(16, 59), [], None),
        (at(17), [], TrainedQuestion(TODAY, is_today=True)),
        (at(23, 59), [YESTERDAY], TrainedQuestion(TODAY, is_today=True)),
        (at(17), [TODAY], None),
        (at(0), [], TrainedQuestion(YESTERDAY, is_today=False)),
        (at(11, 59), [TODAY], TrainedQuestion(YESTERDAY, is_today=False)),
        (at(11, 59), [YESTERDAY], None),
        (at(12), [], None),
    ],
)
def test_it_is_asked_in_the_evening_and_again_until_noon(now, noted, asked):
    assert trained_question(now, LONG_AGO, set(noted)) == asked


def test_nobody_is_asked_about_a_day_before_they_joined():
    assert trained_question(at(8), TODAY, set()) is None
    assert trained_question(at(8), YESTERDAY, set()) == TrainedQuestion(YESTERDAY, is_today=False)


@pytest.fixture
def long_member(ana):
    ana.date_joined = datetime(2026, 1, 1, tzinfo=UTC)
    ana.save(update_fields=["date_joined"])
    return ana


@pytest.mark.parametrize(
    ("now", "words", "day"),
    [(EVENING, "Did you train today?", TODAY), (MORNING, "Did you train yesterday?", YESTERDAY)],
)
def test_today_asks_and_one_tap_notes_a_rest_day_with_a_way_back(browse, long_member, now, words, day):
    client = browse(long_member)
    with time_machine.travel(now, tick=False):
        page = client.get("/").content.decode()
        assert words in page
        assert f"{url('session-new')}?day={day}" in page
        answer = client.post(url("rest-day", day), {"next": "/"}, follow=True)
        page = answer.content.decode()
        assert answer.redirect_chain == [("/", 302)]
        assert [row.day for row in long_member.rest_days.all()] == [day]
        assert "Rest day noted." in page
        assert words not in page
        undo = url("rest-day", day) + "?undo=1&next=%2F"
        assert f'action="{undo.replace("&", "&amp;")}"' in page
        page = client.post(undo, follow=True).content.decode()
        assert words in page
        assert not long_member.rest_days.exists()


def test_the_plan_does_not_offer_the_same_rest_twice(browse, long_member):
    with time_machine.travel(EVENING, tick=False):
        page = browse(long_member).get("/").content.decode()
    assert page.count(url("rest-day", TODAY)) == 1


def test_a_session_or_a_rest_of_the_day_is_answer_enough(browse, long_member, chen):
    client = browse(long_member)
    make_session(chen, EVENING)
    with time_machine.travel(EVENING, tick=False):
        assert "Did you train" in client.get("/").content.decode()
        mark_rest_day(person=long_member, day=TODAY)
        assert "Did you train" not in client.get("/").content.decode()
        long_member.rest_days.all().delete()
        make_session(long_member, EVENING - timedelta(hours=3))
        assert "Did you train" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_nobody_is_asked_without_the_consent_that_the_answer_needs(browse):
    person = make_person("new@example.org", consents=["wellbeing"], date_joined=datetime(2026, 1, 1, tzinfo=UTC))
    with time_machine.travel(EVENING, tick=False):
        assert "Did you train" not in browse(person).get("/").content.decode()
