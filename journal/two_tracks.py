"""Weeks in which a person both moved and noticed what the body felt and could do (SPEC 1.3, strategy 3.3). Pure."""

from collections.abc import Iterable
from datetime import date

from core.dates import Week

WEEKS = 4
TARGET = 3


def weeks_with_both(
    moved: Iterable[date], noted: Iterable[date], today: date, paused: Iterable[date] = ()
) -> tuple[int, int]:
    """(weeks with both, weeks looked at) of the four up to the one of `today`.

    `moved` are the days of sessions and functional wins, `noted` those of body notes; `paused` the Mondays of weeks
    that leave both figures.
    """
    weeks = {Week.of(today).plus(-back) for back in range(WEEKS)} - {Week(monday) for monday in paused}
    both = {Week.of(day) for day in moved} & {Week.of(day) for day in noted}
    return len(weeks & both), len(weeks)
