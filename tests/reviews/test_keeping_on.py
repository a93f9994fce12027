"""Shares of many: the curve of logging, its half-life, and coming back after a gap, each by hand."""

from datetime import date, timedelta

import pytest

from reviews.keeping_on import FEWEST, Share, half_life, returns, still_logging

TODAY = date(2026, 11, 27)


def ago(*days: int) -> list[date]:
    """Days on which somebody logged, oldest first."""
    return [TODAY - timedelta(days=day) for day in sorted(days, reverse=True)]


@pytest.mark.parametrize(
    ("people", "after", "expected"),
    [
        ([ago(40)], 30, (0, 1)),
        ([ago(40, 11)], 30, (0, 1)),
        ([ago(40, 10)], 30, (1, 1)),  # on the thirtieth day
        ([ago(40, 0)], 30, (1, 1)),
        ([ago(36, 0)], 30, (0, 0)),  # began too lately to say
        ([ago(37, 0)], 30, (1, 1)),
        ([ago(400, 0), ago(400), ago(3)], 365, (1, 2)),
        ([], 1, (0, 0)),
    ],
)
def test_who_still_logs(people, after, expected):
    assert still_logging(people, TODAY, after) == Share(*expected)


@pytest.mark.parametrize(
    ("number", "of", "percent"), [(1, 4, None), (1, 5, 20), (2, 3, None), (3, 8, 38), (0, 0, None)]
)
def test_of_fewer_than_five_nothing_is_told(number, of, percent):
    assert (FEWEST, Share(number, of).percent) == (5, percent)


@pytest.mark.parametrize(
    ("lasted", "expected"),
    [
        ([0, 0, 0, 9, 9, 9], 10),  # after ten days none is left
        ([0, 0, 0, 9, 9], 1),  # two of five on the first day after
        ([9, 9, 9, 50, 50], 10),
        ([90] * 6, 91),
        ([90] * 4, None),
        ([500] * 6, 501),
    ],
)
def test_the_half_life_is_the_first_day_with_fewer_than_half(lasted, expected):
    assert half_life([ago(120 + days, 120) if days else ago(120) for days in lasted], TODAY) == expected


def test_while_most_still_log_there_is_no_half_life():
    assert half_life([ago(90, 1)] * 6, TODAY) is None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (ago(100, 86), (0, 1)),  # fourteen days are no gap; the silence since is one
        (ago(100, 85), (1, 2)),  # fifteen are, and it ended within thirty
        (ago(100, 56), (1, 2)),  # on the last day that counts
        (ago(100, 55), (0, 2)),
        (ago(45), (0, 1)),
        (ago(44), (0, 0)),  # the thirty days are not over
        (ago(44, 20), (0, 0)),
        (ago(3, 2, 1, 0), (0, 0)),
        (ago(200, 160, 120, 0), (2, 3)),
    ],
)
def test_who_comes_back_after_a_gap(days, expected):
    assert returns([days], TODAY) == Share(*expected)
