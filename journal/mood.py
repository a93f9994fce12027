"""Mood ratings as figures: the value of a day, the last week against the weeks before (SPEC 4.1). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

USUAL_CHECK_IN_MIN = 20 * 60


@dataclass(frozen=True, slots=True)
class Rating:
    """A mood 0-10 and the local minute of the day at which it was given."""

    day: date
    minute: int
    score: int


def day_scores(ratings: Iterable[Rating]) -> dict[date, int]:
    """The score of each day: the rating nearest to the usual check-in in the evening, the later of two as near."""
    best: dict[date, Rating] = {}
    for rating in ratings:
        held = best.get(rating.day)
        if held is None or _rank(rating) < _rank(held):
            best[rating.day] = rating
    return {day: rating.score for day, rating in best.items()}


def _rank(rating: Rating) -> tuple[int, int]:
    return abs(rating.minute - USUAL_CHECK_IN_MIN), -rating.minute
