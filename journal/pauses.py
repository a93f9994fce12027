"""Pauses as days of a calendar: which weeks they take out of every count of weeks (SPEC 5.3). Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.dates import Week

DAYS_OF_A_PAUSED_WEEK = 4

type Span = tuple[date, date | None]
"""First and last day of a pause, both included; no last day while it lasts."""


def paused_weeks(pauses: Iterable[Span], first: date, last: date, today: date) -> set[date]:
    """The Mondays of the paused weeks from the week of `first` to the week of `last`, both included.

    A week is paused when pauses cover at least four of its seven days. One that still lasts reaches to the end of the
    week of `today`, since nobody expects training in the rest of it.
    """
    weeks = Week.of(first), Week.of(last)
    covered: dict[date, set[date]] = {}
    for begins, ends in pauses:
        day = max(begins, weeks[0].monday)
        until = min(ends or Week.of(today).sunday, weeks[1].sunday)
        while day <= until:
            covered.setdefault(Week.of(day).monday, set()).add(day)
            day += timedelta(days=1)
    return {monday for monday, days in covered.items() if len(days) >= DAYS_OF_A_PAUSED_WEEK}


def is_paused(pauses: Iterable[Span], day: date) -> bool:
    """Whether a pause covers the day; one that lasts covers every day since its first."""
    return any(begins <= day and (ends is None or day <= ends) for begins, ends in pauses)


def overlap(one: Span, other: Span) -> bool:
    """Whether two pauses share a day; one without an end goes on for ever."""
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)
