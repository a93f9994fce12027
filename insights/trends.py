"""Patterns of the last weeks from plain rows: the calendar, active days and weeks, one figure a week. Pure.

A day or week without entries stays None: never zero, never filled in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from core.dates import Week
from journal.mood import Rating, day_scores

CALENDAR_DAYS = 28
ACTIVE_WEEKS = 8
NIGHTS_FOR_A_MEAN = 4
"""Below four nights a week has no mean (SPEC 3.4)."""

_week_of = lru_cache(maxsize=4096)(Week.of)


@dataclass(frozen=True, slots=True)
class Session:
    day: date
    minutes: int
    moderate_minutes: int
    vigorous_minutes: int

    @property
    def moderate_equivalent_minutes(self) -> int:
        """Moderate minutes plus twice the vigorous ones (WHO 2020)."""
        return self.moderate_minutes + 2 * self.vigorous_minutes


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell; `minutes` of 0 means no session."""

    day: date
    score: int | None
    minutes: int
    is_slept: bool


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """One column of the small multiples."""

    week: Week
    moderate_equivalent_minutes: int | None
    sessions: int
    mood_median: float | None
    mood_range: tuple[int, int] | None
    ratings: int
    mean_sleep_min: float | None
    nights: int
    psqi: int | None


def calendar_rows(
    today: date, sessions: Iterable[Session], ratings: Iterable[Rating], slept: Collection[date]
) -> list[tuple[Week, list[CalendarDay | None]]]:
    """The last 28 days by ISO week, newest week first; None stands for a day outside them."""
    minutes: dict[date, int] = defaultdict(int)
    for session in sessions:
        minutes[session.day] += session.minutes
    scores = day_scores(ratings)
    first = today - timedelta(days=CALENDAR_DAYS - 1)
    week, rows = Week.of(today), []
    while week.sunday >= first:
        cells = [
            CalendarDay(day, scores.get(day), minutes.get(day, 0), day in slept) if first <= day <= today else None
            for day in week.days
        ]
        rows.append((week, cells))
        week = week.previous()
    return rows


def active_days(today: date, days: Iterable[date]) -> int:
    """On how many of the last 28 days, today included, there was a session."""
    first = today - timedelta(days=CALENDAR_DAYS - 1)
    return len({day for day in days if first <= day <= today})


def active_weeks(today: date, days: Iterable[date]) -> int:
    """In how many of the last 8 weeks, this one included, there was a session."""
    weeks = set(weeks_until(today, ACTIVE_WEEKS))
    return len({_week_of(day) for day in days} & weeks)


def weeks_until(today: date, count: int) -> list[Week]:
    """The last `count` ISO weeks, oldest first, the current one last."""
    current = Week.of(today)
    return [current.plus(-back) for back in range(count - 1, -1, -1)]


def by_week(
    weeks: Sequence[Week],
    sessions: Iterable[Session],
    ratings: Iterable[Rating],
    nights: Iterable[tuple[date, float]],
    sheets: Mapping[date, int],
) -> list[WeekFigures]:
    """One row a week. `nights` holds (day, minutes asleep), `sheets` day -> PSQI total (the last of a week counts)."""
    moved: dict[Week, list[Session]] = defaultdict(list)
    felt: dict[Week, list[int]] = defaultdict(list)
    asleep: dict[Week, list[float]] = defaultdict(list)
    for session in sessions:
        moved[_week_of(session.day)].append(session)
    for rating in ratings:
        felt[_week_of(rating.day)].append(rating.score)
    for day, minutes in nights:
        asleep[_week_of(day)].append(minutes)
    totals = {Week.of(day): sheets[day] for day in sorted(sheets)}
    return [_figures(week, moved[week], felt[week], asleep[week], totals.get(week)) for week in weeks]


def _figures(
    week: Week, sessions: list[Session], scores: list[int], asleep: list[float], psqi: int | None
) -> WeekFigures:
    return WeekFigures(
        week=week,
        moderate_equivalent_minutes=sum(each.moderate_equivalent_minutes for each in sessions) if sessions else None,
        sessions=len(sessions),
        mood_median=median(scores) if scores else None,
        mood_range=(min(scores), max(scores)) if scores else None,
        ratings=len(scores),
        mean_sleep_min=sum(asleep) / len(asleep) if len(asleep) >= NIGHTS_FOR_A_MEAN else None,
        nights=len(asleep),
        psqi=psqi,
    )
