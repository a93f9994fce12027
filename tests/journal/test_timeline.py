"""Finding entries: by words in any case and script, by kind, activity, tag, days; words stay out of addresses."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal.actions import mark_rest_day, save_measurement, save_mood, save_own_exercise, save_psqi, save_session
from journal.entry_search import Search, words_of
from journal.models import MoodRating, TrainingSession
from journal.timeline import days_before, rows_of
from tests.factories import make_mood, make_night, make_person, make_session
from tests.owned_resources import sheet, squat, weight

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
TODAY = date(2026, 3, 12)
URL = "/timeline/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def at(days: int) -> datetime:
    return NOW - timedelta(days=days)


def fill(person: Any) -> None:
    """One entry a day, each with a word of its own."""
    person.body_kinds = ["weight"]
    person.save()
    body = {"started_at": at(1).isoformat(), "minutes": 40, "activity": "strength", "sets": [squat()]}
    words = {"title": "Évening in the Hall", "note": "Felt 轻松 today"}
    save_session(person=person, object_id=uuid4(), data=body | words)
    make_session(person, at(2), activity="running", body_note="Heavy LEGS, 100% effort_less")
    save_mood(person=person, object_id=uuid4(), data={"rated_at": at(3).isoformat(), "score": 7, "note": "Överraskad"})
    tagged = {"tags": ["slept_well", "Gärtnern", "和朋友", 'so "so"']}
    save_mood(person=person, object_id=uuid4(), data={"rated_at": at(4).isoformat(), "score": 5} | tagged)
    make_night(person, TODAY - timedelta(days=5), note="Storm outside")
    save_psqi(person=person, object_id=uuid4(), data=sheet(0) | {"taken_on": "2026-03-06"})
    save_measurement(person=person, object_id=uuid4(), data=weight(0) | {"measured_at": at(7).isoformat()})
    mark_rest_day(person=person, day=TODAY - timedelta(days=8))
    save_own_exercise(person=person, object_id=uuid4(), data={"name": "Stone lift"})
    stone = {"started_at": at(9).isoformat(), "sets": [squat(exercise="own_stone_lift")]}
    save_session(person=person, object_id=uuid4(), data=body | stone)


def found(person: Any, text: str = "", **more: Any) -> list[int]:
    """How many days ago the days are that a search finds, the newest first."""
    search = Search(person, words_of(text), **more)
    days = days_before(search, TODAY + timedelta(days=1), 50)
    told = rows_of(search, days) if days else []
    assert [one.day for one in told if one.rows or one.is_rest] == days
    return [(TODAY - day).days for day in days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("evening", []),
        ("évening", [1]),
        ("ÉVENING hall", [1]),
        ("hall évening", [1]),
        ("hall legs", []),  # every word must be found in one entry
        ("轻松", [1]),
        ("legs", [2]),
        ("100%", [2]),
        ("_less", [2]),
        ("0%e", []),  # signs of a pattern are signs
        ("överraskad", [3]),
        ("gärtnern", [4]),
        ("和朋友", [4]),
        ("朋", [4]),
        ("slept well", [4]),  # a default tag by its name
        ('"so"', [4]),
        ("storm", [5]),
        ("psqi", [6]),
        ("weight", [7]),
        ("rest day", [8]),
        ("running", [2]),
        ("back squat", [1]),
        ("深蹲", [1]),  # exercises by their names in every language
        ("shendun", [1]),
        ("stone", [9]),  # and own ones
        ("nothing of it", []),
        ("a.*b", []),
    ],
)  # fmt: skip
def test_words_are_found_in_any_case_and_script(ana, chen, text, days):
    fill(ana)
    make_mood(chen, 5, at(0), note=text)
    assert found(ana, text) == days


def test_default_tags_are_found_in_the_readers_language(chen, browse):
    make_mood(chen, 5, at(1), tags=["slept_well"])
    page = browse(chen).post(URL, {"q": "睡得好"}).content.decode()
    assert f"/days/{TODAY - timedelta(days=1)}/" in page


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ({"kind": "mood"}, [3, 4]),
        ({"kind": "sleep"}, [5, 6]),
        ({"kind": "rest"}, [8]),
        ({"activity": "running"}, [2]),
        ({"activity": "running", "kind": "training"}, [2]),
        ({"activity": "running", "kind": "mood"}, []),
        ({"tag": "slept_well"}, [4]),
        ({"tag": "slept"}, []),  # a whole tag
        ({"tag": "和朋友"}, [4]),
        ({"tag": 'so "so"'}, [4]),
        ({"since": TODAY - timedelta(days=4)}, [1, 2, 3, 4]),
        ({"until": TODAY - timedelta(days=8)}, [8, 9]),
        ({"since": TODAY - timedelta(days=6), "until": TODAY - timedelta(days=6)}, [6]),
    ],
)
def test_filters_narrow_what_is_found(ana, filters, days):
    fill(ana)
    assert found(ana, **filters) == days


def test_a_search_shows_what_fits_of_a_day_alone(ana, browse):
    make_session(ana, at(0), title="Long walk")
    make_session(ana, at(0), title="Short run")
    page = browse(ana).post(URL, {"q": "walk"}).content.decode()
    assert ("Long walk" in page, "Short run" in page) == (True, False)


def test_words_stay_out_of_addresses_and_logs(ana, browse, caplog):
    caplog.set_level(logging.DEBUG)
    for back in range(20):
        make_mood(ana, 6, at(back), note="secretword")
    answer = browse(ana).post(URL, {"q": "secretword"})
    page = answer.content.decode()
    assert page.count("Mood 6 of 10") == 14
    assert 'name="before" value="2026-02-27"' in page
    assert 'method="get"' not in page
    assert [part for part in page.split('"') if "secretword" in part and part.startswith(("/", "?", "http"))] == []
    sql = [record for record in caplog.records if record.name == "django.db.backends"]
    assert [record for record in caplog.records if "secretword" in record.getMessage() and record not in sql] == []
    assert browse(ana).get(URL, {"q": "secretword"}).content.decode().count("secretword") == 14  # not read from there


def test_a_search_goes_on_by_its_form(ana, browse):
    for back in range(20):
        make_mood(ana, 6, at(back), note="Rain")
        make_mood(ana, 2, at(back), note="Sun")
    page = browse(ana).post(URL, {"q": "rain", "before": "2026-02-27"}).content.decode()
    assert (page.count("Mood 6 of 10"), page.count("Mood 2 of 10")) == (6, 0)


@pytest.mark.parametrize(
    ("data", "said"),
    [({"q": "whatever"}, "Nothing found"), ({}, "Nothing here yet"), ({"kind": "rest"}, "Nothing found")],
)
def test_an_empty_search_says_so(ana, browse, data, said):
    assert said in browse(ana).post(URL, data).content.decode()


def test_an_empty_kind_and_the_end_say_so(ana, browse):
    assert "Nothing of this kind yet" in browse(ana).get(URL, {"kind": "body"}).content.decode()
    assert "That is all" in browse(ana).get(URL, {"before": "2020-01-01"}).content.decode()


@pytest.mark.parametrize(
    "data", [{"since": "2026-02-30"}, {"until": "soon"}, {"kind": "x"}, {"activity": "chess"}, {"q": "x" * 81}]
)
def test_what_cannot_be_read_is_told_and_never_breaks(ana, browse, data):
    answer = browse(ana).post(URL, data)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


@pytest.mark.parametrize("query", ["kind=x", "before=x", "since=x&tag=y", "select=1", "before=0001-01-01"])
def test_odd_addresses_show_the_days(ana, browse, query):
    make_mood(ana, 6, at(0))
    assert browse(ana).get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 3000])
@pytest.mark.parametrize("text", ["", "rain"])
def test_queries_do_not_grow(browse, rows, text):
    person = make_person(f"rows{rows}@example.org", body_kinds=["weight"])
    shared = {"person": person, "utc_offset": 60, "note": "Rain"}
    days = [TODAY - timedelta(days=number % 90) for number in range(rows)]
    MoodRating.objects.bulk_create(MoodRating(rated_at=NOW, day=day, score=5, **shared) for day in days)
    TrainingSession.objects.bulk_create(
        TrainingSession(started_at=NOW, day=day, minutes=30, activity="running", intensity="light", **shared)
        for day in days
    )
    client = browse(person)
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        page = client.post(URL, {"q": text}).content.decode()
    assert len(queries) == 11 + bool(text)  # own tags for the form; own exercises, to find them by name
    assert "Rain" in page


def test_one_day_of_very_many_entries_is_cut(ana, browse):
    MoodRating.objects.bulk_create(MoodRating(person=ana, rated_at=NOW, day=TODAY, score=5) for _ in range(600))
    assert browse(ana).get(URL).content.decode().count("Mood 5 of 10") == 500


def test_the_list_leads_to_the_calendar(ana, browse):
    assert reverse("insights:this-month") in browse(ana).get(URL).content.decode()


def test_a_kind_of_measurement_that_is_off_is_not_found(ana):
    save_measurement(person=ana, object_id=uuid4(), data=weight(0) | {"measured_at": at(7).isoformat()})
    assert found(ana) == []
    ana.body_kinds = ["weight"]
    assert (found(ana), found(ana, "weight")) == ([7], [7])
