"""The year: dots for days with movement and nothing for the others, a sentence a quarter, months as a table."""

import re
from datetime import date, timedelta

from insights.trends import Session, by_week, mondays_until
from insights.year import year_of

TODAY = date(2026, 3, 12)  # a Thursday
MONDAYS = mondays_until(TODAY, 52)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


def year(*days: date):
    sessions = [Session(day, 40, 40, 0, None, is_resistance=False) for day in days]
    return year_of(TODAY, sorted(set(days)), by_week(MONDAYS, sessions, [], []))


def dots(picture: str) -> list[tuple[int, int]]:
    """(Week, weekday) of each dot."""
    pitch = 330 / 52
    (path,) = re.findall(r'class="days" d="([^"]*)"', picture)
    return [(int(float(x) / pitch), int(float(y) / pitch)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", path)]


def test_a_dot_for_each_day_with_movement_and_none_for_the_others():
    shown = year(MONDAYS[0], MONDAYS[0] + 6 * DAY, TODAY, TODAY, MONDAYS[0] - DAY)
    assert dots(shown.picture) == [(0, 0), (0, 6), (51, 3)]
    assert "gap" not in shown.picture


def test_days_to_come_have_no_ground():
    (ground,) = re.findall(r'class="track" d="([^"]*)"', year(TODAY).picture)
    assert ground == "M0 0H330V25.4H323.7V44.4H0z"  # the last column ends below Thursday


def test_every_thirteen_weeks_have_a_sentence():
    shown = year(TODAY, TODAY - 2 * DAY, TODAY - 13 * WEEK, MONDAYS[0])
    assert shown.quarters == [
        "15 Dec – 12 Mar: movement on 2 days, 80 minutes.",
        "15 Sep – 14 Dec: movement on 1 day, 40 minutes.",
        "16 Jun – 14 Sep: no session noted.",
        "17 Mar – 15 Jun: movement on 1 day, 40 minutes.",
    ]


def test_quarters_before_the_first_session_are_left_out():
    assert year(TODAY - 20 * WEEK).quarters == [
        "15 Dec – 12 Mar: no session noted.",
        "15 Sep – 14 Dec: movement on 1 day, 40 minutes.",
    ]
    assert year().quarters == []


def test_months_with_movement_lead_to_their_calendar():
    shown = year(TODAY, TODAY - DAY, date(2025, 12, 31), date(2025, 4, 1))
    assert [(month.name, month.days, month.href) for month in shown.months] == [
        ("March 2026", 2, "/calendar/2026/3/"),
        ("December 2025", 1, "/calendar/2025/12/"),
        ("April 2025", 1, "/calendar/2025/4/"),
    ]


def test_the_quarters_of_the_year_are_named_below():
    assert re.findall(r"<text[^>]*>([^<]*)</text>", year(TODAY).picture) == ["Apr", "Jul", "Oct", "Jan"]
