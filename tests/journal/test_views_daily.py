"""Mood, rest days, the day page and the timeline in Django's client: no script runs here."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.uuid7 import uuid7
from journal.actions import mark_rest_day, save_measurement
from journal.models import DeletedEntry, MoodRating
from tests.factories import make_mood, make_night, make_person, make_session

NOW = datetime(2026, 3, 12, 20, 4, tzinfo=UTC)
TODAY = date(2026, 3, 12)
PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


# One tap


def test_one_tap_saves_a_mood_and_leads_to_its_page(browse, ana):
    answer = browse(ana).post(url("mood-rate"), {"score": "7"})
    rating = ana.mood_ratings.get()
    assert (rating.score, rating.day, rating.rated_at) == (7, TODAY, NOW)
    assert answer["Location"] == url("mood-edit", rating.pk)


def test_one_tap_answers_a_script_with_the_strip(browse, ana):
    page = browse(ana).post(url("mood-rate"), {"score": "7"}, headers=PART).content.decode()
    rating = ana.mood_ratings.get()
    assert "7 saved · 21:04" in page
    assert url("mood-undo", rating.pk) in page
    assert "<html" not in page
    assert "Rough moment" not in page


@pytest.mark.parametrize(("score", "is_shown"), [(2, True), (3, False)])
def test_a_very_low_mood_adds_one_calm_line(browse, ana, score, is_shown):
    page = browse(ana).post(url("mood-rate"), {"score": score}, headers=PART).content.decode()
    assert ("Rough moment? Help now" in page) is is_shown
    assert (reverse("core:help") in page) is is_shown


def test_several_ratings_a_day_stay_apart(browse, ana):
    client = browse(ana)
    client.post(url("mood-rate"), {"score": "7"})
    client.post(url("mood-rate"), {"score": "4"})
    assert sorted(ana.mood_ratings.values_list("score", flat=True)) == [4, 7]


def test_a_second_tap_on_the_same_strip_corrects_for_ten_minutes(browse, ana):
    client = browse(ana)
    client.post(url("mood-rate"), {"score": "7"})
    entry = ana.mood_ratings.get().pk
    client.post(url("mood-rate"), {"score": "8", "entry": entry})
    assert list(ana.mood_ratings.values_list("score", flat=True)) == [8]
    MoodRating.objects.update(created_at=NOW - timedelta(minutes=11))
    client.post(url("mood-rate"), {"score": "3", "entry": entry})
    assert sorted(ana.mood_ratings.values_list("score", flat=True)) == [3, 8]


def test_nudge_changes_the_score_alone(browse, ana):
    rating = make_mood(ana, 6, note="kept", tags=["people"], energy=4)
    page = browse(ana).post(url("mood-nudge", rating.pk), {"score": "5"}, headers=PART).content.decode()
    rating.refresh_from_db()
    assert (rating.score, rating.note, rating.tags, rating.energy) == (5, "kept", ["people"], 4)
    assert "5 saved" in page


def test_undo_takes_the_rating_back_and_offers_the_strip(browse, ana):
    rating = make_mood(ana, 6)
    page = browse(ana).post(url("mood-undo", rating.pk), headers=PART).content.decode()
    assert not ana.mood_ratings.exists()
    assert "saved" not in page
    assert 'name="score"' in page


@pytest.mark.parametrize("score", ["", "11", "-1", "x"])
def test_a_score_that_is_none_stores_nothing(browse, ana, score):
    answer = browse(ana).post(url("mood-rate"), {"score": score})
    assert answer["Location"] == url("mood-rate")
    assert not ana.mood_ratings.exists()


# The whole form

WHOLE = {"score": "4", "tags": ["people"], "own_tag": "rain", "note": "Long day", "energy": "3", "calm": "6"}


def test_the_whole_form_keeps_everything_and_may_lie_in_the_past(browse, ana):
    answer = browse(ana).post(url("mood-rate"), WHOLE | {"rated_at": "2026-03-10T08:30"})
    rating = ana.mood_ratings.get()
    assert (rating.score, rating.energy, rating.calm, rating.note) == (4, 3, 6, "Long day")
    assert (rating.tags, rating.day) == (["people", "rain"], date(2026, 3, 10))
    assert rating.rated_at == datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
    assert answer["Location"] == url("day", date(2026, 3, 10))


def test_errors_keep_what_was_written(browse, ana):
    page = browse(ana).post(url("mood-rate"), WHOLE | {"rated_at": "2026-03-13T08:30"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "This time is still to come." in text
    assert "Long day" in text
    assert 'value="rain"' in text
    assert not ana.mood_ratings.exists()


def test_own_tags_come_back_as_chips(browse, ana):
    make_mood(ana, 6, tags=["rain", "people"])
    page = browse(ana).get(url("mood-rate")).content.decode()
    assert 'value="rain"' in page
    assert page.count('name="tags"') == 7


def test_editing_keeps_the_clock_of_the_entry(browse, ana):
    rating = make_mood(ana, 6, datetime(2026, 3, 10, 6, tzinfo=UTC), utc_offset=540)
    assert 'value="2026-03-10T15:00"' in browse(ana).get(url("mood-edit", rating.pk)).content.decode()


def test_a_link_from_a_day_starts_at_its_noon(browse, ana):
    page = browse(ana).get(url("mood-rate"), {"day": "2026-03-02"}).content.decode()
    assert 'value="2026-03-02T12:00"' in page


def test_a_session_is_added_to_the_day_one_comes_from(browse, ana):
    client = browse(ana)
    day = url("session-new") + "?day=2026-03-02"
    assert day in client.get(url("day", date(2026, 3, 2))).content.decode()
    assert 'name="day" value="2026-03-02"' in client.get(day).content.decode()
    page = client.post(day, {"activity": "running", "day": "2026-03-02"}).content.decode()
    assert re.search(r'type="date"[^>]*value="2026-03-02"', page)


# Who may not


def test_another_persons_entries_are_not_found(browse, ana, chen):
    rating, night = make_mood(ana, 6, note="secret"), make_night(ana, TODAY)
    client = browse(chen)
    assert client.get(url("mood-edit", rating.pk)).status_code == 404
    for address in ("mood-nudge", "mood-undo", "mood-edit"):
        assert client.post(url(address, rating.pk), {"score": "1", "rated_at": "2026-03-10T08:30"}).status_code == 404
    assert client.post(url("entry-delete", "mood-ratings", rating.pk)).status_code == 404
    assert client.post(url("entry-delete", "sleep-diary", night.pk)).status_code == 404
    assert "secret" not in client.get(url("day", TODAY)).content.decode()
    assert "secret" not in client.get(url("timeline")).content.decode()
    rating.refresh_from_db()
    assert rating.score == 6


@pytest.mark.django_db
def test_nothing_is_stored_before_the_consent(browse):
    person = make_person("new@example.org", consents=["training"])
    client = browse(person)
    assert client.get(url("mood-rate")).status_code == 200
    assert b'name="score"' not in client.get(url("mood-rate")).content
    assert client.post(url("mood-rate"), {"score": "7"}).status_code == 403
    assert client.post(url("sleep-form"), {"quality": "7"}).status_code == 403
    assert client.post(url("measurement-form", "weight"), {"value": "70"}).status_code == 403
    assert not person.mood_ratings.exists()
    assert not person.sleep_diary.exists()


@pytest.mark.django_db
def test_strangers_are_asked_to_sign_in(browse):
    for name in ("log", "timeline", "mood-rate", "sleep-form", "psqi-form", "measurement-list"):
        assert browse().get(url(name)).status_code == 302


# Rest days, delete, restore


def test_rest_day_in_one_tap_and_back(browse, ana):
    client = browse(ana)
    for _ in range(2):
        client.post(url("rest-day", TODAY))
    assert [row.day for row in ana.rest_days.all()] == [TODAY]
    assert "Noted for today" in client.get(url("log")).content.decode()
    client.post(url("rest-day", TODAY), {"undo": "1"})
    assert not ana.rest_days.exists()
    assert client.post(url("rest-day", TODAY + timedelta(days=1))).status_code == 404


def test_delete_can_be_undone(browse, ana):
    rating = make_mood(ana, 3, note="Long day", tags=["rain"])
    client = browse(ana)
    page = client.post(url("entry-delete", "mood-ratings", rating.pk), follow=True).content.decode()
    assert not ana.mood_ratings.exists()
    restore = url("entry-restore", DeletedEntry.objects.get(person=ana).pk)
    assert restore in page
    client.post(restore)
    back = ana.mood_ratings.get()
    assert (back.pk, back.score, back.note, back.tags) == (rating.pk, 3, "Long day", ["rain"])


def test_only_the_owner_can_restore(browse, ana, chen):
    rating = make_mood(ana, 3)
    browse(ana).post(url("entry-delete", "mood-ratings", rating.pk))
    assert browse(chen).post(url("entry-restore", DeletedEntry.objects.get().pk)).status_code == 404
    assert not MoodRating.objects.exists()


def test_a_night_whose_place_is_taken_stays_deleted(browse, ana):
    night = make_night(ana, TODAY)
    client = browse(ana)
    client.post(url("entry-delete", "sleep-diary", night.pk))
    other = make_night(ana, TODAY)
    page = client.post(url("entry-restore", DeletedEntry.objects.get().pk), follow=True).content.decode()
    assert "It cannot come back" in page
    assert [row.pk for row in ana.sleep_diary.all()] == [other.pk]


@pytest.mark.parametrize("resource", ["mood", "users", "weekly-targets"])
def test_an_unknown_kind_of_entry_is_not_found(browse, ana, resource):
    assert browse(ana).post(url("entry-delete", resource, uuid7())).status_code == 404


# Day and timeline


def test_a_day_shows_everything_by_the_clock(browse, ana):
    make_mood(ana, 8, datetime(2026, 3, 12, 18, tzinfo=UTC))
    make_session(ana, datetime(2026, 3, 12, 6, tzinfo=UTC), minutes=35, rpe=5, title="Run in the park")
    make_night(ana, TODAY)
    make_mood(ana, 2, datetime(2026, 3, 11, 18, tzinfo=UTC))
    page = browse(ana).get(url("day", TODAY)).content.decode()
    found = [page.index(text) for text in ("7\xa0h\xa020 asleep of 8\xa0h\xa000", "Run in the park", "Mood 8 of 10")]
    assert found == sorted(found)
    assert "Mood 2 of 10" not in page
    assert "07:00 · 35 minutes · effort 5 of 10" in page


def test_a_blank_day_stays_calm_and_days_to_come_do_not_exist(browse, ana):
    assert "Nothing is lost." in browse(ana).get(url("day", TODAY - timedelta(days=3))).content.decode()
    assert browse(ana).get(url("day", TODAY + timedelta(days=1))).status_code == 404
    assert browse(ana).get("/days/2026-02-30/").status_code == 404


def test_timeline_pages_by_day(browse, ana):
    for back in range(20):
        make_mood(ana, 6, NOW - timedelta(days=back))
    client = browse(ana)
    first = client.get(url("timeline")).content.decode()
    assert first.count("Mood 6 of 10") == 14
    assert "?before=2026-02-27" in first
    second = client.get(url("timeline"), {"before": "2026-02-27"}).content.decode()
    assert second.count("Mood 6 of 10") == 6
    assert 'rel="next"' not in second


def test_timeline_filters_by_kind(browse, ana):
    make_mood(ana, 6)
    make_session(ana, NOW, title="Run in the park")
    mark_rest_day(person=ana, day=TODAY - timedelta(days=1))
    page = browse(ana).get(url("timeline"), {"kind": "training"}).content.decode()
    assert "Run in the park" in page
    assert "Mood 6" not in page
    assert page.count("/rest/") == 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["day", "timeline"])
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(browse, django_assert_num_queries, name, count):
    person = make_person(f"{name}{count}@example.org", body_kinds=["weight"])
    for back in range(count):
        for at in (NOW - timedelta(hours=back), NOW - timedelta(days=back)):
            make_session(person, at)
            make_mood(person, 6, at)
        make_night(person, TODAY - timedelta(days=back))
        mark_rest_day(person=person, day=TODAY - timedelta(days=back))
        body = {"kind": "weight", "value": 70, "measured_at": (NOW - timedelta(days=back)).isoformat()}
        save_measurement(person=person, object_id=uuid7(), data=body)
    client = browse(person)
    address = url("day", TODAY) if name == "day" else url("timeline")
    with django_assert_num_queries(10):
        client.get(address)
