"""SW09 a higher pose level, SW10 a longer hold (SPEC 5.2, rule `pose_level`). Pure.

A hold is a set with seconds of an exercise that stays still: one that the catalogue counts in holds or levels, or a
plank, which it counts in time. A pose has five levels, rated by the person; a set without a level counts as level 0.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from journal import catalogue
from journal.wins_facts import BASELINE, EARLIER_EXPOSURES, UNCOUNTED_KINDS, SessionFacts, SetFacts, Win, since

LONGER_BY_S = 5
HELD_S = 20
"""The target time of a level that is new to a person; a plan's own may be longer."""
POSE_PAIN_MAX = 2

type Held = dict[int, int]
"""Pose level -> the longest hold at it in one session, in seconds."""


def is_hold(exercise: str) -> bool:
    """Whether seconds of it are seconds without moving."""
    known = catalogue.get(exercise)
    return known is not None and (known.unit in ("hold", "level") or exercise == "plank")


def holds(sets: Iterable[SetFacts]) -> dict[str, Held]:
    """Exercise -> what was held of it."""
    found: dict[str, Held] = {}
    for one in sets:
        if one.seconds and one.kind not in UNCOUNTED_KINDS and is_hold(one.exercise):
            held, level = found.setdefault(one.exercise, {}), one.pose_level or 0
            held[level] = max(one.seconds, held.get(level, 0))
    return found


def level_of(session: SessionFacts, held: Held) -> int:
    """The highest pose level that was held for its time, free of pain; 0 for none."""
    if (session.pain or 0) > POSE_PAIN_MAX:
        return 0
    return max((level for level, seconds in held.items() if seconds >= HELD_S), default=0)


class Holds:
    """The holds of each exposure, in the order of the log."""

    def __init__(self) -> None:
        self.exposures: dict[str, list[tuple[date, Held, int]]] = {}

    def add(self, session: SessionFacts) -> None:
        for exercise, held in holds(session.sets).items():
            seen = (session.day, held, level_of(session, held))
            self.exposures.setdefault(exercise, []).append(seen)

    def wins_of(self, session: SessionFacts) -> Iterator[Win]:
        """SW09 and SW10."""
        for exercise, held in holds(session.sets).items():
            earlier = since(self.exposures.get(exercise, ()), session.day - BASELINE)
            if len(earlier) >= EARLIER_EXPOSURES:
                yield from _higher_level(session, exercise, level_of(session, held), [level for *_, level in earlier])
            yield from _longer_hold(session, exercise, held, [one for _, one, _ in earlier])


def _higher_level(session: SessionFacts, exercise: str, now: int, levels: Sequence[int]) -> Iterator[Win]:
    """SW09: held in two sessions running, a level above the highest one of which that was true before."""
    old = max(map(min, pairwise(levels)))
    new = min(now, levels[-1])
    if old and new > old:
        yield Win("SW09", session.id, session.day, exercise, Decimal(old), Decimal(new))


def _longer_hold(session: SessionFacts, exercise: str, held: Held, earlier: Sequence[Held]) -> Iterator[Win]:
    """SW10: five seconds longer than ever at this or a higher level; the highest such level is told."""
    for level in sorted(held, reverse=True):
        comparable = [longest for one in earlier if (longest := _longest_from(one, level))]
        if len(comparable) >= EARLIER_EXPOSURES and held[level] >= max(comparable) + LONGER_BY_S:
            yield Win("SW10", session.id, session.day, exercise, Decimal(max(comparable)), Decimal(held[level]))
            return


def _longest_from(held: Held, level: int) -> int:
    return max((seconds for at, seconds in held.items() if at >= level), default=0)
