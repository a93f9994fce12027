"""SW17 and SW19 of steps, each at its borders."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from journal.wins_days import steady_weeks, step_wins
from tests.journal.small_logs import day_of

ANA = UUID(int=7)
SEVEN = 7 * 60


# --- SW17 a steady rise time --------------------------------------------------------------------------


def mornings(*minutes, first=0):
    """Rises on days running, in minutes after midnight; None is a night without one."""
    return {day_of(first + n): minute for n, minute in enumerate(minutes) if minute is not None}


@pytest.mark.parametrize(
    ("rises", "day"),
    [
        (mornings(*[SEVEN] * 5), 4),
        (mornings(*[SEVEN] * 4), None),
        (mornings(*[SEVEN - 30, SEVEN + 30] * 3), 4),
        (mornings(SEVEN, SEVEN - 31, SEVEN, SEVEN + 31, SEVEN, SEVEN, SEVEN), 6),
        (mornings(SEVEN, SEVEN - 31, SEVEN, SEVEN + 31, SEVEN, SEVEN), None),
        (mornings(*[SEVEN] * 5, first=2), 6),
        (mornings(*[SEVEN] * 5, first=3), None),  # the fifth belongs to the next week
        ({}, None),
    ],
)
def test_up_within_half_an_hour_on_five_mornings_of_a_week(rises, day):
    wins = steady_weeks(ANA, rises, SEVEN)
    assert [(win.day, win.session, win.person) for win in wins] == ([] if day is None else [(day_of(day), None, ANA)])


def test_a_rise_around_midnight_is_near_to_one_just_before():
    assert len(steady_weeks(ANA, mornings(*[5, 1435, 10, 1430, 0]), 0)) == 1


def test_a_steady_week_says_on_how_many_mornings_and_around_what_time():
    [win] = steady_weeks(ANA, mornings(*[SEVEN] * 6), SEVEN)
    assert (win.new, win.extra, win.old) == (Decimal(6), Decimal(SEVEN), None)


def test_each_week_is_told_once_and_apart():
    rises = mornings(*[SEVEN] * 7) | mornings(*[SEVEN] * 5, first=7)
    assert [win.day for win in steady_weeks(ANA, rises, SEVEN)] == [day_of(4), day_of(11)]


def test_a_told_week_keeps_its_own_time_for_as_long_as_the_log_bears_it_out():
    week, told = mornings(*[SEVEN] * 5), {day_of(0): SEVEN}
    assert steady_weeks(ANA, week, 300) == []
    assert steady_weeks(ANA, week, 300, told) == steady_weeks(ANA, week, None, told) == steady_weeks(ANA, week, SEVEN)
    assert steady_weeks(ANA, week | mornings(300), None, told) == []
    assert [win.extra for win in steady_weeks(ANA, mornings(*[300] * 5), 300, told)] == [300]


# --- SW19 the person's own level of steps -------------------------------------------------------------


def counts(*steps, first=0):
    return {day_of(first + n): count for n, count in enumerate(steps) if count is not None}


FORTNIGHT = counts(*[5000] * 14)  # the level is 6,000 from day 14 on, 7,000 from day 28 on


def days_of(wins):
    return [((win.day - day_of(0)).days, win.old, win.new) for win in wins]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (counts(*[6000] * 7, first=14), [(20, 6000, 6000)]),
        (counts(11990, 12000, first=14), [(15, 6000, 6999)]),
        (counts(*[6000] * 6, 5995, first=14), []),
        (counts(12000, 499, first=14), [(14, 6000, 6000)]),
        (counts(20000, first=30), []),  # one day of seven is no mean
        (counts(7000, None, 7000, None, 7000, None, 7000, first=28), [(34, 7000, 7000)]),
    ],
)
def test_the_mean_of_seven_days_comes_up_to_the_level(later, told):
    assert days_of(step_wins(ANA, FORTNIGHT | later)) == told


def test_fourteen_days_come_first():
    assert step_wins(ANA, counts(*[30000] * 14)) == []
    assert days_of(step_wins(ANA, counts(*[30000] * 15))) == [(14, 10000, 30000)]


def test_a_level_kept_is_told_once_and_again_after_a_dip_and_four_weeks():
    steady = FORTNIGHT | counts(*[9000] * 60, first=14)
    assert [day for day, *_ in days_of(step_wins(ANA, steady))] == [15]
    dips = steady | counts(*[1000] * 7, first=20) | counts(*[1000] * 7, first=30) | counts(*[1000] * 7, first=50)
    assert [day for day, *_ in days_of(step_wins(ANA, dips))] == [15, 43]


@pytest.mark.parametrize("first", range(14, 75, 6))
def test_from_a_day_on_it_says_what_the_whole_says(first):
    """Given the first fourteen valid days, those from thirteen days before on, and the wins before."""
    days = FORTNIGHT | counts(*[9000, 4000, 12000, 300, 8000] * 12, first=14)
    whole, since = step_wins(ANA, days), day_of(first)
    near = {day: count for day, count in days.items() if day >= since - timedelta(days=13)}
    again = step_wins(ANA, FORTNIGHT | near, since, [win.day for win in whole if win.day < since])
    assert again == [win for win in whole if win.day >= since]
