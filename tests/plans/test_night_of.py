"""A person's usual night, and what is said of hours that sit ill with it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from plans.night_of import late_note, night_of, nights_of
from plans.scheduling import Night
from tests.factories import make_night, make_person

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
HARD = [{"type": "continuous", "phase": "main", "intensity": "vigorous", "minutes": 20}]
CALM = [HARD[0] | {"intensity": "moderate"}]
GENTLE = [HARD[0] | {"intensity": "light"}]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def nights(person: Any, count: int, first: date = date(2026, 2, 1), **fields: Any) -> None:
    for n in range(count):
        make_night(person, first + timedelta(days=n), **fields)


def test_the_profile_wins_and_the_diary_fills_in(ana) -> None:
    assert night_of(ana) is None
    nights(ana, 3, utc_offset=60, bed_utc_offset=60)
    assert night_of(ana) == Night(time(0), time(8), OSLO)
    ana.usual_bed_time = time(22, 30)
    assert night_of(ana) == Night(time(22, 30), time(8), OSLO)
    ana.usual_rise_time = time(6)
    with CaptureQueriesContext(connection) as queries:
        assert night_of(ana) == Night(time(22, 30), time(6), OSLO)
    assert len(queries) == 0


def test_only_the_last_fourteen_nights_and_only_with_consent(ana) -> None:
    nights(ana, 15, date(2026, 1, 10))
    nights(ana, 14, utc_offset=120, bed_utc_offset=120)
    assert night_of(ana) == Night(time(1), time(9), OSLO)
    withdraw_consent(person=ana, category="sleep")
    assert night_of(ana) is None


def test_many_people_cost_one_query(ana, bo) -> None:
    people = [ana, bo, make_person("fay@example.org")]
    nights(ana, 2)
    nights(bo, 2)
    with CaptureQueriesContext(connection) as queries:
        assert set(nights_of(people)) == {ana.pk, bo.pk}
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("hour", "elements", "expected"),
    [
        (17, HARD, None),
        (19, HARD, ("hint", None)),
        (20, HARD, ("late", "19:15")),
        (20, CALM, None),
        (22, CALM, ("late", "21:15")),
        (22, GENTLE, None),
    ],
)
def test_what_is_said_of_an_hour(ana, hour: int, elements: Any, expected: Any) -> None:
    ana.usual_bed_time, ana.usual_rise_time = time(23), time(7)
    note = late_note(ana, datetime(2026, 3, 2, hour, 0, tzinfo=OSLO), 40, elements)
    told = note and (str(note.verdict), note.earlier and f"{note.earlier:%H:%M}")
    assert told == expected


def test_the_words_name_the_earlier_hour(ana) -> None:
    ana.usual_bed_time, ana.usual_rise_time = time(23), time(7)
    note = late_note(ana, datetime(2026, 3, 2, 20, 30, tzinfo=OSLO), 10, HARD)
    assert "Train at 19:45 instead" in render_to_string("plans/late_note.html", {"late_note": note})
    assert render_to_string("plans/late_note.html", {"late_note": None}).strip() == ""


@pytest.mark.parametrize(("hour", "said"), [("17:00", False), ("21:00", True)])
def test_the_start_of_a_programme_says_so_before_it_begins(ana, browse, hour: str, said: bool) -> None:
    type(ana).objects.filter(pk=ana.pk).update(usual_bed_time=time(23), usual_rise_time=time(7))
    ana.readiness_statements.create(answered_on=NOW.date(), has_some_yes=False)
    body = {
        "weekdays": ["1", "3"],
        "at_time": hour,
        "begins": "monday",
        "if_then": "x",
        "wish": "progress",
        "look": "1",
    }
    page = browse(ana).post("/plan/programmes/interval_pace_6w/start/", body).content.decode()
    assert ("Start this plan" in page, "close to your usual bed time" in page) == (True, said)
