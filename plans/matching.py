"""Which task of a plan a logged session closes. Pure.

The written rule: a session closes one task of the same ISO week when its work has the same movement patterns and
covers at least 80 per cent of the main elements, or the short version. A session logged without sets is judged by its
activity and minutes. A task that the session was started from comes first, then one of the same day, then the nearest.
Nothing is remembered: `assign` reads a week's sessions and tasks and says who closes what, so that an edit reopens.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from journal import catalogue
from plans.programmes.lines import MOVES

ENOUGH = 0.8
SHORT_MINUTES = 10
PATTERN_OF_ACTIVITY = {
    "running": "aerobic", "walking": "aerobic", "cycling": "aerobic", "swimming": "aerobic", "hiking": "aerobic",
    "team_sport": "aerobic", "dance": "aerobic", "cardio": "aerobic", "yoga": "mindbody", "tai_chi": "mindbody",
    "mobility": "mobility", "strength": "strength", "circuit": "strength", "other": "",
}  # fmt: skip
"""The pattern of a session that was logged without sets; "strength" stands for any of the six of lifting."""
LIFTING = frozenset(["squat", "hinge", "push", "pull", "carry", "core"])
STRETCHING = frozenset(["mindbody", "mobility"])
"""Stretching, yoga and mobility work stand for each other."""


@dataclass(frozen=True, slots=True)
class SetLogged:
    """One set: its exercise and movement pattern, and what it counts."""

    exercise: str
    pattern: str
    reps: int | None = None
    seconds: int | None = None
    distance_m: int | None = None


@dataclass(frozen=True, slots=True)
class SessionLogged:
    """What the rule reads of a session; `started_from` is the task it was begun from, if any."""

    id: UUID
    day: date
    activity: str
    minutes: int
    sets: tuple[SetLogged, ...] = ()
    started_from: UUID | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A planned session with its elements as the person's plan has them."""

    id: UUID
    day: date
    planned_minutes: int
    elements: Sequence[Mapping[str, Any]]

    @property
    def main(self) -> list[Mapping[str, Any]]:
        return [one for one in self.elements if one["phase"] == "main" and one["type"] in MOVES]


@dataclass(frozen=True, slots=True)
class Closing:
    """A task closed by a session, whole or in its short version."""

    session: UUID
    is_short: bool


def assign(sessions: Iterable[SessionLogged], tasks: Sequence[Task]) -> dict[UUID, Closing]:
    """Task -> the session that closes it, for the sessions and tasks of one week."""
    closed: dict[UUID, Closing] = {}
    for session in sorted(sessions, key=lambda one: (one.day, one.id)):
        if match := closes(session, [task for task in tasks if task.id not in closed]):
            task, is_short = match
            closed[task.id] = Closing(session.id, is_short)
    return closed


def closes(session: SessionLogged, open_tasks: Sequence[Task]) -> tuple[Task, bool] | None:
    """The one task that a session closes, and whether it is the short version; whole ones come before short ones."""
    judged = [(task, done) for task in open_tasks if (done := covers(session, task)) is not None]
    if not judged:
        return None

    def order(one: tuple[Task, bool]) -> tuple[Any, ...]:
        task, is_short = one
        return task.id != session.started_from, is_short, abs((task.day - session.day).days), task.day, task.id

    return min(judged, key=order)


def covers(session: SessionLogged, task: Task) -> bool | None:
    """False: the whole task; True: its short version; None: neither."""
    main = task.main
    if not main:
        return None
    if not session.sets:
        return _covers_by_minutes(session, task, main)
    shares = _shares(session.sets, main)
    if sum(shares) >= ENOUGH * len(main) - 1e-9:
        return False
    return True if shares[0] >= ENOUGH else None


def _covers_by_minutes(session: SessionLogged, task: Task, main: Sequence[Mapping[str, Any]]) -> bool | None:
    pattern = PATTERN_OF_ACTIVITY.get(session.activity, "")
    wanted = [_pattern(slug) for one in main for slug in _exercises(one)]
    alike = sum(_is_alike(pattern, one) for one in wanted)
    if not alike or (alike < ENOUGH * len(wanted) and not _is_alike(pattern, wanted[0])):
        return None
    if alike >= ENOUGH * len(wanted) and session.minutes >= ENOUGH * task.planned_minutes:
        return False
    return True if session.minutes >= ENOUGH * SHORT_MINUTES else None


def _shares(sets: Sequence[SetLogged], main: Sequence[Mapping[str, Any]]) -> list[float]:
    """How much of each element was done, from 0 to 1; a set counts for one element only."""
    left = dict(enumerate(sets))
    shares = []
    for one in main:
        wanted, done = _amount(one), 0.0
        slugs = _exercises(one)
        alike = [place for place, each in left.items() if each.exercise in slugs]
        if not alike:
            patterns = {_pattern(slug) for slug in slugs}
            alike = [
                place for place, each in left.items() if any(_is_alike(each.pattern, pattern) for pattern in patterns)
            ]
        for place in alike:
            if done >= wanted:
                break
            done += _worth(left.pop(place), one)
        shares.append(min(1.0, done / wanted) if wanted else 0.0)
    return shares


def _amount(element: Mapping[str, Any]) -> float:
    """What an element asks for: seconds of an unbroken part, else sets, repetitions of an interval, stations."""
    match element["type"]:
        case "continuous":
            return float(element["seconds"])
        case "interval":
            return float(element["reps"])
        case "lift" | "hold":
            return float(element["sets"])
        case "pose":
            return 1.0
        case _:
            return float(element["rounds"] * len(element["stations"]))


def _worth(one: SetLogged, element: Mapping[str, Any]) -> float:
    if element["type"] == "continuous":
        return float(one.seconds or (one.distance_m or 0) / 2.5)
    if element["type"] == "interval" and one.seconds and element["work"].get("seconds"):
        return max(1.0, one.seconds / element["work"]["seconds"])  # several repetitions written as one set
    return 1.0


def _exercises(element: Mapping[str, Any]) -> list[str]:
    if element["type"] == "interval":
        return [element["work"]["exercise"]]
    return list(element.get("stations") or [element["exercise"]])


def _pattern(slug: str) -> str:
    known = catalogue.get(slug)
    return known.pattern if known else ""


def _is_alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one == "strength" or other == "strength":
        return {one, other} & LIFTING != set() or one == other
    return one == other or {one, other} <= STRETCHING
