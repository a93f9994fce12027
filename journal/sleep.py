"""Figures of one night of the sleep diary, and how regular several nights are (SPEC 3.3, 3.4).

Durations are computed on aware instants, never on clock faces, so a night with a DST change comes out right.
Constructs of the Consensus Sleep Diary (Carney et al. 2012, 10.5665/sleep.1642).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol

DAY_MIN = 24 * 60
NOON = 12 * 60
LONGEST_IN_BED = timedelta(hours=16)
SHORT_SLEEP_MIN = 2 * 60
LONG_SLEEP_MIN = 13 * 60
REGULARITY_NIGHTS = 7


class Night(Protocol):
    """What a diary entry offers: aware instants or None, minutes 0-720 or None."""

    @property
    def into_bed(self) -> datetime | None: ...
    @property
    def tried_to_sleep(self) -> datetime | None: ...
    @property
    def sol_min(self) -> int | None: ...
    @property
    def waso_min(self) -> int | None: ...
    @property
    def final_wake(self) -> datetime | None: ...
    @property
    def out_of_bed(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class SleepFigures:
    """Minutes (whole where they are whole, else one decimal); None where a part is missing, as in the quick form."""

    time_in_bed_min: float | None
    total_sleep_min: float | None
    sleep_efficiency: float | None
    """100 x total sleep / time in bed, one decimal."""
    mid_sleep: str | None
    """HH:MM, half way between sleep onset and final wake on the local clock."""
    mid_sleep_min: float | None
    """The same in minutes after local midnight, not rounded."""
    twak_min: float | None
    """Time awake in bed after the final wake."""
    sleep_window_min: float | None
    """Time allowed for sleep: final wake - tried to sleep."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """Field -> `out_of_order`, `awake_exceeds_sleep_period` or `in_bed_over_16_h`: refuse the entry."""
    warnings: tuple[str, ...] = ()
    """`total_sleep_under_2_h`, `total_sleep_over_13_h`: ask back in the form, store all the same."""


def derive(night: Night, *, utc_offset_min: int | None = None) -> SleepFigures:
    """Derive a night's figures. The local clock of `mid_sleep` is the offset of the final wake.

    `utc_offset_min` gives that offset for instants that come from the database in UTC.
    """
    in_bed = _minutes(night.into_bed, night.out_of_bed)
    window = _minutes(night.tried_to_sleep, night.final_wake)
    total = middle = None
    if window is not None and night.sol_min is not None and night.waso_min is not None:
        total = window - night.sol_min - night.waso_min
    if night.tried_to_sleep and night.final_wake and night.sol_min is not None:
        middle = mid_sleep_minutes(night.tried_to_sleep, night.sol_min, night.final_wake, utc_offset_min)
    return SleepFigures(
        time_in_bed_min=_tidy(in_bed),
        total_sleep_min=_tidy(total),
        sleep_efficiency=None if total is None or not in_bed else rounded(100 * total / in_bed, 1),
        mid_sleep=None if middle is None else "{:02d}:{:02d}".format(*divmod(int(middle), 60)),
        mid_sleep_min=middle,
        twak_min=_tidy(_minutes(night.final_wake, night.out_of_bed)),
        sleep_window_min=_tidy(window),
        errors=_errors(night, total),
        warnings=_warnings(total),
    )


def mid_sleep_minutes(tried: datetime, sol_min: int, wake: datetime, utc_offset_min: int | None = None) -> float:
    """Minutes after local midnight [0, 1440) of the middle between sleep onset and final wake."""
    if utc_offset_min is None:
        offset = wake.utcoffset() or timedelta()
        utc_offset_min = round(offset.total_seconds() / 60)
    before_wake = ((wake - tried).total_seconds() / 60 - sol_min) / 2
    wake_clock = (wake.timestamp() / 60 + utc_offset_min) % DAY_MIN
    return (wake_clock - before_wake) % DAY_MIN


def mid_sleep_sd(middles: Sequence[float]) -> float | None:
    """Sample SD in minutes of mid-sleep times (minutes after midnight); None below seven nights.

    The axis starts at noon, so that midnight splits nothing; times that spread over more than
    12 hours get the circular SD. From a week on the SD is hardly biased (Fischer et al. 2021, 10.1093/sleep/zsab103).
    """
    count = len(middles)
    if count < REGULARITY_NIGHTS:
        return None
    axis = [(middle - NOON) % DAY_MIN for middle in middles]
    if max(axis) - min(axis) > NOON:
        return _circular_sd(axis)
    mean = sum(axis) / count
    return math.sqrt(sum((value - mean) ** 2 for value in axis) / (count - 1))


def sleep_regularity_index(nights: Sequence[tuple[float, float]]) -> float | None:
    """How alike are the states asleep and awake 24 hours apart, on average: 100 identical, 0 random.

    `nights` holds (sleep onset, final wake) of consecutive days in minutes on one day's axis, so that 23:00-07:00 is
    (-60, 420) every day. None below seven days. Idea: Phillips et al. 2017. From a diary it comes out
    too high, as short awakenings are missing: label it "from diary".
    """
    if len(nights) < REGULARITY_NIGHTS:
        return None
    differing = 0.0
    for (onset, wake), (next_onset, next_wake) in pairwise(nights):
        overlap = max(0.0, min(wake, next_wake) - max(onset, next_onset))
        differing += (wake - onset) + (next_wake - next_onset) - 2 * overlap
    return 100 - 200 * differing / (DAY_MIN * (len(nights) - 1))


def rounded(value: float, digits: int) -> float:
    """Round half away from zero, as a person would."""
    scale = 10**digits
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9) / scale, value) if value else 0.0


def _circular_sd(axis: Sequence[float]) -> float | None:
    turn = 2 * math.pi / DAY_MIN
    sine = sum(math.sin(value * turn) for value in axis)
    cosine = sum(math.cos(value * turn) for value in axis)
    length = math.hypot(sine, cosine) / len(axis)
    return None if length < 1e-6 else math.sqrt(max(0.0, -2 * math.log(length))) / turn


def _minutes(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds() / 60


def _tidy(minutes: float | None) -> float | None:
    if minutes is None:
        return None
    return int(minutes) if minutes == int(minutes) else rounded(minutes, 1)


def _errors(night: Night, total: float | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    given = [
        (name, instant)
        for name in ("into_bed", "tried_to_sleep", "final_wake", "out_of_bed")
        if (instant := getattr(night, name)) is not None
    ]
    for (earlier, before), (later, after) in pairwise(given):
        crosses_sleep = earlier in ("into_bed", "tried_to_sleep") and later in ("final_wake", "out_of_bed")
        if after < before or (crosses_sleep and after == before):
            errors[later] = "out_of_order"
    if len(given) > 1 and given[-1][1] - given[0][1] > LONGEST_IN_BED:
        errors.setdefault(given[-1][0], "in_bed_over_16_h")
    if total is not None and total < 0:
        errors.setdefault("waso_min", "awake_exceeds_sleep_period")
    return errors


def _warnings(total: float | None) -> tuple[str, ...]:
    if total is None or SHORT_SLEEP_MIN <= total <= LONG_SLEEP_MIN:
        return ()
    return ("total_sleep_under_2_h",) if total < SHORT_SLEEP_MIN else ("total_sleep_over_13_h",)
