"""Scoring of the Pittsburgh Sleep Quality Index from its raw answers.

Source: Buysse et al. 1989 (10.1016/0165-1781(89)90047-4) in the form of the University of Pittsburgh
scoring sheet with the item-5j rule of 20 May 2005. The module holds no wording of the questionnaire.

Answers carry semantic names: `bed_time` and `rise_time` ("HH:MM"), `latency_min` (minutes, or [low, high]),
`sleep_min` (whole minutes), `d_a` to `d_j`, `quality`, `medication`, `awake_trouble`, `enthusiasm` (0-3)
and `d_j_reason` (bool). A missing answer is None or absent.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import Any, Literal

SCORING_VERSION = "pitt-2005"

COMPONENTS = ("c1", "c2", "c3", "c4", "c5", "c6", "c7")
DISTURBANCES = ("d_b", "d_c", "d_d", "d_e", "d_f", "d_g", "d_h", "d_i")
RATINGS = ("d_a", *DISTURBANCES, "d_j", "quality", "medication", "awake_trouble", "enthusiasm")
FIELDS = ("bed_time", "rise_time", "latency_min", "sleep_min", *RATINGS, "d_j_reason")

DAY_MIN = 24 * 60
UNUSUAL_BELOW_MIN = 3 * 60
UNUSUAL_ABOVE_MIN = 14 * 60

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)

type ChangeBand = Literal["same", "lower", "higher"]


@dataclass(frozen=True, slots=True)
class PsqiError:
    """One refused answer: the field, a stable code for translation, and the sentence in English."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PsqiScore:
    """Components 0-3 and their sum 0-21 (higher is worse); None where an answer is missing or refused."""

    components: Mapping[str, int | None]
    global_score: int | None
    flags: tuple[str, ...] = ()
    errors: tuple[PsqiError, ...] = ()
    scoring_version: str = SCORING_VERSION

    @property
    def above_5(self) -> bool | None:
        """Above the level of Buysse et al. 1989."""
        return None if self.global_score is None else self.global_score > 5

    @property
    def above_7(self) -> bool | None:
        """Above the level of the Chinese version (Liu Xianchen et al. 1996)."""
        return None if self.global_score is None else self.global_score > 7


def score(answers: Mapping[str, Any]) -> PsqiScore:
    """Score one answer sheet. Missing items are never pro-rated, values out of range never clipped."""
    sheet = _Sheet(answers)
    in_bed = sheet.time_in_bed()
    sleep = sheet.sleep()
    components: dict[str, int | None] = {
        "c1": sheet.rating("quality"),
        "c2": _latency(sheet.latency(), sheet.rating("d_a")),
        "c3": None if sleep is None else _duration(sleep),
        "c4": _efficiency(sleep, in_bed, sheet.flags),
        "c5": _disturbance([sheet.rating(item) for item in DISTURBANCES], sheet.other_reason()),
        "c6": sheet.rating("medication"),
        "c7": _pair_band(sheet.rating("awake_trouble"), sheet.rating("enthusiasm")),
    }
    return PsqiScore(components, _total(components), tuple(sheet.flags), tuple(sheet.errors))


def direct(components: Mapping[str, Any] | None, global_score: Any = None) -> PsqiScore:
    """Accept a score worked out elsewhere: seven components, or only the global score 0-21.

    With all seven components the global score is their sum; one that is sent as well must agree.
    """
    errors: list[PsqiError] = []
    given = {} if components is None else components
    kept: dict[str, int | None] = dict.fromkeys(COMPONENTS)
    for name in given:
        if name not in kept:
            errors.append(PsqiError(str(name), "unknown", f"{name} is not a component"))
        elif given[name] is not None and not _is_int(given[name], 3):
            errors.append(PsqiError(name, "out_of_range", f"{name} must be an integer 0-3"))
        else:
            kept[name] = given[name]
    if global_score is not None and not _is_int(global_score, 21):
        errors.append(PsqiError("global_score", "out_of_range", "global_score must be an integer 0-21"))
        return PsqiScore(kept, None, (), tuple(errors))
    total = _total(kept)
    if total is not None and global_score is not None and total != global_score:
        errors.append(PsqiError("global_score", "mismatch", "global_score must be the sum of the components"))
    if not errors and global_score is None and all(value is None for value in kept.values()):
        errors.append(PsqiError("global_score", "required", "components or global_score must be given"))
    return PsqiScore(kept, None if errors else (global_score if total is None else total), (), tuple(errors))


def change_band(old: int | None, new: int | None) -> ChangeBand | None:
    """Compare two global scores; up to 2 points is about the same.

    The smallest change beyond noise is about 3.2 points (test-retest 0.85, SD 3), and trials took
    3 points as a response (Troxel et al. 2013, 10.5664/jcsm.3270).
    """
    if old is None or new is None:
        return None
    if abs(new - old) <= 2:
        return "same"
    return "lower" if new < old else "higher"


class _Sheet:
    """Reads answers one by one and collects the flags and errors in a fixed order."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers
        self.flags: list[str] = []
        self.errors: list[PsqiError] = []
        for name in answers:
            if name not in FIELDS:
                self._refuse(str(name), "unknown", f"{name} is not an answer of this sheet")

    def _refuse(self, field: str, code: str, message: str) -> None:
        self.errors.append(PsqiError(field, code, message))

    def rating(self, field: str) -> int | None:
        value = self.answers.get(field)
        if value is None:
            return None
        if not _is_int(value, 3):
            self._refuse(field, "out_of_range", f"{field} must be an integer 0-3")
            return None
        return int(value)

    def time_in_bed(self) -> int | None:
        """Minutes from bed to rise, across midnight or through the day."""
        bed, rise = self._clock("bed_time"), self._clock("rise_time")
        if bed is None or rise is None:
            return None
        if bed == rise:
            message = "bed_time equals rise_time: time in bed is 0 or 24 h, ask again"
            self._refuse("bed_time", "equal_times", message)
            return None
        minutes = (rise - bed) % DAY_MIN
        if not UNUSUAL_BELOW_MIN <= minutes <= UNUSUAL_ABOVE_MIN:
            self.flags.append("time_in_bed_unusual")
        return minutes

    def _clock(self, field: str) -> int | None:
        value = self.answers.get(field)
        if value is None:
            return None
        if isinstance(value, time):
            return value.hour * 60 + value.minute
        match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self._refuse(field, "invalid_time", f"{field} must be a time HH:MM")
            return None
        return int(match[1]) * 60 + int(match[2])

    def sleep(self) -> int | None:
        value = self.answers.get("sleep_min")
        if value is None:
            return None
        if not _is_int(value, DAY_MIN):
            self._refuse("sleep_min", "out_of_range", f"sleep_min must be an integer 0-{DAY_MIN}")
            return None
        return int(value)

    def latency(self) -> Fraction | None:
        value = self.answers.get("latency_min")
        if value is None:
            return None
        if _is_minutes(value):
            return Fraction(value)
        if isinstance(value, Sequence) and len(value) == 2 and all(_is_minutes(end) for end in value):
            low, high = Fraction(value[0]), Fraction(value[1])
            if low <= high:
                self.flags.append("latency_range_midpoint")
                return (low + high) / 2
        message = f"latency_min must be a number 0-{DAY_MIN} or [low, high]"
        self._refuse("latency_min", "out_of_range", message)
        return None

    def other_reason(self) -> int | None:
        """Item 5j: counts only with a rating and a reason, else 0; None when one of them is refused."""
        value, reason = self.answers.get("d_j"), self.answers.get("d_j_reason")
        rating = self.rating("d_j")
        if reason is not None and not isinstance(reason, bool):
            self._refuse("d_j_reason", "not_bool", "d_j_reason must be true or false")
            return None
        if value is not None and rating is None:
            return None
        if rating and not reason:
            self.flags.append("5j_without_reason_scored_0")
        return (rating or 0) if reason else 0


def _latency(minutes: Fraction | None, rating: int | None) -> int | None:
    if minutes is None:
        return None
    return _pair_band(sum(minutes > border for border in (15, 30, 60)), rating)


def _duration(sleep_min: int) -> int:
    return sum(sleep_min < hours * 60 for hours in (7, 6, 5))


def _efficiency(sleep: int | None, in_bed: int | None, flags: list[str]) -> int | None:
    """Compares whole numbers: in floats 425 of 500 minutes would fall just below 85 %."""
    if sleep is None or in_bed is None:
        return None
    if sleep > in_bed:
        flags.append("efficiency_over_100")
    return sum(sleep * 100 < percent * in_bed for percent in (85, 75, 65))


def _disturbance(ratings: Sequence[int | None], other: int | None) -> int | None:
    """0, 1-9, 10-18 and 19-27 become 0, 1, 2 and 3."""
    known = [rating for rating in (*ratings, other) if rating is not None]
    return math.ceil(sum(known) / 9) if len(known) == len(ratings) + 1 else None


def _pair_band(one: int | None, other: int | None) -> int | None:
    """The sum of two items 0-3: 0, 1-2, 3-4 and 5-6 become 0, 1, 2 and 3."""
    return None if one is None or other is None else (one + other + 1) // 2


def _total(components: Mapping[str, int | None]) -> int | None:
    known = [value for value in components.values() if value is not None]
    return sum(known) if len(known) == len(COMPONENTS) else None


def _is_int(value: Any, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= high


def _is_minutes(value: Any) -> bool:
    """A finite number of minutes within a day (NaN and infinity compare false)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= DAY_MIN
