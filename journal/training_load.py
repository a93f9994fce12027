"""Load and intensity of training sessions, and which minutes and days count (SPEC 2.1-2.5)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from journal.heart_rate import ZoneMinutes

type Intensity = Literal["light", "moderate", "vigorous"]

AEROBIC = frozenset(["running", "walking", "cycling", "swimming", "hiking", "team_sport", "circuit", "dance", "cardio"])
DEFAULT_INTENSITY: dict[str, Intensity] = {
    "running": "vigorous",
    "team_sport": "vigorous",
    "circuit": "vigorous",
    "walking": "moderate",
    "cycling": "moderate",
    "swimming": "moderate",
    "hiking": "moderate",
    "dance": "moderate",
    "cardio": "moderate",
    "strength": "moderate",
    "yoga": "light",
    "tai_chi": "light",
    "mobility": "light",
    "other": "light",
}
"""Intensity of a session without talk test and effort. Running, team sport and circuits leave most people with only a
few words (6 METs and more in the Adult Compendium); the other aerobic kinds at a chosen pace lie between 3 and 6.
Mind-body work is light (SPEC 2.5), and `other` claims nothing."""

ZONES_COVER_FROM = (3, 5)
"""At least this share of the minutes (60 %) has a known heart rate, else the minutes by zone decide nothing."""

RESISTANCE_ACTIVITIES = frozenset(["strength", "circuit"])
MOVEMENT_PATTERNS = frozenset(["squat", "hinge", "push", "pull", "carry", "core"])
RESISTANCE_PATTERNS_MIN = 2
RESISTANCE_SETS_MIN = 4
RESISTANCE_WITHOUT_SETS_MIN = 20

E1RM_REPS_MAX = 10
E1RM_RIR_MAX = 4


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Seven daily loads in arbitrary units; a description, never a warning (Foster 1998)."""

    total: float
    mean: float
    sd: float
    """Sample SD (ddof 1)."""
    monotony: float | None
    """mean / sd, None when the days do not differ."""
    strain: float | None
    """total x monotony."""
    training_days: int

    @property
    def is_worth_showing(self) -> bool:
        """Monotony and strain are shown from four training days on, on a detail page only."""
        return self.training_days >= 4 and self.monotony is not None


def session_load(rpe: int | None, minutes: int) -> int | None:
    """Effort (0-10) x minutes in arbitrary units; None when effort was not rated (Foster et al. 2001)."""
    return None if rpe is None else rpe * minutes


def week_load(daily: Sequence[float]) -> WeekLoad:
    """Figures of seven daily loads, 0 on known rest days."""
    if len(daily) != 7:
        raise ValueError("A week has seven daily loads.")
    total = sum(daily)
    mean = total / 7
    sd = math.sqrt(sum((load - mean) ** 2 for load in daily) / 6) if min(daily) != max(daily) else 0.0
    monotony = mean / sd if sd else None
    strain = None if monotony is None else total * monotony
    return WeekLoad(total, mean, sd, monotony, strain, sum(load > 0 for load in daily))


def resolve_intensity(activity: str, rpe: int | None, talk_test: str | None) -> Intensity:
    """Talk test first, then effort (up to 2 light, 3-4 moderate, from 5 vigorous), then the activity's default.

    The borders belong to the Foster-type scale; another 0-10 scale in use calls 5-6 moderate.
    """
    match talk_test:
        case "light" | "moderate" | "vigorous":
            return talk_test
    if rpe is None:
        return DEFAULT_INTENSITY.get(activity, "light")
    if rpe <= 2:
        return "light"
    return "moderate" if rpe <= 4 else "vigorous"


def counted_minutes(activity: str, minutes: int, intensity: str) -> tuple[int, int]:
    """(moderate, vigorous) minutes that a session adds. Only aerobic kinds add any, and light minutes count 0."""
    if activity not in AEROBIC:
        return 0, 0
    return (minutes if intensity == "moderate" else 0), (minutes if intensity == "vigorous" else 0)


def by_heart_rate(activity: str, minutes: int, zones: ZoneMinutes) -> tuple[Intensity, int, int] | None:
    """Intensity and counted (moderate, vigorous) minutes of an aerobic session whose heart rate is known; else None.

    Minutes by zone count as they are, never more than the session has; minutes without a known rate add nothing. The
    one word for the whole is the zone whose weight in MEM (0, 1 or 2) is nearest to the mean weight of the known
    minutes: of the three words it is the one that, put for every minute, comes closest to what is counted. Ten hard
    minutes in an hour of walking leave it moderate; the zone of most minutes would call a session of short, hard
    intervals light. Half-way between two words the harder one stands, which is the careful reading before bed time.
    """
    least, of = ZONES_COVER_FROM
    if activity not in AEROBIC or zones.covered * of < minutes * least:
        return None
    vigorous = min(zones.vigorous, minutes)
    moderate = min(zones.moderate, minutes - vigorous)
    weight = 2 * moderate_equivalent_minutes(zones.moderate, zones.vigorous)
    if weight < zones.covered:
        return "light", moderate, vigorous
    return ("moderate" if weight < 3 * zones.covered else "vigorous"), moderate, vigorous


def intensity_and_minutes(
    activity: str, minutes: int, *, rpe: int | None, talk_test: str | None, zones: ZoneMinutes | None = None
) -> tuple[Intensity, int, int]:
    """Intensity and counted (moderate, vigorous) minutes: by heart rate, talk test, effort, default, in that order."""
    if zones and (known := by_heart_rate(activity, minutes, zones)):
        return known
    intensity = resolve_intensity(activity, rpe, talk_test)
    return intensity, *counted_minutes(activity, minutes, intensity)


def moderate_equivalent_minutes(moderate: int, vigorous: int) -> int:
    """MEM: a vigorous minute counts twice (WHO 2020, 10.1136/bjsports-2020-102955)."""
    return moderate + 2 * vigorous


def is_resistance(activity: str, minutes: int, sets: Iterable[tuple[str, str]] = ()) -> bool:
    """Whether a session makes its day a resistance day.

    `sets` holds (movement pattern, kind). Sets of other patterns and warm-up sets do not count; a session
    logged without any set counts from 20 minutes on.
    """
    if activity not in RESISTANCE_ACTIVITIES:
        return False
    logged = list(sets)
    if not logged:
        return minutes >= RESISTANCE_WITHOUT_SETS_MIN
    worked = [pattern for pattern, kind in logged if kind != "warmup" and pattern in MOVEMENT_PATTERNS]
    return len(worked) >= RESISTANCE_SETS_MIN and len(set(worked)) >= RESISTANCE_PATTERNS_MIN


def e1rm(
    load_kg: Decimal | float, reps: int, rir: float | None = None, formula: Literal["brzycki", "epley"] = "brzycki"
) -> float | None:
    """Estimated one-repetition maximum in kg, not rounded; None outside 1-10 repetitions.

    Repetitions in reserve are added when logged and at most 4. About 11-14 % of total error: say "about",
    and compare only within one exercise and one formula (Reynolds et al. 2006, 10.1519/R-15304.1).
    """
    total = reps + (rir if rir is not None and rir <= E1RM_RIR_MAX else 0)
    load = float(load_kg)
    if not 1 <= total <= E1RM_REPS_MAX or load <= 0:
        return None
    if formula == "epley":
        return load if total == 1 else load * (1 + total / 30)
    return load * 36 / (37 - total)
