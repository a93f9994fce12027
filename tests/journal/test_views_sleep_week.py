"""The sleep page: which week it shows, what it says, its chart, the weekly word, the way to the PSQI."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import withdraw_consent
from core.uuid7 import uuid7
from journal import actions
from journal.models import PsqiDraft, PsqiSheet, SleepDiaryEntry, SleepWeekRating
from tests.factories import make_night, make_person

NOW = datetime(2026, 3, 12, 7, tzinfo=UTC)  # a Thursday
TODAY = date(2026, 3, 12)
MONDAY = date(2026, 3, 9)
SUNDAY_EVENING = datetime(2026, 3, 15, 17, tzinfo=UTC)
SUNDAY = date(2026, 3, 15)
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def fill(person, count, *, until=TODAY, **fields):
    for back in range(count):
        make_night(person, until - timedelta(days=back), bed_utc_offset=60, utc_offset=60, **fields)


def page_of(client, *args):
    return client.get(url("sleep-week", *args)).content.decode().replace("\xa0", " ")


# Which week, and what it says


def test_four_nights_make_a_summary_of_this_week(browse, ana, chen):
    fill(ana, 4)
    fill(chen, 14, total_sleep_min=60)
    page = page_of(browse(ana))
    assert "9 Mar – 15 Mar" in page
    assert "About 7 h 20 asleep a night, the mean of 4 nights." in page
    assert "How regular it was shows from seven nights in fourteen days on: 4 so far." in page
    facts = re.findall(r"<dt>(.*?) <span class=\"xs\">(.*?)</span></dt><dd class=\"keep\">(.*?)</dd>", page)
    assert facts == [
        ("Share of bed time asleep", "mean of 4 nights", "91.7 %"),
        ("To bed", "middle of 4 nights", "00:00"),
        ("Up", "middle of 4 nights", "08:00"),
    ]
    assert "A diary tends to say half an hour more sleep than a measurement does." in page


def test_before_its_fourth_night_the_last_week_stands_in(browse, ana):
    fill(ana, 10)
    ana.sleep_diary.filter(day=MONDAY).delete()
    assert "2 Mar – 8 Mar" in page_of(browse(ana))
    assert "Not enough nights for a summary yet: 3 of 4." in page_of(browse(ana), MONDAY)


def test_without_nights_nothing_is_claimed(browse, ana):
    page = page_of(browse(ana))
    assert "Not enough nights for a summary yet: 0 of 4." in page
    assert "0 nights of the last 14 with both times" in page
    assert "<dl" not in page


def test_quick_nights_say_what_would_make_hours_of_them(browse, ana):
    fill(ana, 4, sol_min=None, waso_min=None, total_sleep_min=None, mid_sleep_min=None)
    page = page_of(browse(ana))
    assert "4 nights noted. Minutes to fall asleep and awake make hours of sleep of them." in page
    assert "4 nights of the last 14 with both times" in page


def test_the_spread_and_the_index_come_with_their_basis(browse, ana):
    fill(ana, 8)
    page = page_of(browse(ana))
    assert "The middle of your sleep was very steady: it spread by 0 minutes over 8 nights of the last 14." in page
    assert (
        'Regularity index <span class="xs">from diary, 8 nights in a row</span></dt><dd class="keep">100 of 100' in page
    )


def test_a_gap_stays_a_gap_and_the_table_says_so(browse, ana):
    fill(ana, 3)
    ana.sleep_diary.filter(day=TODAY - timedelta(days=1)).delete()
    page = page_of(browse(ana))
    assert (page.count('class="bar"'), page.count('class="gap"')) == (2, 12)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page)
    assert rows[-1] == ("Thursday 12 Mar", "<td>00:00</td><td>08:00</td><td>7 h 20</td>")
    assert rows[-2] == ("Wednesday 11 Mar", "<td>no entry</td><td>no entry</td><td>–</td>")


@pytest.mark.parametrize(("day", "asleep"), [(date(2025, 10, 26), "9 h 00"), (date(2025, 3, 30), "7 h 00")])
def test_a_night_of_a_clock_change_has_its_clock_times_and_its_true_length(browse, ana, day, asleep):
    with time_machine.travel(datetime(day.year, day.month, day.day, 8, tzinfo=UTC), tick=False):
        night = {"tried_to_sleep": "23:00", "final_wake": "07:00", "sol_min": "0", "waso_min": "0"}
        browse(ana).post(url("sleep-form", day), night)
        page = page_of(browse(ana))
    assert f"<td>23:00</td><td>07:00</td><td>{asleep}</td></tr></tbody>" in page
    assert re.findall(r'<text x="0"[^>]*>([\d:]+)</text>', page) == ["23:00", "01:00", "03:00", "05:00", "07:00"]


def test_a_sleep_by_day_is_drawn_as_one(browse, ana):
    browse(ana).post(url("sleep-form"), {"tried_to_sleep": "08:15", "final_wake": "15:45"})
    assert "<td>08:15</td><td>15:45</td>" in page_of(browse(ana))


@pytest.mark.parametrize("monday", [date(2026, 3, 10), date(2026, 3, 16)])
def test_only_weeks_that_have_begun_have_a_page(browse, ana, monday):
    assert browse(ana).get(url("sleep-week", monday)).status_code == 404


def test_last_night_is_offered_until_it_is_noted(browse, ana):
    client = browse(ana)
    assert "Note last night" in page_of(client)
    fill(ana, 1)
    assert "Note last night" not in page_of(client)


# The week's own word


def test_the_week_is_asked_about_once_and_one_tap_answers(browse, ana, chen):
    client = browse(ana)
    assert "How was your sleep in the last 7 nights?" not in page_of(client)
    SleepWeekRating.objects.create(person=chen, day=SUNDAY, score=1)
    with time_machine.travel(SUNDAY_EVENING, tick=False):
        page = page_of(client)
        assert "How was your sleep in the last 7 nights?" in page
        assert "checked" not in page
        part = client.post(url("sleep-week-rate", SUNDAY), {"score": "7"}, headers=PART).content.decode()
        rating = ana.sleep_weeks.get()
        assert (rating.day, rating.score) == (SUNDAY, 7)
        assert "7 saved" in part
        assert "<html" not in part
        client.post(url("sleep-week-rate", SUNDAY), {"score": "6"}, headers=PART)
        assert [(row.pk, row.score) for row in ana.sleep_weeks.all()] == [(rating.pk, 6)]
        part = client.post(url("sleep-week-undo", rating.pk), headers=PART).content.decode()
        assert "saved ·" not in part
        assert not ana.sleep_weeks.exists()
    assert chen.sleep_weeks.get().score == 1


def test_later_the_word_stands_among_the_facts(browse, ana):
    SleepWeekRating.objects.create(person=ana, day=date(2026, 3, 8), score=4)
    page = page_of(browse(ana), date(2026, 3, 2))
    assert 'Your own word for the week</dt><dd class="keep">4 of 10' in page
    assert "Your own word for the week" not in page_of(browse(ana), MONDAY)


def test_without_a_script_the_answer_leads_back(browse, ana):
    with time_machine.travel(SUNDAY_EVENING, tick=False):
        answer = browse(ana).post(url("sleep-week-rate", SUNDAY), {"score": "7", "next": "/reviews/2026-03-09/"})
    assert answer["Location"] == "/reviews/2026-03-09/"


@pytest.mark.parametrize(("day", "status"), [(date(2026, 3, 14), 404), (SUNDAY, 404), (date(2026, 3, 8), 302)])
def test_only_a_sunday_that_has_come_can_be_answered(browse, ana, day, status):
    assert browse(ana).post(url("sleep-week-rate", day), {"score": "7"}).status_code == status
    assert ana.sleep_weeks.count() == (status == 302)


def test_another_persons_word_cannot_be_taken_back(browse, ana, chen):
    rating = SleepWeekRating.objects.create(person=chen, day=SUNDAY, score=1)
    assert browse(ana).post(url("sleep-week-undo", rating.pk)).status_code == 404
    assert chen.sleep_weeks.exists()


@pytest.mark.django_db
def test_nothing_of_sleep_is_shown_or_stored_without_its_consent(browse):
    person = make_person("new@example.org", consents=["training"])
    fill(person, 4)
    client = browse(person)
    assert "7 h 20" not in page_of(client)
    assert client.post(url("sleep-week-rate", date(2026, 3, 8)), {"score": "7"}).status_code == 403
    assert not person.sleep_weeks.exists()


def test_two_devices_that_answer_at_once_hear_a_conflict(ana, monkeypatch):
    data = {"day": SUNDAY.isoformat(), "score": 7}
    SleepWeekRating.objects.create(person=ana, day=SUNDAY, score=3)
    answers = iter([False])  # the other device writes just after this one has looked
    looks = QuerySet.exists
    monkeypatch.setattr(QuerySet, "exists", lambda rows: next(answers, None) is not False and looks(rows))
    with time_machine.travel(SUNDAY_EVENING, tick=False), pytest.raises(actions.EntryConflict, match="its answer"):
        actions.save_sleep_week(person=ana, object_id=uuid7(), data=data)
    assert [row.score for row in ana.sleep_weeks.all()] == [3]


def test_an_id_in_use_elsewhere_is_no_conflict_of_days(ana, chen):
    theirs = SleepWeekRating.objects.create(person=chen, day=SUNDAY, score=1)
    data = {"day": "2026-03-08", "score": 7}
    with pytest.raises(IntegrityError):
        actions.save_sleep_week(person=ana, object_id=theirs.pk, data=data)


# The way to the PSQI


def test_a_sheet_that_is_begun_can_be_gone_on_with(browse, ana, chen):
    PsqiDraft.objects.create(person=chen, answers={"d_a": "3"})
    client = browse(ana)
    assert "Go on:" not in page_of(client)
    answers = {"bed_time": "23:00", "sleep_h": "7", "sleep_m": "30", "d_a": "1", "d_j": "0", "order": "quality_first"}
    client.post(url("psqi-draft"), answers)
    assert "Go on: 5 of 19" in page_of(client)
    with time_machine.travel(NOW + timedelta(days=7, minutes=1), tick=False):
        assert "Go on:" not in page_of(client)


def test_a_draft_of_nothing_is_no_sheet_that_is_begun(browse, ana):
    browse(ana).post(
        url("psqi-draft"), {"order": "quality_first", "provenance": "short_names", "taken_on": "2026-03-12"}
    )
    assert "Go on:" not in page_of(browse(ana))


# Queries


@pytest.mark.parametrize("count", [1, 3, 3000])
def test_queries_do_not_grow(browse, ana, count):
    SleepDiaryEntry.objects.bulk_create(
        SleepDiaryEntry(person=ana, day=TODAY - timedelta(days=n), quality=6, total_sleep_min=400.0)
        for n in range(count)
    )
    SleepWeekRating.objects.bulk_create(
        SleepWeekRating(person=ana, day=SUNDAY - timedelta(weeks=n + 1), score=6) for n in range(count)
    )
    PsqiSheet.objects.create(person=ana, taken_on=TODAY - timedelta(days=40), global_score=6)
    client = browse(ana)
    page_of(client)
    with CaptureQueriesContext(connection) as queries:
        page_of(client)
    assert len(queries) == 7


def test_what_is_withdrawn_is_no_longer_named_on_the_log_page(browse, ana):
    PsqiSheet.objects.create(person=ana, taken_on=TODAY, global_score=6)
    assert "Possible again from" in browse(ana).get(url("log")).content.decode()
    withdraw_consent(person=ana, category="sleep")
    assert "Possible again from" not in browse(ana).get(url("log")).content.decode()
