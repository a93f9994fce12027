"""Mood in Django's client: a tap that may be sent twice, tags, low stretches, the last week beside those before."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.uuid7 import uuid7
from journal.models import MoodRating
from tests.factories import make_mood, make_person

NOW = datetime(2026, 3, 12, 20, 4, tzinfo=UTC)
TODAY = date(2026, 3, 12)
PART = {"HX-Request": "true"}
DEFAULTS = ["slept_well", "trained", "people", "work", "alone", "outdoors"]


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name, *args):
    return reverse(f"journal:{name}", args=args)


def tap(client, score, entry=None):
    """The page part that a tap on the strip is answered with."""
    return client.post(url("mood-rate"), {"score": score, "entry": entry or uuid7()}, headers=PART).content.decode()


# Sending twice


def test_a_tap_that_is_sent_twice_is_one_rating(browse, ana):
    client, entry = browse(ana), uuid7()
    for _ in range(2):
        tap(client, 7, entry)
    rating = ana.mood_ratings.get()
    assert (rating.pk, rating.score) == (entry, 7)


def test_todays_strip_brings_an_id_of_its_own(browse, ana):
    client = browse(ana)
    pages = [client.get("/").content.decode() for _ in range(2)]
    ids = {page.split('name="entry" value="')[1].split('"')[0] for page in pages}
    assert len(ids) == 2


def test_an_id_that_is_another_persons_makes_a_rating_of_ones_own(browse, ana, chen):
    theirs = make_mood(chen, 9, note="secret")
    page = tap(browse(ana), 3, theirs.pk)
    theirs.refresh_from_db()
    assert (theirs.score, theirs.person_id) == (9, chen.pk)
    assert list(ana.mood_ratings.values_list("score", flat=True)) == [3]
    assert ana.mood_ratings.get().pk != theirs.pk
    assert "secret" not in page


# Tags beside the strip


@pytest.mark.parametrize(("before", "is_offered"), [(0, False), (1, False), (2, True)])
def test_tags_come_with_the_third_entry(browse, ana, before, is_offered):
    for back in range(before):
        make_mood(ana, 6, NOW - timedelta(days=back + 1))
    client = browse(ana)
    assert ('name="tags"' in client.get(url("mood-rate")).content.decode()) is is_offered
    assert ('name="add"' in tap(client, 6)) is is_offered


def test_a_tag_is_one_tap_and_one_tap_away_again(browse, ana):
    for back in (1, 2):
        make_mood(ana, 6, NOW - timedelta(days=back))
    rating = make_mood(ana, 6, energy=4, note="kept")
    client = browse(ana)
    for _ in range(2):
        page = client.post(url("mood-tag", rating.pk), {"add": "people"}, headers=PART).content.decode()
    rating.refresh_from_db()
    assert (rating.tags, rating.energy, rating.note) == (["people"], 4, "kept")
    assert 'name="remove" value="people" aria-pressed="true"' in page
    client.post(url("mood-tag", rating.pk), {"remove": "people"}, headers=PART)
    rating.refresh_from_db()
    assert rating.tags == []


def test_another_persons_rating_takes_no_tag(browse, ana, chen):
    rating = make_mood(ana, 6)
    assert browse(chen).post(url("mood-tag", rating.pk), {"add": "people"}).status_code == 404
    rating.refresh_from_db()
    assert rating.tags == []


def test_own_tags_come_most_used_first_after_those_of_everybody(browse, ana, chen):
    make_mood(chen, 6, tags=["secret"])
    for back, tags in enumerate([["rain"], ["garden", "rain"], ["garden", "people"], ["garden"]]):
        make_mood(ana, 6, NOW - timedelta(hours=back + 1), tags=tags)
    page = tap(browse(ana), 6)
    assert [part.split('"')[0] for part in page.split('name="add" value="')[1:]] == [*DEFAULTS, "garden", "rain"]


def test_a_typed_tag_that_is_there_already_is_that_tag(browse, ana):
    make_mood(ana, 6, tags=["Garden"])
    whole = {"score": "6", "rated_at": "2026-03-12T20:00"}
    for typed in ("garden ", "Slept Well", "new one"):
        browse(ana).post(url("mood-rate"), whole | {"own_tag": typed})
    tags = sorted(row.tags for row in ana.mood_ratings.all())
    assert tags == [["Garden"], ["Garden"], ["new one"], ["slept_well"]]


# Low


@pytest.mark.parametrize(
    ("before", "score", "is_shown"), [([3, 3], 3, True), ([3, 4], 3, False), ([3], 3, False), ([], 2, True)]
)
def test_help_is_named_at_the_third_low_entry_in_a_row(browse, ana, chen, before, score, is_shown):
    make_mood(chen, 0)
    for back, earlier in enumerate(before):
        make_mood(ana, earlier, NOW - timedelta(hours=back + 1))
    client = browse(ana)
    assert ("Rough moment? Help now" in tap(client, score)) is is_shown
    rating = ana.mood_ratings.latest("rated_at")
    assert ("Rough moment? Help now" in client.get(url("mood-edit", rating.pk)).content.decode()) is is_shown


def test_an_earlier_entry_looks_only_at_those_before_it(browse, ana):
    first = make_mood(ana, 3, NOW - timedelta(hours=5))
    for back in (1, 2, 3):
        make_mood(ana, 3, NOW - timedelta(hours=back))
    assert "Rough moment" not in browse(ana).get(url("mood-edit", first.pk)).content.decode()


# The page of one rating


def test_a_script_sends_each_change_and_hears_no_page(browse, ana):
    rating = make_mood(ana, 6, NOW - timedelta(hours=1))
    whole = {"score": "4", "energy": "3", "note": "Long day", "rated_at": "2026-03-12T20:04"}
    answer = browse(ana).post(url("mood-edit", rating.pk), whole, headers=PART)
    rating.refresh_from_db()
    assert (answer.status_code, answer.content) == (204, b"")
    assert (rating.score, rating.energy, rating.calm, rating.note) == (4, 3, None, "Long day")
    assert browse(ana).post(url("mood-edit", rating.pk), whole | {"score": ""}, headers=PART).status_code == 422


def test_adding_an_own_tag_stays_on_the_page(browse, ana):
    rating = make_mood(ana, 6, NOW - timedelta(hours=1))
    whole = {"score": "6", "rated_at": "2026-03-12T20:04", "own_tag": "rain", "more": "1"}
    answer = browse(ana).post(url("mood-edit", rating.pk), whole)
    assert answer["Location"] == url("mood-edit", rating.pk)
    rating.refresh_from_db()
    assert rating.tags == ["rain"]


def test_a_rating_of_a_journey_keeps_its_clock_when_something_else_is_changed(browse, ana):
    at = datetime(2026, 3, 10, 6, 30, 12, tzinfo=UTC)
    rating = make_mood(ana, 6, at, utc_offset=540)
    page = browse(ana).get(url("mood-edit", rating.pk)).content.decode()
    assert "Tue 10 Mar · 15:30" in page
    browse(ana).post(url("mood-edit", rating.pk), {"score": "4", "rated_at": "2026-03-10T15:30"})
    rating.refresh_from_db()
    assert (rating.score, rating.rated_at, rating.utc_offset) == (4, at, 540)
    browse(ana).post(url("mood-edit", rating.pk), {"score": "4", "rated_at": "2026-03-10T16:30"})
    rating.refresh_from_db()
    assert (rating.rated_at, rating.utc_offset) == (datetime(2026, 3, 10, 15, 30, tzinfo=UTC), 60)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2025-10-26T02:30", datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        ("2025-03-30T02:30", datetime(2025, 3, 30, 1, 30, tzinfo=UTC)),
    ],
    ids=["comes twice", "is skipped"],
)
def test_the_hours_of_a_clock_change_can_be_logged(browse, ana, typed, instant):
    browse(ana).post(url("mood-rate"), {"score": "6", "rated_at": typed})
    assert ana.mood_ratings.get().rated_at == instant


def test_a_long_note_from_elsewhere_survives_the_form(browse, ana):
    rating = make_mood(ana, 6, NOW - timedelta(hours=1), note="x" * 2000)
    whole = {"score": "5", "rated_at": "2026-03-12T20:04", "note": "x" * 2000}
    assert browse(ana).post(url("mood-edit", rating.pk), whole).status_code == 302
    rating.refresh_from_db()
    assert (rating.score, len(rating.note)) == (5, 2000)


# Own tags: another name, or none


def test_a_tag_gets_another_name_wherever_it_was_used(browse, ana, chen):
    moods = [make_mood(ana, 6, tags=tags) for tags in (["rain", "work"], ["rain", "weather"], ["work"])]
    theirs = make_mood(chen, 6, tags=["rain"])
    page = browse(ana).post(url("mood-tags"), {"tag": "rain", "tag0-name": "Weather"}, follow=True).content.decode()
    assert "Renamed in 2 moods." in page
    for row in (*moods, theirs):
        row.refresh_from_db()
    assert [row.tags for row in moods] == [["weather", "work"], ["weather"], ["work"]]
    assert theirs.tags == ["rain"]


def test_a_tag_is_taken_away_and_its_moods_stay(browse, ana):
    rating = make_mood(ana, 6, tags=["rain", "work"], note="kept")
    page = browse(ana).post(url("mood-tags"), {"tag": "rain", "remove": "1"}, follow=True).content.decode()
    assert "Taken away from 1 mood." in page
    assert "No tag of your own yet" in page
    rating.refresh_from_db()
    assert (rating.tags, rating.note) == (["work"], "kept")


def test_an_empty_name_is_refused_beside_its_tag(browse, ana):
    rating = make_mood(ana, 6, tags=["rain"])
    answer = browse(ana).post(url("mood-tags"), {"tag": "rain", "tag0-name": " "})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    rating.refresh_from_db()
    assert rating.tags == ["rain"]


@pytest.mark.parametrize("tag", ["work", "secret", ""])
def test_tags_that_are_not_ones_own_cannot_be_changed(browse, ana, chen, tag):
    make_mood(ana, 6, tags=["work", "rain"])
    make_mood(chen, 6, tags=["secret"])
    assert browse(ana).post(url("mood-tags"), {"tag": tag, "remove": "1"}).status_code == 404


@pytest.mark.django_db
def test_tags_need_the_consent(browse):
    person = make_person("new@example.org", consents=["training"])
    rating = make_mood(person, 6, tags=["heather"])
    client = browse(person)
    assert "heather" not in client.get(url("mood-tags")).content.decode()
    assert client.post(url("mood-tags"), {"tag": "heather", "remove": "1"}).status_code == 403
    assert client.post(url("mood-tag", rating.pk), {"add": "people"}).status_code == 403
    rating.refresh_from_db()
    assert rating.tags == ["heather"]


# The last week beside the weeks before


def fill(person, score, first, count):
    for back in range(first, first + count):
        make_mood(person, score, NOW - timedelta(days=back))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (7, "Your last 7 days lay about 1 point above the 28 days before."),
        (6, "Your last 7 days were about the same as the 28 days before."),
        (3, "Your last 7 days lay about 3 points below the 28 days before."),
    ],
)
def test_the_trend_is_a_sentence_with_its_basis(browse, ana, chen, now, said):
    fill(ana, now, 0, 5)
    fill(ana, 6, 7, 12)
    fill(chen, 0, 0, 30)
    page = browse(ana).get(url("mood-rate")).content.decode()
    assert said in page
    assert f"Last 7 days: {now}.0 on average (5 days) · the 28 before: 6.0 on average (12 days)" in page


def test_too_few_days_are_no_trend(browse, ana):
    fill(ana, 7, 0, 3)
    fill(ana, 6, 7, 12)
    page = browse(ana).get(url("mood-rate")).content.decode()
    assert "A comparison stands here from 4 days in the last 7 and 10 in the 28 before." in page
    assert "Last 7 days: 3 days · the 28 before: 6.0 on average (12 days)" in page


def test_of_several_ratings_a_day_the_one_nearest_the_evening_counts(browse, ana):
    fill(ana, 6, 7, 12)
    for back in range(4):
        at = NOW - timedelta(days=back)  # 21:04 in Oslo
        make_mood(ana, 8, at)
        make_mood(ana, 0, at - timedelta(hours=9))
    page = browse(ana).get(url("mood-rate")).content.decode()
    assert "Last 7 days: 8.0 on average (4 days)" in page


# Queries


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 3000])
def test_queries_do_not_grow(browse, count):
    person = make_person("many@example.org")
    MoodRating.objects.bulk_create(
        MoodRating(person=person, rated_at=at, day=at.date(), score=6, tags=[f"tag {n % 50}", "people"])
        for n in range(count)
        for at in [NOW - timedelta(hours=n)]
    )
    client, rating = browse(person), person.mood_ratings.first()
    client.get("/")
    asked = [
        lambda: client.get(url("mood-rate")),
        lambda: client.get(url("mood-edit", rating.pk)),
        lambda: client.get(url("mood-tags")),
        lambda: client.post(url("mood-tag", rating.pk), {"add": "work"}, headers=PART),
    ]
    counts = []
    for ask in asked:
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(len(queries))
    assert counts == [5, 5, 4, 10]


# The sheet over Today


def around(rating, **more):
    """What the sheet of a rating sends."""
    return {"rated_at": "2026-03-12T20:04", "score": rating.score, "energy": rating.energy or "", **more}


def test_the_sheet_is_answered_with_the_strip_and_takes_nothing_away(browse, ana):
    rating, client = make_mood(ana, 7, NOW, energy=4), browse(ana)
    page = tap(client, 7, rating.pk)
    assert 'id="mood-sheet"' in page
    assert '<input type="radio" name="energy" value="4" checked hidden>' in page
    sent = around(rating, note="Rain.")
    answer = client.post(url("mood-edit", rating.pk), sent, headers=PART | {"HX-Target": "mood"}).content.decode()
    rating.refresh_from_db()
    assert (rating.note, rating.energy, rating.score) == ("Rain.", 4, 7)
    assert answer.lstrip().startswith('<section class="card wide" id="mood">')
    assert "Rain." in answer


def test_change_in_the_sheet_leads_to_the_whole_page(browse, ana):
    rating = make_mood(ana, 7, NOW)
    sent = around(rating, note="Rain.", more="1")
    answer = browse(ana).post(url("mood-edit", rating.pk), sent, headers=PART | {"HX-Target": "mood"})
    rating.refresh_from_db()
    assert (answer.status_code, answer["Location"], rating.note) == (302, url("mood-edit", rating.pk), "Rain.")


def test_another_persons_sheet_is_not_found(browse, ana, bo, chen):
    rating = make_mood(ana, 7, NOW)
    for other in (bo, chen):
        client = browse(other)
        assert client.post(url("mood-edit", rating.pk), around(rating), headers=PART).status_code == 404
