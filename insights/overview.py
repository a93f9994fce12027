"""What Trends shows: the same panels over 4, 12 or 52 weeks, at most nine queries whatever was logged."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from core.dates import Week
from core.templatetags.ui import weekday_letter
from insights import panels
from insights.cells import Days, last_days
from insights.rows import JournalRows
from insights.trends import ACTIVE_WEEKS, CALENDAR_DAYS, WeekFigures, active_days, active_weeks, by_week, mondays_until
from insights.year import year_of
from journal.pauses import paused_weeks

YEAR = 52
SPANS = (4, 12, YEAR)
FILLS_FROM = 5  # entries; before them the calendar and a word about mood are all


def trends_of(person: Any, weeks: int) -> dict[str, Any]:
    """The headline, the calendar (28 days, or the year), and the panels of the last weeks."""
    today = person.today()
    counted = mondays_until(today, max(weeks, ACTIVE_WEEKS))
    mondays = counted[-weeks:]
    rows = JournalRows(person, min(counted[0], today - timedelta(days=CALENDAR_DAYS - 1)), today)
    sessions, noted, sheets = rows.sessions(), rows.nights(), rows.sheets()
    trained = sorted({session.day for session in sessions})
    asleep = [(day, minutes) for day, minutes in noted if minutes is not None]
    if weeks == YEAR:
        scores = rows.scores()
        figures = by_week(mondays, sessions, scores, asleep)
        calendar: dict[str, Any] = {"year": year_of(today, trained, figures)}
    else:
        ratings = rows.ratings()
        scores = [(rating.day, rating.score) for rating in ratings]
        figures = by_week(mondays, sessions, scores, asleep)
        calendar = {"calendar": last_days(today, Days(sessions, ratings, {day for day, _minutes in noted}))}
    entries = len(sessions) + len(scores) + len(noted) + len(sheets)
    is_beginning = entries < FILLS_FROM
    paused = paused_weeks(rows.pauses(), counted[0], today, today)
    active, of_weeks = active_weeks(counted, trained, paused)
    return {
        "has_entries": bool(entries),
        "is_beginning": is_beginning,
        "active_days": active_days(today, trained),
        "active_weeks": active,
        "of_weeks": of_weeks,
        "paused_weeks": len(paused),
        **calendar,
        "weekdays": [weekday_letter(day) for day in Week.of(today).days],
        "panels": _panels(rows.agreed & {"wellbeing"} if is_beginning else rows.agreed, figures, paused, sheets),
    }


def _panels(
    agreed: Collection[str], figures: list[WeekFigures], paused: set[date], sheets: list[Any]
) -> dict[str, Any]:
    """The cards by name; one of a category that the person does not agree to keep is missing."""
    axis = panels.Axis.of([row.monday for row in figures])
    cards: dict[str, Any] = {}
    if "training" in agreed:
        cards["minutes"] = panels.minutes_panel(figures, axis)
        cards["resistance"] = panels.resistance_panel(figures, axis)
        cards["load"] = panels.load_panel(figures, axis, paused)
    if "wellbeing" in agreed:
        cards["mood"] = panels.mood_panel(figures, axis)
    if "sleep" in agreed:
        cards["sleep"] = panels.sleep_panel(figures, axis)
        cards["psqi"] = panels.psqi_panel(sheets, axis)
    return cards
