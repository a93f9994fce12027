"""Evidence that one can: a session beside the last comparable one of the same person (SPEC 1.3, 3.2; 5.2). Pure.

Comparable is the last session of the same activity with about the same distance or time, or, for sets, the last one of
the same exercise. A fact is compared where today is more or the same; where it is less, only today is told. The first
time of anything is a start. Sessions with pain of 4 or more are neither told nor compared with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Literal

from journal.heart_rate import Zone
from journal.wins_facts import UNCOUNTED_KINDS, SetFacts

LINES_MAX = 3
ABOUT = 10
"""Per cent around a distance or time within which two sessions are comparable (SW06)."""
PACE_S_PER_KM = (120, 1800)
PACE_DIFFERS_FROM = 2
"""Per cent (SW06): minutes are whole, so that less is rounding."""
DISTANCE_DIFFERS_FROM_M = 100
ZONES: tuple[Zone, ...] = ("light", "moderate", "vigorous")

type Kind = Literal[
    "pace", "distance", "minutes", "zone", "effort", "load", "reps", "hold", "volume", "all_reps", "start"
]


class Rank(IntEnum):
    """What is told first."""

    MORE = 0
    SAME = 1
    START = 2
    TODAY = 3


@dataclass(frozen=True, slots=True)
class Whole:
    """A session as a whole: minutes, metres, session effort 0-10, the zone of its average heart rate."""

    day: date
    minutes: int
    distance_m: int | None = None
    rpe: int | None = None
    zone: Zone | None = None

    @property
    def pace(self) -> Decimal | None:
        """Seconds a kilometre; None without a distance, or outside of what a person walks, runs or rides."""
        if not self.distance_m:
            return None
        pace = Decimal(self.minutes * 60_000) / self.distance_m
        return pace if PACE_S_PER_KM[0] <= pace <= PACE_S_PER_KM[1] else None


@dataclass(frozen=True, slots=True)
class Work:
    """What the counted sets of one exercise add up to: kilograms, repetitions, seconds."""

    load: Decimal = Decimal(0)
    """The heaviest; 0 without one."""
    reps: int = 0
    """The most at that load."""
    volume: Decimal = Decimal(0)
    all_reps: int = 0
    hold: int = 0
    sets: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """The last session with an exercise, and all that was done in it."""

    day: date
    rpe: int | None
    works: Mapping[str, Work]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: today's figure, the earlier one where they are compared, and the day of that."""

    kind: Kind
    rank: Rank
    today: Whole | Work
    before: Whole | Work | None = None
    day: date | None = None
    exercise: str = ""


def around(value: int) -> tuple[int, int]:
    """The whole numbers within 10 % of a value, both ends included."""
    return -(-value * (100 - ABOUT) // 100), value * (100 + ABOUT) // 100


def works_of(sets: Iterable[SetFacts]) -> dict[str, Work]:
    """Exercise -> what its sets add up to, in the order of the session; without warm-up and assisted sets."""
    found: dict[str, Work] = {}
    for one in sets:
        if one.kind not in UNCOUNTED_KINDS and (one.reps or one.seconds):
            found[one.exercise] = _with(found.get(one.exercise, Work()), one)
    return found


def of_whole(today: Whole, last: Whole | None, *, is_first: bool) -> list[Fact]:
    """The facts of a session without counted sets; `last` is the last comparable one, `is_first` of its activity."""
    if last is None:
        start = [Fact("start", Rank.START, today)] if is_first else []
        told = start + [Fact(kind, Rank.TODAY, today) for kind in _known(today) if kind != "distance" or not start]
    else:
        told = [
            *_compared("pace", _pace_rank(today, last), today, last),
            *_compared("effort", _lower_rank(today.rpe, last.rpe), today, last),
            *_compared("zone", _lower_rank(_height(today.zone), _height(last.zone)), today, last),
            *_compared("distance", _distance_rank(today, last), today, last),
            *([Fact("minutes", Rank.MORE, today, last, last.day)] if _is_longer(today, last) else []),
        ]
    return first_lines(told)


def of_exercises(
    today: Whole, works: Mapping[str, Work], befores: Mapping[str, Before | None], besides: Iterable[str] = ()
) -> list[Fact]:
    """The facts of a session with sets.

    `befores` holds the last session of each exercise that was ever done before, None where none can be compared with;
    of the exercises `besides` nothing is told.
    """
    told = [
        _of_exercise(exercise, work, befores.get(exercise), is_first=exercise not in befores)
        for exercise, work in works.items()
        if exercise not in set(besides)
    ]
    return first_lines([*told, *_effort_of_the_same_work(today, works, befores)])


def first_lines(told: Sequence[Fact]) -> list[Fact]:
    """At most three, the best first, else in the order of the session."""
    return sorted(told, key=lambda fact: fact.rank)[:LINES_MAX]


def _with(work: Work, one: SetFacts) -> Work:
    load, reps = one.load_kg or Decimal(0), one.reps or 0
    best = max((work.load, work.reps), (load, reps)) if reps else (work.load, work.reps)
    return Work(
        *best,
        volume=work.volume + load * reps,
        all_reps=work.all_reps + reps,
        hold=max(work.hold, 0 if reps else one.seconds or 0),
        sets=work.sets + 1,
    )


def _known(today: Whole) -> list[Kind]:
    """What can be told of a session that stands beside none; its minutes stand above the facts."""
    held: list[tuple[Kind, object]] = [("pace", today.pace), ("distance", today.distance_m)]
    held += [("effort", today.rpe), ("zone", today.zone)]
    return [kind for kind, value in held if value is not None]


def _compared(kind: Kind, rank: Rank | None, today: Whole, last: Whole) -> list[Fact]:
    """The fact beside the earlier one, today's alone, or nothing where there is none."""
    if rank is None:
        return []
    return [Fact(kind, rank, today) if rank is Rank.TODAY else Fact(kind, rank, today, last, last.day)]


def _pace_rank(today: Whole, last: Whole) -> Rank | None:
    if today.pace is None:
        return None
    if last.pace is None or today.pace * 100 > last.pace * (100 + PACE_DIFFERS_FROM):
        return Rank.TODAY
    return Rank.MORE if today.pace * 100 <= last.pace * (100 - PACE_DIFFERS_FROM) else Rank.SAME


def _lower_rank(today: int | None, last: int | None) -> Rank | None:
    """Effort and heart rate: the same work with less of them is more."""
    if today is None:
        return None
    if last is None or today > last:
        return Rank.TODAY
    return Rank.MORE if today < last else Rank.SAME


def _distance_rank(today: Whole, last: Whole) -> Rank | None:
    if not today.distance_m:
        return None
    if not last.distance_m or today.distance_m <= last.distance_m - DISTANCE_DIFFERS_FROM_M:
        return Rank.TODAY
    return Rank.MORE if today.distance_m >= last.distance_m + DISTANCE_DIFFERS_FROM_M else Rank.SAME


def _is_longer(today: Whole, last: Whole) -> bool:
    """More minutes are more, unless they were taken for no more kilometres."""
    is_further = _distance_rank(today, last) is Rank.MORE
    return today.minutes > last.minutes and (is_further or not (today.distance_m and last.distance_m))


def _height(zone: Zone | None) -> int | None:
    return None if zone is None else ZONES.index(zone)


def _of_exercise(exercise: str, today: Work, before: Before | None, *, is_first: bool) -> Fact:
    kind: Kind = "hold" if today.hold and not today.reps else "load" if today.load else "reps"
    if before is None:
        return Fact(kind, Rank.START if is_first else Rank.TODAY, today, exercise=exercise)
    last = before.works[exercise]
    for more in _kinds_of(kind, today, last):
        if getattr(today, more) > getattr(last, more):
            return Fact(more, Rank.MORE, today, last, before.day, exercise)
    is_same = today == last
    return Fact(kind, Rank.SAME if is_same else Rank.TODAY, today, last if is_same else None, before.day, exercise)


def _kinds_of(kind: Kind, today: Work, last: Work) -> tuple[Kind, ...]:
    """In what an exercise can be more than last time; repetitions only at a load that is the same."""
    if kind == "hold":
        return ("hold",)
    if kind == "load":
        return ("load", "reps", "volume") if today.load == last.load else ("load", "volume")
    return ("reps", "all_reps") if not last.load else ()


def _effort_of_the_same_work(
    today: Whole, works: Mapping[str, Work], befores: Mapping[str, Before | None]
) -> list[Fact]:
    """The effort, compared with the last session of the same exercises when today has at least nine tenths of it."""
    if today.rpe is None:
        return []
    before = befores.get(next(iter(works), ""))
    is_one = before is not None and all(befores.get(exercise) == before for exercise in works)
    if before is None or not is_one or before.works.keys() != works.keys() or not _is_as_much(works, before.works):
        return [Fact("effort", Rank.TODAY, today)]
    last = Whole(before.day, 0, rpe=before.rpe)
    return _compared("effort", _lower_rank(today.rpe, before.rpe), today, last)


def _is_as_much(works: Mapping[str, Work], before: Mapping[str, Work]) -> bool:
    least = 100 - ABOUT
    return all(
        sum(getattr(work, name) for work in works.values()) * 100
        >= sum(getattr(work, name) for work in before.values()) * least
        for name in ("sets", "volume", "all_reps")
    )
