"""How fast: minutes for a distance, or distance in an hour. No Django."""

from collections.abc import Mapping

from journal.units import minutes_seconds

PACE_SECONDS = (120, 1800)  # a kilometre; outside of it nothing is said (SPEC 9)
SPEED_KMH = (1, 120)
WAYS: Mapping[str, str] = {
    "running": "pace",
    "walking": "pace",
    "hiking": "pace",
    "swimming": "swim",
    "cycling": "speed",
    "cardio": "speed",
}
"""Activity -> told as minutes for a kilometre or mile, minutes for 100 m, or kilometres or miles an hour."""
SWIM_M = 100


def pace(minutes: float, metres: float, way: str, unit_m: float) -> str:
    """`5:46` or `18.2` for a distance unit of `unit_m` metres; empty where nothing sensible comes out.

    static/journal/js/pace.js says the same.
    """
    if minutes <= 0 or metres <= 0:
        return ""
    per_km = minutes * 60_000 / metres
    if way == "speed":
        is_told = SPEED_KMH[0] <= 3600 / per_km <= SPEED_KMH[1]
        return f"{int(3_600_000 / per_km / unit_m * 10 + 0.5) / 10:g}" if is_told else ""
    if not PACE_SECONDS[0] <= per_km <= PACE_SECONDS[1]:
        return ""
    seconds = int(per_km * (SWIM_M if way == "swim" else unit_m) / 1000 + 0.5)
    return minutes_seconds(seconds)
