"""Clock times of a night become instants: around midnight, at noon, in the nights of the clock changes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from journal.night_times import clock_shift, instants, usual_clock

OSLO = ZoneInfo("Europe/Oslo")
DAY = date(2026, 3, 12)


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=OSLO)


def times(bed=None, tried=None, wake=None, up=None):
    return {"into_bed": bed, "tried_to_sleep": tried, "final_wake": wake, "out_of_bed": up}


@pytest.mark.parametrize(
    ("clocks", "found"),
    [
        (times(time(23), time(0, 15), time(7), time(7, 20)), (at(11, 23), at(12, 0, 15), at(12, 7), at(12, 7, 20))),
        (times(time(0, 5), time(0, 5), time(6), time(6)), (at(12, 0, 5), at(12, 0, 5), at(12, 6), at(12, 6))),
        (times(time(12), time(12), time(3), time(3)), (at(11, 12), at(11, 12), at(12, 3), at(12, 3))),
        (
            times(time(11, 59), time(11, 59), time(19), time(19)),
            (at(12, 11, 59), at(12, 11, 59), at(12, 19), at(12, 19)),
        ),
        (times(time(13), time(13, 10), time(20), time(20)), (at(12, 13), at(12, 13, 10), at(12, 20), at(12, 20))),
        (times(None, time(22), None, None), (None, at(11, 22), None, None)),
    ],
    ids=["over midnight", "after midnight", "noon is the day before", "before noon", "afternoon sleep", "one time"],
)
def test_a_night_is_named_by_the_day_of_waking(clocks, found):
    assert tuple(instants(DAY, clocks, OSLO).values()) == found


@pytest.mark.parametrize(
    ("day", "hours", "shift"),
    [(date(2026, 3, 29), 7, -60), (date(2026, 10, 25), 9, 60), (date(2026, 3, 30), 8, 0)],
)
def test_a_clock_change_changes_the_length_of_the_night(day, hours, shift):
    night = instants(day, times(time(23), time(23), time(7), time(7)), OSLO)
    length = night["out_of_bed"].astimezone(UTC) - night["into_bed"].astimezone(UTC)
    assert length.total_seconds() / 3600 == hours
    assert clock_shift(day, OSLO) == shift


def test_usual_times_do_not_split_at_midnight():
    assert usual_clock([time(23, 50), time(0, 10), time(0, 2)]) == time(0)
    assert usual_clock([time(6, 40), time(6, 52)]) == time(6, 45)
    assert usual_clock([]) is None
