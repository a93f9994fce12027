"""SW05 longer without a break, SW06 faster at the same effort, SW07 easier, SW08 fewer heartbeats (SPEC 5.2). Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from journal.training_load import RESISTANCE_ACTIVITIES
from journal.wins_facts import (
    BASELINE,
    EARLIER_EXPOSURES,
    SessionFacts,
    Win,
    at_least,
    medians_apart,
    medians_running,
    since,
    stored,
)
from journal.wins_strength import WEEKS_OF_TRENDS, Lifted

LONGER_BY_S = 60
PACE_S_PER_KM = range(120, 1801)
ALIKE, SAME_WORK, SAME_PACE = 0.10, 0.05, 0.03
EFFORT_WITHIN, BEATS_WITHIN = 1, 5
NOW_DAYS, BEFORE_DAYS = range(21), range(21, 57)
"""SW06: the last three lie in the last three weeks, the others three to eight weeks before."""
FASTER_BY = 0.98
EASIER_BY, FEWER_BEATS = 1, 5
WORK_NOT_TIMED = RESISTANCE_ACTIVITIES | {"other"}
"""As many minutes of these are not the same work."""


class Work(NamedTuple):
    """The loaded exercises of a session, and load times repetitions of all of them in kg."""

    exercises: frozenset[str]
    kilograms: float

    @classmethod
    def of(cls, lifts: Mapping[str, Lifted]) -> "Work":
        return cls(frozenset(lifts), float(sum(one.volume for one in lifts.values())))


def is_run(exercise: str) -> bool:
    """A jog or run set, read by SW05."""
    return exercise == "jog" or exercise.startswith("run_")


def longest_run(session: SessionFacts) -> int | None:
    """Seconds of the longest single jog or run set, or of a whole running session logged without sets."""
    if not session.sets:
        return session.minutes * 60 if session.activity == "running" else None
    return max((one.seconds for one in session.sets if one.seconds and is_run(one.exercise)), default=None)


def pace(session: SessionFacts) -> float | None:
    """Seconds for a kilometre; None without a distance, and where it is hardly one."""
    if not session.distance_m:
        return None
    seconds = session.minutes * 60_000 / session.distance_m
    return seconds if PACE_S_PER_KM[0] <= seconds <= PACE_S_PER_KM[-1] else None


def is_read(session: SessionFacts) -> bool:
    """Whether how hard it was is known, so that it can be compared."""
    return session.rpe is not None or session.avg_hr is not None


class Runs:
    """The longest unbroken run of each session, in the order of the log."""

    def __init__(self) -> None:
        self.longest: list[tuple[date, int]] = []

    def add(self, session: SessionFacts) -> None:
        if (longest := longest_run(session)) is not None:
            self.longest.append((session.day, longest))

    def wins_of(self, session: SessionFacts) -> Iterator[Win]:
        """SW05: a minute or more longer without a break than in any run before."""
        now = longest_run(session)
        earlier = [seconds for _, seconds in since(self.longest, session.day - BASELINE)]
        if now is not None and len(earlier) >= EARLIER_EXPOSURES and now >= max(earlier) + LONGER_BY_S:
            yield Win("SW05", session.id, session.day, old=Decimal(max(earlier)), new=Decimal(now))


class Bouts:
    """Whole sessions by activity, in the order of the log: how far, how long, how hard, at what heart rate."""

    def __init__(self) -> None:
        self.sessions: dict[str, list[tuple[date, SessionFacts, Work]]] = {}

    def add(self, session: SessionFacts, lifts: Mapping[str, Lifted]) -> None:
        if is_read(session):
            self.sessions.setdefault(session.activity, []).append((session.day, session, Work.of(lifts)))

    def wins_of(self, session: SessionFacts, lifts: Mapping[str, Lifted]) -> Iterator[Win]:
        """SW06, SW07 and SW08."""
        if not is_read(session):
            return
        work = Work.of(lifts)
        earlier = since(self.sessions.get(session.activity, ()), session.day - BASELINE)
        alone = [one for _, one, _ in earlier]
        yield from _faster(session, alone)
        yield from _easier(session, [one for _, one, other in earlier if is_same_work(session, work, one, other)])
        yield from _fewer_beats(session, alone)


def _faster(session: SessionFacts, earlier: Sequence[SessionFacts]) -> Iterator[Win]:
    """SW06: over about the same distance or time, at the same effort or heart rate, 2 % faster than weeks before."""
    now = pace(session)
    if now is None:
        return
    paces = [(one.day, value) for one in earlier if _is_alike(session, one) and (value := pace(one))]
    medians = medians_apart(paces, now, session.day, NOW_DAYS, BEFORE_DAYS)
    if medians and at_least(medians[0] * FASTER_BY, medians[1]):
        yield Win("SW06", session.id, session.day, session.activity, stored(medians[0]), stored(medians[1]))


def _is_alike(session: SessionFacts, other: SessionFacts) -> bool:
    is_as_far = _is_within(other.distance_m, session.distance_m, ALIKE)
    is_as_long = _is_within(other.minutes, session.minutes, ALIKE)
    is_as_hard = _differ_by(session.rpe, other.rpe, EFFORT_WITHIN) or _differ_by(
        session.avg_hr, other.avg_hr, BEATS_WITHIN
    )
    return (is_as_far or is_as_long) and is_as_hard


def is_same_work(session: SessionFacts, work: Work, other: SessionFacts, others: Work) -> bool:
    """Whether another session of the activity was the same work, within 5 %.

    The same exercises with as many kilograms in all, within eight weeks; else as far in as much time; else, where
    neither was logged, as long, unless minutes say little about the activity.
    """
    if work.exercises:
        is_comparable = work.exercises == others.exercises and other.day >= session.day - WEEKS_OF_TRENDS
        return is_comparable and _is_within(others.kilograms, work.kilograms, SAME_WORK)
    if not _is_within(other.minutes, session.minutes, SAME_WORK):
        return False
    if session.distance_m:
        return _is_within(other.distance_m, session.distance_m, SAME_WORK)
    return not other.distance_m and session.activity not in WORK_NOT_TIMED


def _easier(session: SessionFacts, same: Sequence[SessionFacts]) -> Iterator[Win]:
    """SW07: the median effort of the last three times lies a point below that of the times before."""
    if session.rpe is None:
        return
    medians = medians_running([one.rpe for one in same if one.rpe is not None], session.rpe)
    if medians and medians[1] <= medians[0] - EASIER_BY:
        yield Win("SW07", session.id, session.day, session.activity, stored(medians[0]), stored(medians[1]))


def _fewer_beats(session: SessionFacts, earlier: Sequence[SessionFacts]) -> Iterator[Win]:
    """SW08: at the same pace the median heart rate of the last three times lies five beats below that before."""
    now = pace(session)
    if now is None or session.avg_hr is None:
        return
    beats = [one.avg_hr for one in earlier if one.avg_hr is not None and _is_within(pace(one), now, SAME_PACE)]
    medians = medians_running(beats, session.avg_hr)
    if medians and medians[1] <= medians[0] - FEWER_BEATS:
        yield Win("SW08", session.id, session.day, session.activity, stored(medians[0]), stored(medians[1]))


def _is_within(other: float | None, now: float | None, share: float) -> bool:
    return bool(now) and other is not None and at_least(share * (now or 0), abs(other - (now or 0)))


def _differ_by(one: int | None, other: int | None, most: int) -> bool:
    return one is not None and other is not None and abs(one - other) <= most
