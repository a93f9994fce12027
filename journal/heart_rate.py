"""Heart-rate zones (SPEC 2.4). Not for people whose medicine slows the heart, with an arrhythmia or in pregnancy."""

from dataclasses import dataclass

RESERVE_FROM = (0.30, 0.40, 0.60, 0.90)
MAXIMUM_FROM = (0.57, 0.64, 0.77, 0.96)


@dataclass(frozen=True, slots=True)
class HeartRateZones:
    """Beats a minute, both ends included (Garber et al. 2011, 10.1249/MSS.0b013e318213fefb)."""

    maximum: int
    """Plus or minus about 10 when it is estimated."""
    light: tuple[int, int]
    moderate: tuple[int, int]
    vigorous: tuple[int, int]
    near_maximum_from: int


def heart_rate_zones(age: int, resting_hr: int | None = None, measured_maximum: int | None = None) -> HeartRateZones:
    """Zones by heart-rate reserve (Karvonen), or by percent of the maximum where the resting rate is unknown.

    The maximum is 208 - 0.7 x age (Tanaka et al. 2001) unless a higher one was measured; it is rounded for display.
    """
    maximum = max(208 - 0.7 * age, measured_maximum or 0)
    base, span = (0, maximum) if resting_hr is None else (resting_hr, maximum - resting_hr)
    shares = MAXIMUM_FROM if resting_hr is None else RESERVE_FROM
    light, moderate, vigorous, near = (round(base + share * span) for share in shares)
    return HeartRateZones(round(maximum), (light, moderate - 1), (moderate, vigorous - 1), (vigorous, near - 1), near)
