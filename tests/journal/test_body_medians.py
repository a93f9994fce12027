"""Medians of the body and the changes worth showing, at their borders."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from journal.body_medians import Median, is_fast_at_rest, median_before, median_until

TODAY = date(2026, 3, 12)
WEEK = timedelta(weeks=1)


def values(*pairs):
    """(days ago, value)"""
    return [(TODAY - timedelta(days=ago), Decimal(value)) for ago, value in pairs]


@pytest.mark.parametrize(
    ("kind", "pairs", "found"),
    [
        ("weight", [(0, "70"), (3, "72")], None),
        ("weight", [(0, "70"), (3, "72"), (27, "90")], ("72", 3)),
        ("weight", [(0, "70"), (3, "72"), (28, "90")], None),
        ("weight", [(-1, "70"), (3, "72"), (4, "90")], None),
        ("weight", [(0, "70"), (0, "71"), (3, "72"), (4, "73")], ("71.5", 4)),
        ("body_fat", [(0, "30"), (1, "31")], None),
        ("waist", [(20, "84.5")], ("84.5", 1)),
        ("waist", [], None),
    ],
)
def test_the_median_of_four_weeks(kind, pairs, found):
    assert median_until(kind, values(*pairs), TODAY) == (found and Median(Decimal(found[0]), found[1]))


def test_the_median_of_a_week_of_heart_rates():
    pulses = values((0, "60"), (3, "58"), (6, "61"), (7, "99"))
    assert median_until("resting_hr", pulses, TODAY, WEEK) == Median(Decimal(60), 3)
    assert median_until("resting_hr", pulses[:2], TODAY, WEEK) is None


@pytest.mark.parametrize(
    ("kind", "now", "then", "is_shown"),
    [
        ("waist", "84", "87", True),
        ("waist", "84", "86.9", False),
        ("waist", "87", "84", True),
        ("body_fat", "28", "30", True),
        ("body_fat", "28", "29.9", False),
        ("weight", "70", "70.1", True),
        ("weight", "70", "70", False),
    ],
)
def test_a_change_worth_showing(kind, now, then, is_shown):
    rows = values(*[(0, now)] * 3, *[(70, then)] * 3)
    assert median_before(kind, rows, TODAY) == (Median(Decimal(then), 3) if is_shown else None)


@pytest.mark.parametrize(("ago", "is_compared"), [(55, False), (56, True), (83, True), (84, False)])
def test_it_is_compared_with_8_to_12_weeks_before(ago, is_compared):
    assert (median_before("waist", values((0, "84"), (ago, "90")), TODAY) is not None) is is_compared


@pytest.mark.parametrize(
    ("pairs", "is_fast"),
    [
        ([(0, 101), (5, 101), (13, 101)], True),
        ([(0, 101), (5, 101), (13, 100)], False),
        ([(0, 101), (5, 101), (14, 101)], False),
        ([(0, 101), (5, 101), (5, 120)], False),
        ([(-1, 101), (5, 101), (6, 120)], False),
    ],
)
def test_above_100_at_rest_on_three_days_of_fourteen(pairs, is_fast):
    assert is_fast_at_rest(values(*pairs), TODAY) is is_fast
