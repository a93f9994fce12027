"""A week of sleep: its minimum of nights, what each figure rests on, how its spread is described, when it is asked."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import Week
from journal.sleep_week import Figure, WeekNight, asked_sunday, sleep_week
from reviews import summary

MONDAY = date(2026, 3, 9)
WEEK = Week(MONDAY)
SUNDAY = WEEK.sunday


def night(day, *, bed=time(23), rise=time(7), total=420.0, in_bed=480.0, middle=185.0, asleep=(-50.0, 420.0)):
    return WeekNight(day, bed, rise, total, in_bed, middle, asleep)


def nights(count, until=SUNDAY, **fields):
    return [night(until - timedelta(days=n), **fields) for n in range(count)]


@pytest.mark.parametrize(("count", "mean"), [(3, None), (4, 420.0), (7, 420.0)])
def test_a_week_needs_four_nights(count, mean):
    found = sleep_week(WEEK, SUNDAY, nights(count))
    assert (found.nights, found.total_min, found.has_enough) == (count, Figure(mean, count), mean is not None)


def test_each_figure_rests_on_its_own_nights():
    own = nights(7)
    own[0] = replace(own[0], total_min=None, in_bed_min=None, bed=None, mid_sleep_min=None, asleep=None)
    own[1] = replace(own[1], total_min=None, rise=time(9))
    found = sleep_week(WEEK, SUNDAY, own)
    assert found.nights == 7
    assert [found.total_min, found.efficiency] == [Figure(420.0, 5), Figure(87.5, 5)]
    assert [found.bed, found.rise] == [Figure(time(23), 6), Figure(time(7), 7)]


def test_bed_times_around_midnight_have_their_middle_there():
    clocks = [time(23, 40), time(0, 20), time(23, 50), time(0, 5)]
    found = sleep_week(WEEK, SUNDAY, [replace(each, bed=clock) for each, clock in zip(nights(4), clocks, strict=True)])
    assert found.bed == Figure(time(23, 58), 4)


def test_only_the_fourteen_days_up_to_the_end_count():
    outside = [night(SUNDAY + timedelta(days=1), middle=700.0), night(SUNDAY - timedelta(days=14), middle=700.0)]
    found = sleep_week(WEEK, SUNDAY, [*nights(14), *outside])
    assert (found.nights, found.mid_sleep_sd_min) == (7, Figure(0.0, 14))


@pytest.mark.parametrize(
    ("spread", "count", "band"),
    [
        (0, 6, None),
        (0, 7, "very_steady"),
        (27.7, 14, "very_steady"),
        (29, 14, "steady"),
        (57, 14, "steady"),
        (59, 14, "varied"),
    ],
)
def test_the_spread_gets_a_description(spread, count, band):
    # Half of the nights lie `spread` before the middle, half after it: the sample SD is spread x sqrt(14 / 13).
    own = [replace(each, mid_sleep_min=200 + spread * (-1) ** n) for n, each in enumerate(nights(count))]
    assert sleep_week(WEEK, SUNDAY, own).band == band


@pytest.mark.parametrize(("sd", "band"), [(29.99, "very_steady"), (30, "steady"), (60, "steady"), (60.01, "varied")])
def test_the_borders_of_the_description(sd, band):
    found = replace(sleep_week(WEEK, SUNDAY, nights(7)), mid_sleep_sd_min=Figure(sd, 7))
    assert found.band == band


def test_regularity_looks_at_the_longest_run_without_a_gap():
    assert sleep_week(WEEK, SUNDAY, nights(6)).regularity == Figure(None, 6)
    assert sleep_week(WEEK, SUNDAY, nights(7)).regularity == Figure(100.0, 7)
    broken = [each for each in nights(14) if each.day != SUNDAY - timedelta(days=4)]
    assert sleep_week(WEEK, SUNDAY, broken).regularity == Figure(100.0, 9)
    holed = [replace(each, asleep=None) if each.day == SUNDAY - timedelta(days=4) else each for each in nights(14)]
    assert sleep_week(WEEK, SUNDAY, holed).regularity == Figure(100.0, 9)


def test_two_hours_later_every_other_day_is_the_worked_example():
    own = [replace(each, asleep=(-60.0 + 120 * (n % 2), 420.0 + 120 * (n % 2))) for n, each in enumerate(nights(14))]
    assert sleep_week(WEEK, SUNDAY, own).regularity.value == pytest.approx(66.7, abs=0.05)


def test_an_empty_week_has_no_figure():
    found = sleep_week(WEEK, SUNDAY, [])
    figures = (found.total_min, found.efficiency, found.bed, found.rise, found.mid_sleep_sd_min, found.regularity)
    assert figures == (Figure(None, 0),) * 6


minutes = st.none() | st.integers(0, 900)


@given(st.lists(st.tuples(st.integers(0, 13), minutes, minutes, minutes), max_size=14, unique_by=lambda row: row[0]))
def test_the_page_and_the_weekly_review_say_the_same(rows):
    """Both follow SPEC 3.4; the review's arithmetic is its own for speed."""
    own = [
        night(SUNDAY - timedelta(days=back), total=total, in_bed=in_bed, middle=middle)
        for back, total, in_bed, middle in rows
    ]
    found = sleep_week(WEEK, SUNDAY, own)
    told = summary.facts(MONDAY, [], [], [(n.day, n.total_min, n.in_bed_min, None, n.mid_sleep_min) for n in own])[
        "sleep"
    ]
    spread = found.mid_sleep_sd_min.value
    assert told["nights"] == found.nights
    assert told["mean_total_sleep_min"] == _rounded(found.total_min.value)
    assert told["mean_efficiency"] == (
        None if found.efficiency.value is None else pytest.approx(found.efficiency.value)
    )
    assert told["mid_sleep_sd_min"] == _rounded(spread)


def _rounded(value):
    return None if value is None else int(value + 0.5 + 1e-9)


@pytest.mark.parametrize(
    ("now", "sunday"),
    [
        (datetime(2026, 3, 15, 16, 59), None),
        (datetime(2026, 3, 15, 17), SUNDAY),
        (datetime(2026, 3, 16, 0), SUNDAY),
        (datetime(2026, 3, 17, 23, 59), SUNDAY),
        (datetime(2026, 3, 18, 0), None),
        (datetime(2026, 3, 14, 20), None),
    ],
)
def test_the_week_is_asked_about_from_sunday_evening_to_tuesday(now, sunday):
    assert asked_sunday(now) == sunday
