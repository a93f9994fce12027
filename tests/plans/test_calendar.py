"""The calendar feed: its text by RFC 5545, its secret address, and nothing of health in it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from core.uuid7 import uuid7
from journal.actions import save_psqi
from plans import following
from plans.calendar_feed import renew_feed
from plans.ics import Event, calendar, escaped, folded
from plans.models import CalendarFeed, PlannedSession
from tests.factories import make_group, make_slot

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
CHANGED = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)
EXPECTED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//journal.example//plan//EN
CALSCALE:GREGORIAN
NAME:Plan\\, mine
X-WR-CALNAME:Plan\\, mine
REFRESH-INTERVAL;VALUE=DURATION:PT6H
X-PUBLISHED-TTL:PT6H
BEGIN:VEVENT
UID:one@journal.example
DTSTAMP:20260301T123005Z
DTSTART;VALUE=DATE:20260331
DTEND;VALUE=DATE:20260401
SUMMARY:Training
SEQUENCE:194531405
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:https://journal.example/plan/
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(ana):
    plan = following.start_plan(
        person=ana, programme="strength_foundation_8w", weekdays=[0, 2, 4], today=MONDAY, at_time=time(18)
    )
    plan.if_then = "If I feel low, then I walk."
    plan.save()
    return plan


def path_of(address: str) -> str:
    return address.removeprefix("http://127.0.0.1:8000")


def read(person: Any) -> str:
    return Client().get(path_of(renew_feed(person))).content.decode()


def values(text: str, name: str) -> list[str]:
    return re.findall(rf"^{name}[^:]*:(.*)\r$", text, re.MULTILINE)


def test_the_text_is_this_one() -> None:
    event = Event("one@journal.example", date(2026, 3, 31), "Training", "https://journal.example/plan/", CHANGED)
    assert calendar([event], name="Plan, mine", product="journal.example") == EXPECTED.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "expected"), [("a, b; c\\d", "a\\, b\\; c\\\\d"), ("one\r\ntwo", "one\\ntwo"), ("训练", "训练")]
)
def test_marks_are_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected


@pytest.mark.parametrize("line", ["", "x" * 75, "x" * 76, "x" * 149, "x" * 150, "训" * 60, "a" + "🏃" * 40])
def test_lines_fold_at_75_bytes_and_unfold_to_themselves(line: str) -> None:
    pieces = folded(line).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert folded(line).replace("\r\n ", "") == line
    assert (len(pieces) == 1) is (len(line.encode()) <= 75)


@pytest.mark.django_db
def test_planned_and_done_days_stand_in_it_with_neutral_titles(ana, bo, plan) -> None:
    following.start_plan(person=bo, programme="walk_run_10w", weekdays=[1], today=MONDAY)
    plan.planned_sessions.filter(key="W1-S1").update(state="done")
    plan.planned_sessions.filter(key="W1-S2").update(state="rested")
    minutes = plan.planned_sessions.get(key="W1-S3").planned_minutes
    text = read(ana)
    assert values(text, "SUMMARY") == ["Training\\, done", f"Training\\, {minutes} min"]
    assert values(text, "DTSTART") == ["20260302", "20260306"]
    for hidden in ("strength", "squat", "walk", "feel low", "Ana", "ana@", "18:00"):
        assert hidden.lower() not in text.lower()


@pytest.mark.django_db
@pytest.mark.parametrize(("weeks", "days", "shown"), [(-4, 0, 1), (-4, -1, 0), (8, 0, 1), (8, 1, 0)])
def test_it_reaches_four_weeks_back_and_eight_ahead(ana, plan, weeks: int, days: int, shown: int) -> None:
    PlannedSession.objects.exclude(key="W1-S1").delete()
    PlannedSession.objects.update(day=MONDAY + timedelta(weeks=weeks, days=days))
    assert len(values(read(ana), "UID")) == shown


@pytest.mark.django_db
def test_a_moved_task_keeps_its_uid_and_counts_up(ana, plan, clock) -> None:
    before = read(ana)
    clock.move_to(NOW + timedelta(hours=1))
    task = plan.planned_sessions.get(key="W1-S1")
    following.move_task(task=task, day=MONDAY + timedelta(days=1), at_time=time(7))
    after = read(ana)
    assert values(after, "UID") == values(before, "UID")
    assert len(set(values(after, "UID"))) == 3
    assert int(values(after, "SEQUENCE")[0]) == int(values(before, "SEQUENCE")[0]) + 3600


@pytest.mark.django_db
def test_meetings_stand_in_it_on_the_persons_own_clock(ana, bo, chen) -> None:
    group = make_group(bo, ana, chen, name="Stronger than low mood")
    make_slot(group, weekday=0, at=time(20), title="Squats at Bo's")
    make_slot(make_group(bo, name="Without Ana"), weekday=2, at=time(7))
    days = [f"2026{MONDAY + timedelta(weeks=week):%m%d}" for week in range(9)]
    text = read(ana)
    assert (values(text, "SUMMARY"), values(text, "DTSTART")) == (["Meeting\\, 20:00"] * 9, days)
    assert len(set(values(text, "UID"))) == 9
    for hidden in ("Stronger", "mood", "Squats", "Bo", "Ana", "Chen"):
        assert hidden not in text
    told = read(chen)
    hours = ["会面，03:00"] * 4 + ["会面，02:00"] * 4
    assert values(told, "SUMMARY") == hours
    assert values(told, "DTSTART")[0] == "20260303"
    withdraw_consent(person=ana, category="social")
    assert values(read(ana), "SUMMARY") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "expected"), [(20, ["20260310"]), (28, ["20260302"]), (60, [])])
def test_the_next_psqi_is_a_note(ana, bo, days: int, expected: list[str]) -> None:
    for person, back in ((ana, days), (ana, days + 40), (bo, 1)):
        save_psqi_score(person, MONDAY - timedelta(days=back))
    text = read(ana)
    assert (values(text, "DTSTART"), values(text, "SUMMARY")) == (expected, ["Time for your note"] * len(expected))
    assert ("psqi" in text.lower(), "sleep" in text.lower()) == (False, False)
    withdraw_consent(person=ana, category="sleep")
    assert values(read(ana), "SUMMARY") == []


def save_psqi_score(person: Any, day: date) -> None:
    data = {"taken_on": day.isoformat(), "provenance": "direct_score", "global_score": 9}
    save_psqi(person=person, object_id=uuid7(), data=data)


@pytest.mark.django_db
def test_it_speaks_the_persons_language(chen) -> None:
    following.start_plan(person=chen, programme="walk_run_10w", weekdays=[0], today=MONDAY)
    assert values(read(chen), "NAME") == ["训练计划"]


@pytest.mark.django_db
def test_the_secret_is_stored_hashed_and_a_new_one_ends_the_old(ana, plan) -> None:
    old, new = renew_feed(ana), renew_feed(ana)
    secret = new.rpartition("/")[2].removesuffix(".ics")
    assert re.fullmatch("[0-9a-f]{32}", secret)
    assert secret not in str(CalendarFeed.objects.values())
    assert [Client().get(path_of(one)).status_code for one in (old, new)] == [404, 200]
    assert CalendarFeed.objects.count() == 1


@pytest.mark.django_db
def test_without_the_person_or_their_consent_there_is_none(ana, bo, plan) -> None:
    address, other = path_of(renew_feed(ana)), path_of(renew_feed(bo))
    withdraw_consent(person=ana, category="training")
    type(bo).objects.filter(pk=bo.pk).update(is_active=False)
    assert [Client().get(one).status_code for one in (address, other)] == [404, 404]


@pytest.mark.django_db
def test_a_calendar_program_is_told_when_nothing_changed(ana, plan) -> None:
    address = path_of(renew_feed(ana))
    first = Client().get(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    same = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    plan.planned_sessions.filter(key="W1-S1").update(state="gone")
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert Client().post(address).status_code == 405
    assert Client().head(address).status_code == 200


@pytest.mark.django_db
def test_its_queries_do_not_grow(ana, bo) -> None:
    counts = []
    for person, weekdays in ((ana, [0]), (bo, [0, 2, 4])):
        following.start_plan(person=person, programme="walk_run_10w", weekdays=weekdays, today=MONDAY)
        address = path_of(renew_feed(person))
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        counts.append(len(queries))
    assert counts == [4, 4]


@pytest.mark.django_db
def test_the_page_makes_shows_once_changes_and_ends(browse, ana, bo, plan) -> None:
    renew_feed(bo)
    client = browse(ana)
    found = [re.findall(r"/calendar/feed/[0-9a-f]{32}\.ics", str(client.post("/settings/calendar/").content))]
    found.append(re.findall(r"/calendar/feed/[0-9a-f]{32}\.ics", str(client.post("/settings/calendar/").content)))
    assert [len(one) for one in found] == [1, 1]
    assert "/calendar/feed/" not in client.get("/settings/calendar/").content.decode()
    assert [client.get(one[0]).status_code for one in found] == [404, 200]
    assert client.post("/settings/calendar/", {"off": "1"}).status_code == 302
    assert client.get(found[1][0]).status_code == 404
    assert CalendarFeed.objects.get().person_id == bo.pk
