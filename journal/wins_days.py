"""Wins of days without a session: SW17 a steady rise time, SW19 the person's own level of steps (SPEC 5.2). Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, pairwise
from uuid import UUID

from core.dates import monday_of
from journal.steps import BASELINE_DAYS, step_target, valid_days, week_mean
from journal.wins_facts import RULES, Win

WITHIN_MIN = 30
NIGHTS = 5
DAY_MIN = 24 * 60
STEPS = "steps"
STEPS_LOOK_BACK = timedelta(days=13)
"""The day before a day, with the six days before that one."""


def steady_week(person: UUID, rises: Iterable[tuple[date, int]], usual_min: int) -> Win | None:
    """SW17: up within half an hour of the usual time on five mornings of the ISO week; told on the fifth of them.

    `rises` are the mornings of one week with the minute after midnight at which the person got up. The cool-down of
    seven days means once a week.
    """
    steady = sorted(day for day, minute in rises if _apart(minute, usual_min) <= WITHIN_MIN)
    if len(steady) < NIGHTS:
        return None
    new, extra = Decimal(len(steady)), Decimal(usual_min)
    return Win("SW17", None, steady[NIGHTS - 1], new=new, extra=extra, person=person)


def steady_weeks(
    person: UUID, rises: Mapping[date, int], usual_min: int | None, told: Mapping[date, int] | None = None
) -> list[Win]:
    """SW17 for every week that `rises` touch.

    `told` names the usual time of weeks that have their win already (by Monday): a fact stays one though the person
    has another usual time since, for as long as the log bears it out.
    """
    weeks: dict[date, list[tuple[date, int]]] = {}
    for day, minute in rises.items():
        weeks.setdefault(monday_of(day), []).append((day, minute))
    wins = []
    for week in sorted(weeks):
        usual_times = [time for time in ((told or {}).get(week), usual_min) if time is not None]
        found = (steady_week(person, weeks[week], time) for time in usual_times)
        wins += [win for win in [next(filter(None, found), None)] if win]
    return wins


def _apart(one: int, other: int) -> int:
    """Minutes between two times of the clock, the shorter way round."""
    return min((one - other) % DAY_MIN, (other - one) % DAY_MIN)


def step_wins(
    person: UUID, days: Mapping[date, int], since: date | None = None, told_on: Collection[date] = ()
) -> list[Win]:
    """SW19: on the days from `since` on that bring the mean of seven days up to the person's level, after one below.

    `days` holds all days with steps, or else the first 14 valid ones and those from 13 days before `since` on;
    `told_on` the days of earlier wins, for the cool-down.
    """
    week = _StepWeeks(days)
    told = max((day for day in told_on if since and day < since), default=None)
    wins: list[Win] = []
    for before, day in pairwise([None, *week.valid]):
        if day is None or (since and day < since) or not week.is_reached(day) or (before and week.is_reached(before)):
            continue
        if told is None or (day - told).days >= RULES["SW19"].cool_down_days:
            mean, level = week.mean_and_level(day)
            wins.append(Win("SW19", None, day, STEPS, Decimal(level or 0), Decimal(mean or 0), person=person))
            told = day
    return wins


class _StepWeeks:
    """The seven days up to a day, and the level that holds on it."""

    def __init__(self, days: Mapping[date, int]) -> None:
        self.valid = valid_days(days)
        self.first = dict(islice(self.valid.items(), BASELINE_DAYS))

    def mean_and_level(self, day: date) -> tuple[int | None, int | None]:
        week = (day - timedelta(days=back) for back in range(7))
        return week_mean({one: self.valid[one] for one in week if one in self.valid}, day), step_target(self.first, day)

    def is_reached(self, day: date) -> bool:
        mean, level = self.mean_and_level(day)
        return mean is not None and level is not None and mean >= level
