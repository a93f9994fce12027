"""Active days and weeks, weekly figures, the usual load: gaps stay gaps, paused weeks leave every count."""

from datetime import date, timedelta

import pytest

from insights.trends import Mood, Session, active_days, active_weeks, by_week, mondays_until, usual_load

TODAY = date(2026, 3, 12)  # a Thursday
MONDAY = date(2026, 3, 9)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def session(day: date, minutes: int = 30, moderate: int = 0, vigorous: int = 0, rpe: int | None = None) -> Session:
    return Session(day, minutes, moderate, vigorous, rpe, is_resistance=False)


def test_active_days_count_each_day_of_the_window_once():
    days = [TODAY, TODAY, TODAY - 27 * DAY, TODAY - 28 * DAY, TODAY - 3 * DAY, TODAY + DAY]
    assert active_days(TODAY, days) == 3


@pytest.mark.parametrize(
    ("moved", "paused", "counts"),
    [
        ([], [], (0, 8)),
        ([0, 7], [], (2, 8)),
        ([0, 8], [], (1, 8)),  # the ninth week back is outside
        ([0, 0], [], (1, 8)),
        ([0, 2], [3, 4], (2, 6)),
        ([0, 3], [3], (1, 7)),  # a paused week leaves both numbers, also where the person moved
        ([], range(8), (0, 0)),
    ],
)
def test_active_weeks_look_at_eight_weeks_without_the_paused_ones(moved, paused, counts):
    mondays = mondays_until(TODAY, 8)
    days = [MONDAY - back * WEEK + 3 * DAY for back in moved]
    assert active_weeks(mondays, days, {MONDAY - back * WEEK for back in paused}) == counts


def test_weeks_are_told_oldest_first():
    assert mondays_until(TODAY, 3) == [date(2026, 2, 23), date(2026, 3, 2), MONDAY]


def test_weekly_figures_leave_gaps_and_wait_for_four_nights():
    mondays = mondays_until(TODAY, 3)
    sessions = [
        Session(MONDAY, 30, 30, 0, 4, is_resistance=False),
        Session(MONDAY, 25, 0, 0, None, is_resistance=True),
        Session(MONDAY + DAY, 20, 0, 15, 7, is_resistance=True),
        session(MONDAY - 15 * DAY),  # before the first week
    ]
    scores = [(MONDAY, 3), (MONDAY, 8), (MONDAY + DAY, 6)]
    nights = [(MONDAY + n * DAY, 400.0 + 10 * n) for n in range(4)] + [(MONDAY - n * DAY, 300.0) for n in (1, 2, 3)]
    empty, before, now = by_week(mondays, sessions, scores, nights)
    figures = (empty.moderate_equivalent_minutes, empty.resistance_days, empty.load, empty.mood, empty.mean_sleep_min)
    assert figures == (None,) * 5
    assert (empty.sessions, empty.minutes, empty.other_minutes, empty.nights) == (0, 0, 0, 0)
    assert (before.nights, before.mean_sleep_min, before.sessions) == (3, None, 0)
    assert (now.sessions, now.rated_sessions, now.active_days, now.minutes) == (3, 2, 2, 75)
    assert (now.moderate_equivalent_minutes, now.other_minutes, now.resistance_days) == (60, 30, 2)
    assert now.load == 30 * 4 + 20 * 7
    assert now.mood == Mood(6, 3, 8, 3)
    assert (now.mean_sleep_min, now.nights) == (415, 4)


def test_a_week_of_sessions_without_effort_has_no_load():
    (week,) = by_week([MONDAY], [session(MONDAY, rpe=None)], [], [])
    assert (week.load, week.rated_sessions, week.moderate_equivalent_minutes) == (None, 0, 0)
    (rested,) = by_week([MONDAY], [session(MONDAY, rpe=0)], [], [])
    assert (rested.load, rested.rated_sessions) == (0, 1)


@pytest.mark.parametrize(
    ("before", "paused", "usual"),
    [
        ([100, 200, 300, 400], [], 250),
        ([None, 200, 300, 400], [], 300),
        ([None, None, 300, 400], [], None),  # three of the four weeks must hold a load
        ([900, 100, 200, 300, 400], [], 250),  # the fifth week back is not looked at
        ([100, 200, 300, 4000], [4], 200),
        ([100, 200, 300, 4000], [3, 4], None),
        ([0, 200, 300, 400], [], 300),  # a week of rest alone holds no load
        ([], [], None),
    ],
)
def test_the_usual_load_is_the_median_of_the_four_weeks_before(before, paused, usual):
    mondays = mondays_until(TODAY, len(before) + 1)
    loads = [*before, 5000]
    sessions = [
        session(monday, minutes=load or 60, rpe=1 if load else 0)
        for monday, load in zip(mondays, loads, strict=True)
        if load is not None
    ]
    figures = by_week(mondays, sessions, [], [])
    assert usual_load(figures, {mondays[place - 1] for place in paused}) == usual
