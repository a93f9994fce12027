"""Meetings and reminders across zones, quiet hours and the changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clocks import instant, is_quiet
from groups.meeting_times import AHEAD, meeting_after, reminder_at, written_from

OSLO, SHANGHAI, NEW_YORK = (ZoneInfo(name) for name in ("Europe/Oslo", "Asia/Shanghai", "America/New_York"))
NIGHT = (time(21, 30), time(7, 30))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("now", "zone", "weekday", "at", "expected"),
    [
        (utc(2026, 3, 2, 12), OSLO, 1, time(19), utc(2026, 3, 3, 18)),
        (utc(2026, 3, 3, 17, 59), OSLO, 1, time(19), utc(2026, 3, 3, 18)),
        (utc(2026, 3, 3, 18), OSLO, 1, time(19), utc(2026, 3, 10, 18)),  # at its beginning the next one comes next
        (utc(2026, 3, 24, 18), OSLO, 1, time(19), utc(2026, 3, 31, 17)),  # summer time began on 29 March
        (utc(2026, 10, 20, 17), OSLO, 1, time(19), utc(2026, 10, 27, 18)),  # and ended on 25 October
        (utc(2026, 3, 28, 12), OSLO, 6, time(2, 30), utc(2026, 3, 29, 1, 30)),  # 02:30 does not exist: 03:30
        (utc(2026, 10, 24, 12), OSLO, 6, time(2, 30), utc(2026, 10, 25, 0, 30)),  # 02:30 comes twice: the first
        (utc(2026, 10, 25, 0, 45), OSLO, 6, time(2, 30), utc(2026, 11, 1, 1, 30)),
        (utc(2026, 3, 2, 20), SHANGHAI, 1, time(7), utc(2026, 3, 2, 23)),  # it is Tuesday there already
        (utc(2026, 3, 3, 3), NEW_YORK, 0, time(23, 30), utc(2026, 3, 3, 4, 30)),  # still Monday there
    ],
)
def test_the_next_meeting(now, zone, weekday, at, expected):
    assert meeting_after(now, zone, weekday, at) == expected


@pytest.mark.parametrize(
    ("quiet", "clock", "expected"),
    [
        (NIGHT, time(21, 29), False),
        (NIGHT, time(21, 30), True),
        (NIGHT, time(0, 0), True),
        (NIGHT, time(7, 29), True),
        (NIGHT, time(7, 30), False),
        ((time(13), time(15)), time(14), True),
        ((time(13), time(15)), time(15), False),
        ((time(0), time(0)), time(3), False),
    ],
)
def test_quiet_hours(quiet, clock, expected):
    assert is_quiet(instant(date(2026, 3, 3), clock, OSLO), OSLO, *quiet) is expected


@pytest.mark.parametrize(
    ("meeting", "zone", "quiet", "expected"),
    [
        (utc(2026, 3, 3, 18), OSLO, NIGHT, utc(2026, 3, 3, 15)),  # 19:00 in Oslo: at 16:00
        (utc(2026, 3, 7, 8), OSLO, NIGHT, utc(2026, 3, 6, 20)),  # Saturday 09:00: Friday 21:00
        (utc(2026, 3, 7, 9, 30), OSLO, NIGHT, utc(2026, 3, 7, 6, 30)),  # 10:30: at 07:30, when quiet hours end
        (utc(2026, 3, 3, 18), SHANGHAI, NIGHT, utc(2026, 3, 3, 13)),  # 02:00 there, reminded at 23:00: so at 21:00
        (utc(2026, 3, 3, 18), NEW_YORK, NIGHT, utc(2026, 3, 3, 15)),  # 13:00 there: at 10:00
        (utc(2026, 3, 3, 18), OSLO, (time(15), time(17)), utc(2026, 3, 3, 13, 30)),  # a rest in the afternoon
        (utc(2026, 3, 3, 18), OSLO, (time(0), time(0)), utc(2026, 3, 3, 15)),
        (utc(2026, 3, 29, 7), OSLO, NIGHT, utc(2026, 3, 28, 20)),  # 09:00 on the short night's day: 21:00 before it
        (utc(2026, 10, 25, 8), OSLO, NIGHT, utc(2026, 10, 24, 19)),  # and on the long night's
    ],
)
def test_when_one_person_is_reminded(meeting, zone, quiet, expected):
    assert reminder_at(meeting, zone, *quiet) == expected


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
    st.sampled_from(["Europe/Oslo", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati"]),
    st.times(),
    st.integers(1, 1200),
)
def test_reminders_are_never_late_never_quiet_and_written_in_time(at, zone, quiet_from, minutes):
    meeting, place = at.replace(tzinfo=UTC), ZoneInfo(zone)
    until = (datetime.combine(date(2026, 1, 1), quiet_from) + timedelta(minutes=minutes)).time()
    due = reminder_at(meeting, place, quiet_from, until)
    assert written_from(meeting) <= due <= meeting - timedelta(hours=3)
    assert meeting - due <= AHEAD
