"""The personal ramp of steps, at its borders."""

from datetime import date, timedelta

import pytest

from journal import steps

FIRST = date(2026, 3, 2)


def days(*counts, first=FIRST):
    """Consecutive days from `first`; None is a day without an entry."""
    return {first + timedelta(days=n): count for n, count in enumerate(counts) if count is not None}


def later(n):
    return FIRST + timedelta(days=n)


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        ([5000, 6000, 7000], None),
        ([5000, 6000, 7000, 499], None),
        ([5000, 6000, 7000, 500], 4625),
        ([5000, None, 6000, None, 7000, 499, 8000], 6500),
        ([90000, 5000, 5000, 5000, 5000, 5000, 5000, 5000], 5000),
    ],
)
def test_a_week_has_a_mean_from_four_valid_days_on(counts, mean):
    assert steps.week_mean(days(*counts), later(len(counts) - 1)) == mean


def test_the_baseline_is_the_median_of_the_first_14_valid_days_whatever_came_later():
    fortnight = [4000, 4960, 100, *[5200] * 5, 90000, *[6000] * 4, None, 3000, 20000, 20000]
    assert steps.baseline(days(*fortnight), later(16)) == (5200, later(15))
    assert steps.baseline(days(*fortnight), later(15)) is None


def test_today_is_not_over_and_counts_towards_no_baseline():
    assert steps.step_target(days(*[5000] * 14), later(13)) is None
    assert steps.step_target(days(*[5000] * 14), later(14)) == 6000


@pytest.mark.parametrize(
    ("counts", "day", "target"),
    [
        (5000, 14, 6000),
        (5000, 27, 6000),
        (5000, 28, 7000),
        (5000, 42, 8000),
        (5000, 56, 8000),
        (5000, 2000, 8000),
        (5449, 14, 6400),
        (5449, 14 + 28, 8400),
        (5449, 14 + 42, 8400),
        (7999, 14, 8000),
        (7900, 14, 8900),
        (8000, 14, 8000),
        (9300, 400, 9300),
        (14000, 14, 10000),
    ],
)
def test_the_level_rises_by_1000_every_two_weeks_until_the_band(counts, day, target):
    assert steps.step_target(days(*[counts] * 14), later(day)) == target


@pytest.mark.parametrize("counts", [[], [499] * 60, [6000] * 13])
def test_there_is_no_level_before_14_valid_days(counts):
    assert steps.step_target(days(*counts), later(90)) is None


def test_days_to_come_do_not_count():
    assert steps.step_target(days(*[6000] * 14), later(10)) is None
