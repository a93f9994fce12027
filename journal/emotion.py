"""Feelings before and after a session: what kind they are, how they changed, when a rating is late (SPEC 4.2). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

UNPLEASANT = frozenset(["tense", "worried", "down", "irritated", "tired", "stressed", "restless", "lonely"])
PLEASANT = frozenset(["calm", "content", "energetic", "proud"])
ON_TIME = timedelta(minutes=30)
LAST_SESSIONS = 8
MEDIAN_FROM = 3
"""Fewer rated sessions have no middle that says more than each of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One feeling, 0-10 before and after."""

    word: str
    before: int
    after: int

    @property
    def delta(self) -> int:
        return self.after - self.before

    @property
    def direction(self) -> Literal["eased", "grew", ""]:
        """An unpleasant feeling that fell, a pleasant one that rose; anything else is told in numbers alone."""
        if self.word in UNPLEASANT and self.delta < 0:
            return "eased"
        return "grew" if self.word in PLEASANT and self.delta > 0 else ""


def same_valence(word: str) -> frozenset[str]:
    """The words of the same kind, pleasant or unpleasant, itself included."""
    return PLEASANT if word in PLEASANT else UNPLEASANT


def median_change(rated: Iterable[tuple[int, int]]) -> float | None:
    """The median of after minus before over (before, after) pairs; None of fewer than three."""
    deltas = [after - before for before, after in rated]
    return median(deltas) if len(deltas) >= MEDIAN_FROM else None


def is_late(rated_at: datetime, started_at: datetime, minutes: int) -> bool:
    """Whether a feeling was rated more than half an hour after a session of so many minutes ended."""
    return rated_at - started_at > timedelta(minutes=minutes) + ON_TIME
