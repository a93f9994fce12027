"""The columns of a history's charts: weeks, or four weeks each, oldest first. Pure; an empty column stays None."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from core.dates import Week

SPANS = (12, 52)
WEEKS_A_COLUMN = {12: 1, 52: 4}


@dataclass(frozen=True, slots=True)
class Column:
    """Both days are included."""

    first: date
    last: date


def columns(today: date, weeks: int) -> list[Column]:
    """The last 12 weeks one by one, or the last 52 by fours; the newest ends with the current week."""
    each = WEEKS_A_COLUMN[weeks]
    newest = Week.of(today)
    lasts = [newest.plus(-each * back) for back in range(weeks // each - 1, -1, -1)]
    return [Column(week.plus(1 - each).monday, week.sunday) for week in lasts]


def days_until(today: date, count: int) -> list[Column]:
    """The last days, one column each."""
    days = [today - timedelta(days=back) for back in range(count - 1, -1, -1)]
    return [Column(day, day) for day in days]


def sorted_in[Value](rows: Iterable[tuple[date, Value]], among: Sequence[Column]) -> list[list[Value]]:
    """The values of each column; columns follow each other without a gap."""
    found: list[list[Value]] = [[] for _column in among]
    start, length = among[0].first, (among[0].last - among[0].first).days + 1
    for day, value in rows:
        place = (day - start).days // length
        if 0 <= place < len(found):
            found[place].append(value)
    return found


def medians(groups: Sequence[Sequence[float]]) -> list[float | None]:
    """One median a column."""
    return [median(group) if group else None for group in groups]


def bounds_of(values: Iterable[float | None], margin: float) -> tuple[float, float]:
    """The scale of a chart whose values lie far from zero, with some air around them."""
    known = [value for value in values if value is not None] or [0.0]
    return min(known) - margin, max(known) + margin
