"""Steps a day: days that count, the mean of a week, a person's own next level (SPEC 2.5). Pure.

`days` maps a local day to its steps; of several entries of a day the latest counts (see MeasurementQuerySet.step_days).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import mean, median

VALID_FROM = 500
"""A day below says that the counter lay in a drawer."""
DAYS_FOR_A_MEAN = 4
BASELINE_DAYS = 14
STEP = 1_000
STEP_EVERY = timedelta(days=14)
BAND = (8_000, 10_000)
"""The source's target; the ramp ends as soon as it is inside."""
GOOD_LEVEL = 7_000
"""Already a good level (Bizzozero-Peroni et al. 2024, 10.1001/jamanetworkopen.2024.51208)."""


def valid_days(days: Mapping[date, int]) -> dict[date, int]:
    """The days on which the counter was worn, oldest first."""
    return {day: days[day] for day in sorted(days) if days[day] >= VALID_FROM}


def week_mean(days: Mapping[date, int], last: date) -> int | None:
    """The mean of the valid days among the seven up to `last`; None below four."""
    counted = [count for day, count in valid_days(days).items() if last - timedelta(days=7) < day <= last]
    return round(mean(counted)) if len(counted) >= DAYS_FOR_A_MEAN else None


def baseline(days: Mapping[date, int], today: date) -> tuple[int, date] | None:
    """The median of the first 14 valid days to the nearest hundred, and the last of them; today is not over yet."""
    first = [(day, count) for day, count in valid_days(days).items() if day < today][:BASELINE_DAYS]
    if len(first) < BASELINE_DAYS:
        return None
    return round(median(count for _day, count in first) / 100) * 100, first[-1][0]


def step_target(days: Mapping[date, int], today: date, ends_at: int | None = None) -> int | None:
    """The person's own level for today: the baseline and 1,000 more every two weeks, until the band is reached.

    A baseline within the band is the level itself, one above it the band's upper end. With `ends_at` the ramp ends
    there instead. None before 14 valid days.
    """
    found = baseline(days, today)
    if found is None:
        return None
    level, since = found
    enough, most = BAND if ends_at is None else (ends_at, ends_at)
    rises = 1 + (today - since - timedelta(days=1)) // STEP_EVERY
    for _rise in range(rises):
        if level >= enough:
            break
        level += STEP
    return min(level, most)
