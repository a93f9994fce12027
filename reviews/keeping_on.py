"""How long people keep logging and whether they come back: shares of many, never a person. Pure.

The curve answers Eysenbach 2005 (J Med Internet Res 7:e11): attrition is a result, not a failure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

POINTS = (1, 7, 14, 30, 60, 90, 180, 365)
FEWEST = 5
"""Of fewer people no share is told: it would point at one of them."""
TO_SHOW_UP = 7
"""Days that somebody has to log once more before a point counts them as gone."""
GAP = timedelta(days=14)
BACK_WITHIN = timedelta(days=30)
LONGEST = 730

type Days = Sequence[date]
"""The days on which one person logged, each once, oldest first; at least one."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded; None where it would rest on too few."""
        return round(100 * self.number / self.of) if self.of >= FEWEST else None


def still_logging(people: Collection[Days], today: date, after: int) -> Share:
    """Of those who began `after` days and a week ago or earlier: who logged on that day of theirs or later."""
    begun = [days for days in people if (today - days[0]).days >= after + TO_SHOW_UP]
    return Share(sum((days[-1] - days[0]).days >= after for days in begun), len(begun))


def half_life(people: Collection[Days], today: date) -> int | None:
    """The days after which fewer than half still log; None where that has not come, or too few began so early."""
    for after in range(1, LONGEST):
        share = still_logging(people, today, after)
        if share.of < FEWEST:
            return None
        if share.number * 2 < share.of:
            return after
    return None


def returns(people: Iterable[Days], today: date) -> Share:
    """Of the times without an entry for more than fourteen days: after how many somebody logged within the next thirty.

    A time is counted once these thirty days are over, whether they came back or not.
    """
    number = of = 0
    for days in people:
        for last, following in pairwise([*days, date.max]):
            if following - last <= GAP or last + GAP + BACK_WITHIN >= today:
                continue
            of += 1
            number += following <= last + GAP + BACK_WITHIN
    return Share(number, of)
