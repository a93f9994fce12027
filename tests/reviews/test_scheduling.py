"""Due times of the weekly review over all zones and their changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.scheduling import next_review_at, review_week

OSLO = ZoneInfo("Europe/Oslo")
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
MONDAY_MORNING = time(7, 30)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-01-07T12:00", "2026-01-12T06:30"),
        ("2026-01-12T06:29:59", "2026-01-12T06:30"),
        ("2026-01-12T06:30", "2026-01-19T06:30"),
        ("2026-03-28T12:00", "2026-03-30T05:30"),
        ("2026-10-24T12:00", "2026-10-26T06:30"),
    ],
)
def test_monday_morning_in_oslo(now, due):
    assert next_review_at(utc(now), OSLO, 0, MONDAY_MORNING) == utc(due)


@pytest.mark.parametrize(
    ("zone", "now", "weekday", "at", "due"),
    [
        # 29 March 2026, 02:30 does not exist in Oslo: 03:30 summer time
        ("Europe/Oslo", "2026-03-27T12:00", 6, time(2, 30), "2026-03-29T01:30"),
        # 25 October 2026, 02:30 comes twice: the first one, still summer time
        ("Europe/Oslo", "2026-10-23T12:00", 6, time(2, 30), "2026-10-25T00:30"),
        # between the two 02:30s the next one is a week later
        ("Europe/Oslo", "2026-10-25T00:45", 6, time(2, 30), "2026-11-01T01:30"),
        # a zone a day ahead and one a day behind
        ("Pacific/Kiritimati", "2026-01-07T12:00", 0, MONDAY_MORNING, "2026-01-11T17:30"),
        ("Pacific/Pago_Pago", "2026-01-07T12:00", 0, MONDAY_MORNING, "2026-01-12T18:30"),
        ("Asia/Kathmandu", "2026-01-07T12:00", 0, MONDAY_MORNING, "2026-01-12T01:45"),
        # Samoa skipped Friday 30 December 2011 altogether: forward by the gap, into Saturday
        ("Pacific/Apia", "2011-12-28T12:00", 4, MONDAY_MORNING, "2011-12-30T17:30"),
    ],
)
def test_odd_clocks(zone, now, weekday, at, due):
    assert next_review_at(utc(now), ZoneInfo(zone), weekday, at) == utc(due)


def test_spread_is_added_but_never_leaves_the_day():
    now = utc("2026-01-07T12:00")
    assert next_review_at(now, OSLO, 0, MONDAY_MORNING, 599) == utc("2026-01-12T06:39:59")
    late_on_sunday = next_review_at(now, OSLO, 6, time(23, 55), 599)
    assert late_on_sunday.astimezone(OSLO).date() == date(2026, 1, 11)


@pytest.mark.parametrize(
    ("due", "monday"),
    [
        ("2026-01-12T06:30", date(2026, 1, 5)),
        ("2026-01-14T06:30", date(2026, 1, 5)),
        ("2026-01-17T06:30", date(2026, 1, 5)),
        ("2026-01-18T06:30", date(2026, 1, 5)),
        ("2026-01-18T22:59", date(2026, 1, 5)),
        ("2026-01-18T23:00", date(2026, 1, 12)),
        ("2026-01-05T06:30", date(2025, 12, 29)),
    ],
)
def test_review_week_is_the_last_one_that_is_over(due, monday):
    assert review_week(utc(due), OSLO) == monday


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 6),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.integers(0, 600),
)
def test_each_week_gets_one_review_in_any_zone(name, now, weekday, at, jitter):
    zone = ZoneInfo(name)
    due = next_review_at(now, zone, weekday, at, jitter)
    assert due > now
    assert due - now <= timedelta(days=9, minutes=10)
    following = next_review_at(due, zone, weekday, at, jitter)
    assert timedelta(days=6) <= following - due <= timedelta(days=8)
    local = due.astimezone(zone)
    skipped_a_day = name in {"Pacific/Apia", "Pacific/Fakaofo"} and due.year == 2011
    if not skipped_a_day:
        assert local.weekday() == weekday
        assert review_week(following, zone) - review_week(due, zone) == timedelta(days=7)
        wanted = datetime.combine(local.date(), at)
        late = local.replace(tzinfo=None) - wanted
        assert timedelta(0) <= late <= timedelta(seconds=jitter, hours=2)
    monday = review_week(due, zone)
    assert monday.weekday() == 0
    assert 1 <= (local.date() - (monday + timedelta(days=6))).days <= 7
