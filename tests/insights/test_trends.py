"""The calendar, active days and weeks, weekly figures: gaps stay gaps."""

from datetime import date, timedelta

from core.dates import Week
from insights.trends import (
    Session,
    active_days,
    active_weeks,
    by_week,
    calendar_rows,
    weeks_until,
)
from journal.mood import Rating

TODAY = date(2026, 3, 12)  # a Thursday
DAY = timedelta(days=1)


def test_the_calendar_holds_28_days_by_week_newest_first():
    rows = calendar_rows(
        TODAY, [Session(TODAY, 20, 20, 0), Session(TODAY, 15, 0, 15)], [Rating(TODAY, 600, 8)], {TODAY}
    )
    assert [week.monday for week, _cells in rows] == [date(2026, 3, 9) - 7 * n * DAY for n in range(5)]
    cells = [cell for _week, row in rows for cell in row if cell]
    assert len(cells) == 28
    today = max(cells, key=lambda cell: cell.day)
    assert (today.day, today.score, today.minutes, today.is_slept) == (TODAY, 8, 35, True)
    assert {(cell.score, cell.minutes, cell.is_slept) for cell in cells if cell.day != TODAY} == {(None, 0, False)}


def test_active_days_count_each_day_of_the_window_once():
    days = [TODAY, TODAY, TODAY - 27 * DAY, TODAY - 28 * DAY, TODAY - 3 * DAY]
    assert active_days(TODAY, days) == 3


def test_active_weeks_look_at_eight_weeks_with_the_current_one():
    monday = Week.of(TODAY).monday
    assert active_weeks(TODAY, [monday, monday - 7 * 7 * DAY, monday - 7 * 7 * DAY - DAY]) == 2


def test_weekly_figures_leave_gaps_and_wait_for_four_nights():
    weeks = weeks_until(TODAY, 3)
    monday = weeks[-1].monday
    sessions = [Session(monday, 30, 30, 0), Session(monday + DAY, 20, 0, 20)]
    ratings = [Rating(monday, 0, 3), Rating(monday, 60, 8), Rating(monday + DAY, 0, 6)]
    nights = [(monday + n * DAY, 400.0 + 10 * n) for n in range(4)]
    nights += [(monday - n * DAY, 300.0) for n in (1, 2, 3)]
    empty, before, now = by_week(weeks, sessions, ratings, nights, {monday: 9, monday + DAY: 7})
    assert (empty.moderate_equivalent_minutes, empty.mood_median, empty.mean_sleep_min, empty.psqi) == (None,) * 4
    assert (before.nights, before.mean_sleep_min) == (3, None)
    assert (now.moderate_equivalent_minutes, now.sessions) == (70, 2)
    assert (now.mood_median, now.mood_range, now.ratings) == (6, (3, 8), 3)
    assert (now.mean_sleep_min, now.nights, now.psqi) == (415, 4, 7)
