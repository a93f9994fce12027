"""Hours that leave sleep alone: borders, bed after midnight, shift work, clock changes; and days with rest between."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.scheduling import Night, Verdict, days_for, earlier_start, next_free_day, usual_clock, verdict

OSLO = ZoneInfo("Europe/Oslo")
NIGHT = Night(time(22, 30), time(6, 30), OSLO)
LATE_BIRD = Night(time(1, 0), time(9, 0), OSLO)
SHIFT = Night(time(8, 0), time(15, 0), OSLO)
MONDAY = date(2026, 3, 2)


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=OSLO)


@pytest.mark.parametrize(
    ("night", "start", "minutes", "kind", "expected"),
    [
        (NIGHT, "18:00", 30, "vigorous", "fine"),
        (NIGHT, "18:00", 31, "vigorous", "hint"),
        (NIGHT, "19:00", 30, "vigorous", "hint"),
        (NIGHT, "19:00", 31, "vigorous", "late"),
        (NIGHT, "20:00", 30, "vigorous", "late"),
        (NIGHT, "21:00", 30, "moderate", "fine"),
        (NIGHT, "21:00", 31, "moderate", "late"),
        (NIGHT, "22:00", 30, "gentle", "fine"),
        (NIGHT, "23:00", 30, "moderate", "late"),
        (NIGHT, "05:00", 30, "vigorous", "late"),
        (NIGHT, "06:30", 30, "vigorous", "fine"),
        (LATE_BIRD, "21:00", 60, "vigorous", "hint"),
        (LATE_BIRD, "21:01", 60, "vigorous", "late"),
        (LATE_BIRD, "00:20", 20, "moderate", "late"),
        (LATE_BIRD, "03:00", 20, "moderate", "late"),
        (SHIFT, "16:00", 60, "vigorous", "fine"),
        (SHIFT, "03:00", 60, "vigorous", "fine"),
        (SHIFT, "04:31", 30, "vigorous", "late"),
        (SHIFT, "09:00", 30, "vigorous", "late"),
        (None, "23:00", 60, "vigorous", "fine"),
    ],
)
def test_the_verdict(night: Night | None, start: str, minutes: int, kind: str, expected: str) -> None:
    told = verdict(at(start), minutes, night, is_vigorous=kind == "vigorous", is_gentle=kind == "gentle")
    assert told == Verdict(expected)


def test_a_night_of_a_clock_change_is_counted_in_instants() -> None:
    """On 29 March 2026 at 02:00 the clock jumps to 03:00: from midnight to a bed time of 03:30 are 2 h 30 min."""
    night = Night(time(3, 30), time(11, 0), OSLO)
    before, after = at("23:00", date(2026, 3, 21)), at("23:00", date(2026, 3, 28))
    told = [verdict(start, 60, night, is_vigorous=True, is_gentle=False) for start in (before, after)]
    assert told == [Verdict.HINT, Verdict.LATE]


def test_an_earlier_start_is_the_latest_that_fits() -> None:
    told = earlier_start(at("20:00"), 40, NIGHT, is_vigorous=True, not_before=at("12:00"))
    assert told == at("18:45")
    assert verdict(at("18:45"), 40, NIGHT, is_vigorous=True, is_gentle=False) != Verdict.LATE


@pytest.mark.parametrize(("start", "not_before"), [("20:00", "19:00"), ("23:00", "12:00")])
def test_no_earlier_start_where_there_is_none(start: str, not_before: str) -> None:
    assert earlier_start(at(start), 40, NIGHT, is_vigorous=True, not_before=at(not_before)) is None


@given(
    bed=st.times(), rise=st.times(), start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    minutes=st.integers(5, 180),
)  # fmt: skip
def test_what_is_offered_instead_is_never_late(bed: time, rise: time, start: datetime, minutes: int) -> None:
    if bed == rise:
        return
    night, local = Night(bed, rise, OSLO), start.replace(tzinfo=OSLO)
    told = earlier_start(local, minutes, night, is_vigorous=True, not_before=local - timedelta(days=2))
    if told is not None:
        assert told < local
        assert verdict(told, minutes, night, is_vigorous=True, is_gentle=False) != Verdict.LATE


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([], None),
        ([23 * 60], time(23, 0)),
        ([23 * 60, 30, 0], time(0, 0)),
        ([0] * 20 + [60] * 14, time(1, 0)),
    ],
)
def test_the_usual_clock_time_is_the_median_of_fourteen_nights(minutes: list[float], expected: time | None) -> None:
    assert usual_clock(minutes) == expected


def told(slots: list[str], weekdays: list[int], rest: int = 1, skip: int = 0) -> list[int | None]:
    days = days_for(slots, weekdays, MONDAY, rest_days=rest, not_before=MONDAY + timedelta(days=skip))
    return [None if day is None else day.weekday() for day in days]


@pytest.mark.parametrize(
    ("slots", "weekdays", "rest", "expected"),
    [
        (["any"] * 3, [0, 2, 4], 1, [0, 2, 4]),
        (["any"] * 3, [0, 1, 2, 3, 4, 5, 6], 1, [0, 2, 4]),
        (["any"] * 3, [0, 1, 2], 1, [0, 1, 2]),
        (["any"] * 3, [0, 1, 2, 4], 1, [0, 2, 4]),
        (["any"] * 3, [0, 2], 1, [0, 2, None]),
        (["any", "any", "weekend_daytime"], [1, 3, 5], 1, [1, 3, 5]),
        (["weekend_daytime", "any"], [1, 6], 1, [6, 1]),
        (["weekend_daytime", "any"], [1, 3], 1, [1, 3]),
        (["any"] * 5, [0, 1, 2, 3, 4], 0, [0, 1, 2, 3, 4]),
        ([], [0], 1, []),
    ],
)
def test_days_of_a_week(slots: list[str], weekdays: list[int], rest: int, expected: list[int | None]) -> None:
    assert told(slots, weekdays, rest) == expected


def test_a_week_that_has_begun_uses_what_is_left() -> None:
    assert told(["any"] * 3, [0, 2, 4], skip=2) == [2, 4, None]


@pytest.mark.parametrize(
    ("missed", "taken", "rest", "expected"),
    [
        (1, [3], 1, 5),
        (1, [3, 5], 1, None),
        (1, [3, 5], 0, 2),
        (5, [], 1, 6),
        (6, [], 1, None),
    ],
)
def test_a_missed_session_goes_to_the_next_free_day_or_disappears(
    missed: int, taken: list[int], rest: int, expected: int | None
) -> None:
    days = [MONDAY + timedelta(days=day) for day in taken]
    free = next_free_day(MONDAY + timedelta(days=missed), days, sunday=MONDAY + timedelta(days=6), rest_days=rest)
    assert free == (None if expected is None else MONDAY + timedelta(days=expected))
