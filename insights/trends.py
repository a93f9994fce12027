"""Patterns of the last weeks from plain rows: active days and weeks, one figure a week, this week's load. Pure.

A day or week without entries stays None: never zero, never filled in. Weeks are named by their Monday.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from core.dates import Week
from journal.training_load import session_load

CALENDAR_DAYS = 28
ACTIVE_WEEKS = 8
NIGHTS_FOR_A_MEAN = 4
"""Below four nights a week has no mean (SPEC 3.4)."""
USUAL_OF_WEEKS, USUAL_FROM_WEEKS = 4, 3
"""The usual load is the median of the four weeks before, told once three of them hold a load (SPEC 2.1)."""


class Session(NamedTuple):
    """One training session as trends read it."""

    day: date
    minutes: int
    moderate: int
    vigorous: int
    rpe: int | None
    is_resistance: bool


@dataclass(frozen=True, slots=True)
class Mood:
    """The ratings of a week."""

    middle: float
    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One column of the small multiples. Counts are 0 without entries, figures None."""

    monday: date
    sessions: int
    rated_sessions: int
    active_days: int
    minutes: int
    moderate_equivalent_minutes: int | None
    other_minutes: int
    """Light minutes, strength and mind-body work: they count 0 and are shown."""
    resistance_days: int | None
    load: int | None
    """Of the sessions with an effort."""
    mood: Mood | None
    mean_sleep_min: float | None
    nights: int


def mondays_until(today: date, count: int) -> list[date]:
    """The Mondays of the last `count` ISO weeks, oldest first, the current one last."""
    current = Week.of(today).monday
    return [current - timedelta(weeks=back) for back in range(count - 1, -1, -1)]


def active_days(today: date, days: Iterable[date]) -> int:
    """On how many of the last 28 days, today included, there was a session."""
    first = today - timedelta(days=CALENDAR_DAYS - 1)
    return len({day for day in days if first <= day <= today})


def active_weeks(mondays: Sequence[date], days: Iterable[date], paused: Collection[date]) -> tuple[int, int]:
    """(weeks with a session, weeks), both without the paused ones (SPEC 5.3)."""
    counted = set(mondays) - set(paused)
    by_monday = zip(mondays, _columns(mondays, ((day, day) for day in days)), strict=True)
    return len({monday for monday, moved in by_monday if moved} & counted), len(counted)


def by_week(
    mondays: Sequence[date],
    sessions: Iterable[Session],
    scores: Iterable[tuple[date, int]],
    nights: Iterable[tuple[date, float]],
) -> list[WeekFigures]:
    """One row a week. `scores` holds (day, mood), `nights` (day, minutes asleep)."""
    moved = _columns(mondays, ((session.day, session) for session in sessions))
    felt, asleep = _columns(mondays, scores), _columns(mondays, nights)
    return [_figures(*of_week) for of_week in zip(mondays, moved, felt, asleep, strict=True)]


def usual_load(figures: Sequence[WeekFigures], paused: Collection[date] = ()) -> float | None:
    """The median load of the four weeks before the last one of `figures`; None below three weeks with a load."""
    before = [row.load for row in figures[:-1][-USUAL_OF_WEEKS:] if row.monday not in paused]
    known = [load for load in before if load]
    return median(known) if len(known) >= USUAL_FROM_WEEKS else None


def _columns[Value](mondays: Sequence[date], pairs: Iterable[tuple[date, Value]]) -> list[list[Value]]:
    """The values by week, as the Mondays lie a week apart; days outside the weeks are left out."""
    columns: list[list[Value]] = [[] for _ in mondays]
    first = mondays[0].toordinal()
    for day, value in pairs:
        place = (day.toordinal() - first) // 7
        if 0 <= place < len(columns):
            columns[place].append(value)
    return columns


def _figures(monday: date, sessions: list[Session], scores: list[int], asleep: list[float]) -> WeekFigures:
    minutes = sum(each.minutes for each in sessions)
    moderate, vigorous = sum(each.moderate for each in sessions), sum(each.vigorous for each in sessions)
    loads = [load for each in sessions if (load := session_load(each.rpe, each.minutes)) is not None]
    return WeekFigures(
        monday=monday,
        sessions=len(sessions),
        rated_sessions=len(loads),
        active_days=len({each.day for each in sessions}),
        minutes=minutes,
        moderate_equivalent_minutes=moderate + 2 * vigorous if sessions else None,
        other_minutes=max(0, minutes - moderate - vigorous),
        resistance_days=len({each.day for each in sessions if each.is_resistance}) if sessions else None,
        load=sum(loads) if loads else None,
        mood=Mood(median(scores), min(scores), max(scores), len(scores)) if scores else None,
        mean_sleep_min=sum(asleep) / len(asleep) if len(asleep) >= NIGHTS_FOR_A_MEAN else None,
        nights=len(asleep),
    )
