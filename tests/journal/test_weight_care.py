"""The one question about weight, at its borders."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from journal.weight_care import weight_signal

TODAY = date(2026, 3, 12)


def weights(*pairs):
    """(days ago, kilograms)"""
    return [(TODAY - timedelta(days=ago), Decimal(kg)) for ago, kg in pairs]


@pytest.mark.parametrize(
    ("pairs", "height", "is_signal"),
    [
        ([(0, "53.46")], 170, True),
        ([(0, "53.47")], 170, False),
        ([(0, "53.46")], None, False),
        ([(27, "50")], 170, True),
        ([(28, "50")], 170, False),
        ([(0, "5.4"), (1, "70"), (2, "70")], 170, False),
        ([(0, "50"), (1, "50"), (20, "70")], 170, True),
        ([(-1, "50")], 170, False),
        ([], 170, False),
    ],
)
def test_low_for_the_height(pairs, height, is_signal):
    assert weight_signal(weights(*pairs), height, TODAY) is is_signal


@pytest.mark.parametrize(
    ("pairs", "is_signal"),
    [
        ([(28, "100"), (0, "95.99")], True),
        ([(28, "100"), (0, "96")], False),
        ([(34, "100"), (6, "95")], True),
        ([(35, "100"), (0, "95")], False),
        ([(27, "100"), (0, "95")], False),
        ([(28, "100"), (7, "95")], False),
        ([(34, "70"), (30, "100"), (28, "100"), (3, "95"), (2, "95"), (0, "120")], True),
        ([(28, "95"), (0, "100")], False),
    ],
)
def test_a_fall_of_more_than_one_per_cent_a_week_over_four_weeks(pairs, is_signal):
    assert weight_signal(weights(*pairs), 170, TODAY) is is_signal


def test_the_order_of_the_rows_does_not_matter():
    rows = weights((28, "100"), (0, "95"))
    assert weight_signal(rows, None, TODAY)
    assert weight_signal(rows[::-1], None, TODAY)
