"""Mood ratings as figures: the value of a day, the last week against the weeks before (SPEC 4.1). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

USUAL_CHECK_IN_MIN = 20 * 60
WEEK = 7
BEFORE = 28
DAYS_OF_WEEK_MIN = 4
DAYS_BEFORE_MIN = 10
VERY_LOW = 2
LOW = 3
LOW_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Rating:
    """A mood 0-10 and the local minute of the day at which it was given."""

    day: date
    minute: int
    score: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Means of day values and the days behind them: the last seven days, the 28 before; None below the minimum."""

    mean: float | None
    days: int
    mean_before: float | None
    days_before: int
    halves: int | None
    """By how many half points the last week lies higher; 0 for less than one of them; None without both means."""


def day_scores(ratings: Iterable[Rating]) -> dict[date, int]:
    """The score of each day: the rating nearest to the usual check-in in the evening, the later of two as near."""
    best: dict[date, Rating] = {}
    for rating in ratings:
        held = best.get(rating.day)
        if held is None or _rank(rating) < _rank(held):
            best[rating.day] = rating
    return {day: rating.score for day, rating in best.items()}


def trend(today: date, scores: Mapping[date, int]) -> Trend:
    """The last seven days, today included, beside the 28 days before them. No more is said than that."""
    border = today - timedelta(days=WEEK)
    first = border - timedelta(days=BEFORE - 1)
    now = [score for day, score in scores.items() if border < day <= today]
    before = [score for day, score in scores.items() if first <= day <= border]
    mean, mean_before = _mean(now, DAYS_OF_WEEK_MIN), _mean(before, DAYS_BEFORE_MIN)
    halves = None if mean is None or mean_before is None else _halves(mean - mean_before)
    return Trend(_number(mean), len(now), _number(mean_before), len(before), halves)


def is_low_stretch(newest_first: Sequence[int]) -> bool:
    """Whether the newest score is very low, or is the third low one in a row: then help is named, calmly."""
    last = newest_first[:LOW_IN_A_ROW]
    return bool(last) and (last[0] <= VERY_LOW or (len(last) == LOW_IN_A_ROW and max(last) <= LOW))


def tags_by_use(newest_first: Iterable[Sequence[str]]) -> list[tuple[str, int]]:
    """Each tag and how often it was used, the most used first; of two as often used the one used last."""
    return Counter(tag for tags in newest_first for tag in tags).most_common()


def _rank(rating: Rating) -> tuple[int, int]:
    return abs(rating.minute - USUAL_CHECK_IN_MIN), -rating.minute


def _mean(scores: Sequence[int], minimum: int) -> Fraction | None:
    return Fraction(sum(scores), len(scores)) if len(scores) >= minimum else None


def _halves(change: Fraction) -> int:
    """Whole half points, half up; exact, so that a change of just one half counts on every machine."""
    size = abs(change) * 2
    whole = int(size + Fraction(1, 2)) if size >= 1 else 0
    return whole if change > 0 else -whole


def _number(mean: Fraction | None) -> float | None:
    return None if mean is None else float(mean)
