"""The sleep of a week and how regular it was, from the nights of the fourteen days up to its end (SPEC 3.4). Pure.

A figure needs four nights of its own; where it has fewer it is None, and how many there were is still told.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Literal

from core.dates import Week
from journal.night_times import usual_clock
from journal.sleep import mid_sleep_sd, rounded, sleep_regularity_index

NIGHTS_MIN = 4
TRAILING = timedelta(days=14)
VERY_STEADY_BELOW = 30
STEADY_UP_TO = 60

EVENING = 17
SUNDAY, TUESDAY = 6, 1

type Band = Literal["very_steady", "steady", "varied"]


@dataclass(frozen=True, slots=True)
class WeekNight:
    """One night as a week sums it up; minutes are not rounded, None is what was not noted."""

    day: date
    bed: time | None
    """Into bed, or where only that is known lights out, on the clock of the evening."""
    rise: time | None
    """Out of bed, or where only that is known the final wake."""
    total_min: float | None
    in_bed_min: float | None
    mid_sleep_min: float | None
    asleep: tuple[float, float] | None
    """Sleep onset and final wake in minutes after the midnight before `day`, the onset mostly negative."""


@dataclass(frozen=True, slots=True)
class Figure[Value]:
    """A figure and the nights it rests on."""

    value: Value | None
    nights: int


@dataclass(frozen=True, slots=True)
class SleepWeek:
    """What a week shows."""

    week: Week
    nights: int
    total_min: Figure[float]
    efficiency: Figure[float]
    bed: Figure[time]
    rise: Figure[time]
    mid_sleep_sd_min: Figure[float]
    """Over the trailing fourteen days, from seven nights on."""
    regularity: Figure[float]
    """The sleep regularity index of the longest run of seven nights or more: from a diary, so rather too high."""

    @property
    def band(self) -> Band | None:
        """A description of the spread, without validation."""
        spread = self.mid_sleep_sd_min.value
        if spread is None:
            return None
        if spread < VERY_STEADY_BELOW:
            return "very_steady"
        return "steady" if spread <= STEADY_UP_TO else "varied"

    @property
    def has_enough(self) -> bool:
        return self.nights >= NIGHTS_MIN


def sleep_week(week: Week, until: date, nights: Iterable[WeekNight]) -> SleepWeek:
    """Sums up a week; `until` is its Sunday, or today while it lasts. Nights outside the fourteen days do not count."""
    trailing = sorted((n for n in nights if until - TRAILING < n.day <= until), key=lambda night: night.day)
    own = [night for night in trailing if night.day in week]
    middles = [night.mid_sleep_min for night in trailing if night.mid_sleep_min is not None]
    run = _longest_run(trailing)
    return SleepWeek(
        week=week,
        nights=len(own),
        total_min=_figure([n.total_min for n in own], _mean),
        efficiency=_figure([_efficiency(n) for n in own], lambda shares: rounded(_mean(shares), 1)),
        bed=_figure([n.bed for n in own], lambda clocks: usual_clock(clocks, to=1)),
        rise=_figure([n.rise for n in own], lambda clocks: usual_clock(clocks, to=1)),
        mid_sleep_sd_min=Figure(mid_sleep_sd(middles), len(middles)),
        regularity=Figure(sleep_regularity_index(run), len(run)),
    )


def asked_sunday(now: datetime) -> date | None:
    """The week, by its Sunday, whose sleep is asked for: from Sunday 17:00 to the end of Tuesday; else None."""
    if now.weekday() == SUNDAY:
        return now.date() if now.hour >= EVENING else None
    return now.date() - timedelta(days=now.weekday() + 1) if now.weekday() <= TUESDAY else None


def _figure[Given, Value](values: Iterable[Given | None], of: Callable[[list[Given]], Value | None]) -> Figure[Value]:
    known = [value for value in values if value is not None]
    return Figure(of(known) if len(known) >= NIGHTS_MIN else None, len(known))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _efficiency(night: WeekNight) -> float | None:
    return None if night.total_min is None or not night.in_bed_min else 100 * night.total_min / night.in_bed_min


def _longest_run(nights: Sequence[WeekNight]) -> list[tuple[float, float]]:
    """The onsets and wakes of the longest run of days without a gap; of two as long the later one."""
    whole = [night for night in nights if night.asleep]
    runs = groupby(enumerate(whole), key=lambda pair: pair[1].day.toordinal() - pair[0])
    lists = [[night.asleep for _place, night in run if night.asleep] for _key, run in runs]
    return max(reversed(lists), key=len, default=[])
