"""Blood pressure: the mean of days, ranges of three schemes, a change worth showing (SPEC 2.6). Pure; mmHg.

Readings are taken at home, so the levels are those for readings at home where a guideline names them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean

WINDOW = timedelta(days=14)
BEFORE = (timedelta(weeks=8), timedelta(weeks=12))
READINGS_A_DAY, DAYS_NEEDED = 2, 2
"""A mean says something from two readings on each of two days on."""
CHANGE_FROM = 5
HIGH = (180, 120)
"""From here on (upper or lower value) the page asks to rest and to measure again."""

CUTS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "esc": ((120, 70), (135, 85)),  # at home; at a doctor's 140/90 (10.1093/eurheartj/ehae178)
    "aha": ((120, 80), (130, 80), (140, 90)),  # AHA/ACC 2025
    "china": ((135, 85),),  # at home; at a doctor's 140/90
}
"""Scheme -> the upper or lower value from which its next range begins."""
CHINESE = frozenset({"CN", "HK", "MO", "TW"})


@dataclass(frozen=True, slots=True)
class Reading:
    day: date
    systolic: int
    diastolic: int


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of days, each of which is the mean of its readings."""

    systolic: int
    diastolic: int
    readings: int
    days: int


@dataclass(frozen=True, slots=True)
class Change:
    """Now against then; negative is lower now."""

    systolic: int
    diastolic: int
    then: Mean


def day_means(readings: Iterable[Reading]) -> dict[date, tuple[float, float]]:
    """Day -> mean upper and lower value, oldest first."""
    by_day: dict[date, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_day[reading.day].append(reading)
    return {day: _means(by_day[day]) for day in sorted(by_day)}


def mean_until(readings: Iterable[Reading], last: date) -> Mean | None:
    """The mean of the 14 days up to `last`; None below two readings on two days."""
    known = [reading for reading in readings if last - WINDOW < reading.day <= last]
    counts: dict[date, int] = defaultdict(int)
    for reading in known:
        counts[reading.day] += 1
    if sum(count >= READINGS_A_DAY for count in counts.values()) < DAYS_NEEDED:
        return None
    days = day_means(known).values()
    systolic, diastolic = (_rounded(mean(day[place] for day in days)) for place in (0, 1))
    return Mean(systolic, diastolic, len(known), len(counts))


def mean_before(readings: Sequence[Reading], today: date) -> Mean | None:
    """The mean of the newest 14 days with readings among those 8 to 12 weeks ago."""
    first, last = today - BEFORE[1], today - BEFORE[0]
    known = [reading for reading in readings if first < reading.day <= last]
    return mean_until(known, max(reading.day for reading in known)) if known else None


def change(readings: Sequence[Reading], today: date) -> Change | None:
    """The last 14 days against 14 days 8 to 12 weeks before, where either value moved by 5 mmHg or more."""
    now, then = mean_until(readings, today), mean_before(readings, today)
    if now is None or then is None:
        return None
    moved = Change(now.systolic - then.systolic, now.diastolic - then.diastolic, then)
    return moved if max(abs(moved.systolic), abs(moved.diastolic)) >= CHANGE_FROM else None


def level(scheme: str, systolic: int, diastolic: int) -> int:
    """The range of a scheme, 0 the lowest; of two values the one in the higher range decides."""
    return sum(systolic >= upper or diastolic >= lower for upper, lower in CUTS[scheme])


def scheme_by_region(language: str, country: str) -> str:
    """AHA/ACC in the United States, China's for Chinese readers and places, else that of the ESC."""
    if country == "US":
        return "aha"
    return "china" if country in CHINESE or language.startswith("zh") else "esc"


def is_high(systolic: int | None, diastolic: int | None) -> bool:
    """Whether a reading asks for rest and a second reading."""
    if systolic is None or diastolic is None:
        return False
    return systolic >= HIGH[0] or diastolic >= HIGH[1]


def _means(readings: Sequence[Reading]) -> tuple[float, float]:
    return mean(reading.systolic for reading in readings), mean(reading.diastolic for reading in readings)


def _rounded(value: float) -> int:
    """Half up: a mean is judged as it is shown."""
    return int(value + 0.5)
