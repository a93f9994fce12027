"""Heart-rate zones (SPEC 2.4). Not for people whose medicine slows the heart, with an arrhythmia or in pregnancy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

RESERVE_FROM = (0.30, 0.40, 0.60, 0.90)
MAXIMUM_FROM = (0.57, 0.64, 0.77, 0.96)
GAP_MAX_S = 60

type Zone = Literal["light", "moderate", "vigorous"]
type Sample = tuple[int, int]
"""Whole seconds since the start, beats a minute."""


@dataclass(frozen=True, slots=True)
class HeartRateZones:
    """Beats a minute, both ends included (Garber et al. 2011, 10.1249/MSS.0b013e318213fefb)."""

    maximum: int
    """Plus or minus about 10 when it is estimated."""
    light: tuple[int, int]
    moderate: tuple[int, int]
    vigorous: tuple[int, int]
    near_maximum_from: int

    def zone_of(self, bpm: int) -> Zone | None:
        """The zone of a rate; near the maximum counts as vigorous, and below the light zone there is none."""
        if bpm < self.light[0]:
            return None
        if bpm < self.moderate[0]:
            return "light"
        return "moderate" if bpm < self.vigorous[0] else "vigorous"


@dataclass(frozen=True, slots=True)
class ZoneMinutes:
    """Whole minutes of a session by zone: pauses below the light zone are light, near the maximum is vigorous."""

    light: int = 0
    moderate: int = 0
    vigorous: int = 0

    @property
    def covered(self) -> int:
        """The minutes during which the heart rate is known."""
        return self.light + self.moderate + self.vigorous


def heart_rate_zones(age: int, resting_hr: int | None = None, measured_maximum: int | None = None) -> HeartRateZones:
    """Zones by heart-rate reserve (Karvonen), or by percent of the maximum where the resting rate is unknown.

    The maximum is 208 - 0.7 x age (Tanaka et al. 2001) unless a higher one was measured; it is rounded for display.
    A resting rate that is not below the maximum is left aside.
    """
    maximum = max(208 - 0.7 * age, measured_maximum or 0)
    base, span, shares = 0.0, maximum, MAXIMUM_FROM
    if resting_hr is not None and resting_hr < maximum:
        base, span, shares = resting_hr, maximum - resting_hr, RESERVE_FROM
    light, moderate, vigorous, near = (round(base + share * span) for share in shares)
    return HeartRateZones(round(maximum), (light, moderate - 1), (moderate, vigorous - 1), (vigorous, near - 1), near)


def minutes_by_zone(samples: Sequence[Sample], zones: HeartRateZones, minutes: int) -> ZoneMinutes:
    """Minutes by zone of samples in the order of time, up to the end of a session of so many `minutes`.

    A rate holds until the next sample, as a watch shows it; where that is more than a minute away, nothing is known of
    the time between. The minutes add up to the covered time, rounded: the largest remainders are rounded up.
    """
    seconds: dict[Zone, int] = {"light": 0, "moderate": 0, "vigorous": 0}
    for (start, bpm), (end, _) in pairwise(samples):
        if end - start <= GAP_MAX_S:
            seconds[zones.zone_of(bpm) or "light"] += max(0, min(end, minutes * 60) - start)
    whole = {zone: held // 60 for zone, held in seconds.items()}
    missing = (sum(seconds.values()) + 30) // 60 - sum(whole.values())
    for zone in sorted(seconds, key=lambda one: seconds[one] % 60, reverse=True)[:missing]:
        whole[zone] += 1
    return ZoneMinutes(**whole)
