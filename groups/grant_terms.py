"""Until when a grant holds: the shared programme's end and two weeks, else four weeks; pauses are added. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from journal.pauses import Span, is_paused

USUAL = timedelta(days=28)
AFTER_PROGRAMME = timedelta(days=14)
LONGEST = timedelta(weeks=26)
ASKED_BEFORE = timedelta(days=7)
DAY = timedelta(days=1)


def usual_end(today: date, programme_ends: date | None = None) -> date:
    """The last day of a grant given today, before pauses; `programme_ends` is that of a programme both share."""
    end = today + USUAL
    if programme_ends is not None and programme_ends >= today:
        end = programme_ends + AFTER_PROGRAMME
    return min(end, today + LONGEST)


def last_day(given_on: date, ends_on: date, pauses: Iterable[Span]) -> date:
    """The last day with the paused ones added, 26 weeks at most; a pause that lasts holds the end open so far."""
    spans = list(pauses)
    latest, day, left = given_on + LONGEST, given_on, (ends_on - given_on).days
    while left > 0 and day < latest:
        day += DAY
        left -= not is_paused(spans, day)
    return min(day, latest)
