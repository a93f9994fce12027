"""SW01 more load, SW02 more repetitions, SW03 a rising one-repetition maximum, SW04 more volume (SPEC 5.2). Pure.

Counted sets: every kind but `warmup` and `assisted`. A `failure` set left no repetition in reserve, so it can be a best
to beat but earns no SW01. Repetitions without load count as weight 0, unless the catalogue says that the exercise is
done with a load: there the weight was not logged.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from journal import catalogue
from journal.load_units import read_load, step
from journal.training_load import e1rm
from journal.wins_facts import (
    BASELINE,
    EARLIER_EXPOSURES,
    UNCOUNTED_KINDS,
    SessionFacts,
    SetFacts,
    Win,
    at_least,
    medians_apart,
    since,
    stored,
)

SAME_WEIGHT_KG = Decimal("0.01")
WEEKS_OF_TRENDS = timedelta(weeks=8)
NOW_DAYS, BEFORE_DAYS = range(29), range(29, 57)
"""SW03: the last three exposures lie in the last four weeks, the others in the fifth to eighth week before."""
E1RM_RISES_BY = 1.025
VOLUME_RISES_BY = Decimal("1.05")
VOLUME_EFFORT_MAX = 8
VOLUME_STORED_BELOW = 10_000_000
VOLUME_RESTS = timedelta(weeks=4)
"""So long after a day with too much training there is no win for more of it (SPEC 8.1 G8)."""

type Best = dict[Decimal, int]
"""Weight in kg -> most repetitions at it in one session."""


class Lifted(NamedTuple):
    """One exercise in one session: the highest estimated maximum in kg, and load times repetitions in all."""

    e1rm: float | None
    volume: Decimal

    def and_more(self, other: "Lifted") -> "Lifted":
        """Together with other sets of the same exercise in the same session."""
        known = [one for one in (self.e1rm, other.e1rm) if one is not None]
        return Lifted(max(known, default=None), self.volume + other.volume)


def lifted(sets: Iterable[SetFacts]) -> dict[str, Lifted]:
    """The loaded exercises of a session."""
    found: dict[str, Lifted] = {}
    for one in sets:
        if one.reps and one.load_kg and one.kind not in UNCOUNTED_KINDS:
            reserve = None if one.rpe is None else float(10 - one.rpe)
            alone = Lifted(e1rm(one.load_kg, one.reps, reserve), one.load_kg * one.reps)
            before = found.get(one.exercise)
            found[one.exercise] = alone if before is None else before.and_more(alone)
    return found


def bests(sets: Iterable[SetFacts]) -> dict[str, Best]:
    """Exercise -> its best repetitions by weight in one session."""
    found: dict[str, Best] = {}
    for one in sets:
        if one.reps and is_counted(one):
            weight = one.load_kg or Decimal(0)
            best = found.setdefault(one.exercise, {})
            best[weight] = max(one.reps, best.get(weight, 0))
    return found


def is_counted(one: SetFacts) -> bool:
    """Whether its repetitions can be compared."""
    return one.kind not in UNCOUNTED_KINDS and is_weighed(one.exercise, one.load_kg)


def is_weighed(exercise: str, load_kg: Decimal | None) -> bool:
    """Whether the weight is known: none was logged, and the catalogue does not say that there was one."""
    if load_kg is not None:
        return True
    known = catalogue.get(exercise)
    return known is None or known.unit != "load"


class Bests:
    """The best repetitions of each exposure, in the order of the log."""

    def __init__(self, load_unit: str = "kg") -> None:
        self.load_unit = load_unit
        self.exposures: dict[str, list[tuple[date, Best]]] = {}

    def add(self, session: SessionFacts) -> None:
        for exercise, best in bests(session.sets).items():
            self.exposures.setdefault(exercise, []).append((session.day, best))

    def wins_of(self, session: SessionFacts) -> Iterator[Win]:
        """SW01 and SW02."""
        for exercise, best in bests(session.sets).items():
            earlier = [one for _, one in since(self.exposures.get(exercise, ()), session.day - BASELINE)]
            if len(earlier) >= EARLIER_EXPOSURES:
                yield from _more_load(session, exercise, earlier, self.load_unit)
                yield from _more_reps(session, exercise, best, earlier)


def _more_load(session: SessionFacts, exercise: str, earlier: Sequence[Best], unit: str) -> Iterator[Win]:
    """SW01: a step above the best earlier weight, with a repetition in reserve or none logged.

    The log has no target repetitions; those with which the best weight was first done stand for it, so
    that a lifter who then worked up from 6 to 10 repetitions may begin the next weight at 6. The step is one of the
    person's unit, between the weights as they are read in it.
    """
    old = max(weight for best in earlier for weight in best)
    target = next(best[old] for best in earlier if old in best)
    known = catalogue.get(exercise)
    enough = read_load(old, unit) + step(known.increment_kg if known else None, unit)
    weights = [
        one.load_kg
        for one in session.sets
        if one.exercise == exercise
        and one.load_kg is not None
        and read_load(one.load_kg, unit) >= enough
        and is_counted(one)
        and (one.reps or 0) >= target
        and _has_reserve(one)
    ]
    if old > 0 and weights:
        yield Win("SW01", session.id, session.day, exercise, old, max(weights))


def _more_reps(session: SessionFacts, exercise: str, best: Best, earlier: Sequence[Best]) -> Iterator[Win]:
    """SW02: more repetitions than ever at a weight; the heaviest such weight of the session is told."""
    for weight in sorted(best, reverse=True):
        before = [reps for other in earlier for kg, reps in other.items() if abs(kg - weight) <= SAME_WEIGHT_KG]
        if before and best[weight] > max(before):
            old, new = Decimal(max(before)), Decimal(best[weight])
            yield Win("SW02", session.id, session.day, exercise, old, new, extra=weight)
            return


def _has_reserve(one: SetFacts) -> bool:
    return one.kind != "failure" and (one.rpe is None or one.rpe <= 9)


class Lifts:
    """What was lifted in each session, in the order of the log. `flagged`: days with a flag for too much training."""

    def __init__(self, flagged: Collection[date] = ()) -> None:
        self.flagged = flagged
        self.exposures: dict[str, list[tuple[date, Lifted]]] = {}

    def add(self, session: SessionFacts, lifts: dict[str, Lifted]) -> None:
        for exercise, one in lifts.items():
            self.exposures.setdefault(exercise, []).append((session.day, one))

    def wins_of(self, session: SessionFacts, lifts: dict[str, Lifted]) -> Iterator[Win]:
        """SW03 and SW04."""
        for exercise, one in lifts.items():
            earlier = since(self.exposures.get(exercise, ()), session.day - WEEKS_OF_TRENDS)
            yield from _rising_maximum(session, exercise, one.e1rm, earlier)
            if session.rpe is not None and session.rpe <= VOLUME_EFFORT_MAX and not self._is_flagged(session.day):
                yield from _more_volume(session, exercise, one.volume, earlier)

    def _is_flagged(self, day: date) -> bool:
        return any(timedelta(0) <= day - flag < VOLUME_RESTS for flag in self.flagged)


def _rising_maximum(
    session: SessionFacts, exercise: str, now: float | None, earlier: Sequence[tuple[date, Lifted]]
) -> Iterator[Win]:
    """SW03: the median of the last three estimates is 2.5 % above that of the fifth to eighth week before."""
    if now is None:
        return
    known = [(on, one.e1rm) for on, one in earlier if one.e1rm is not None]
    medians = medians_apart(known, now, session.day, NOW_DAYS, BEFORE_DAYS)
    if medians and at_least(medians[1], medians[0] * E1RM_RISES_BY):
        yield Win("SW03", session.id, session.day, exercise, stored(medians[0]), stored(medians[1]))


def _more_volume(
    session: SessionFacts, exercise: str, volume: Decimal, earlier: Sequence[tuple[date, Lifted]]
) -> Iterator[Win]:
    """SW04: at least 5 % more kilograms in all than in any session of the last eight weeks."""
    before = [one.volume for _, one in earlier]
    if len(before) >= EARLIER_EXPOSURES and max(before) * VOLUME_RISES_BY <= volume < VOLUME_STORED_BELOW:
        yield Win("SW04", session.id, session.day, exercise, max(before), volume)
