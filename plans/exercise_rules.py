"""Which rule moves which exercise of a plan on, and what the rule says of the exposures. Pure.

The load that a lift goes on from is what was last lifted, not what was once planned: a proposal rests on the log. A
load that is half as heavy again as ever before (pounds written as kilograms) is not built upon.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from journal import catalogue
from journal.units import plain
from plans import progression
from plans.programmes import rules
from plans.programmes.lines import Element
from plans.progression import Exposure, Proposal

EXERCISE_RULES = ("lift_double", "reps_or_hold", "pose_level", "pace_step")
UNUSUAL = Decimal("1.5")
CALM_EFFORT_MOST = 5
"""The log does not ask for the breath: up to this effort of the session it counts as calm."""


def ruled(elements: Iterable[Element]) -> dict[str, Element]:
    """Exercise -> the first element of it that a rule of this kind moves."""
    found: dict[str, Element] = {}
    for one in elements:
        if one.get("rule") in EXERCISE_RULES:
            found.setdefault(one["work"]["exercise"] if one["type"] == "interval" else one["exercise"], one)
    return found


def proposal(
    exercise: str, element: Element, done: Sequence[Exposure], target: Mapping[str, Any], today: date
) -> Proposal | None:
    """What the rule of the element proposes for the next exposure; None while nothing was logged or would change."""
    params = rules()[element["rule"]]["params"]
    match element["rule"]:
        case "lift_double":
            found = _lift(exercise, element, done, today, params)
        case "reps_or_hold":
            found = _reps_or_hold(element, done, target, today, params)
        case "pose_level":
            found = _pose(element, done, target, today, params)
        case _:
            found = _pace(element, done, target, today, params)
    return None if found and _is_aimed_at(found, element, target) else found


def _is_aimed_at(found: Proposal, element: Element, target: Mapping[str, Any]) -> bool:
    """Whether "again" says what the plan aims at anyway."""
    now = {name: target.get(name) for name in found.change}
    for name, written in (("seconds", "seconds"), ("reps", "reps_min")):
        if name in now and now[name] is None and "load_kg" not in now:
            now[name] = element.get(written)
    return found.outcome == "hold" and all(
        now[name] is not None and Decimal(str(value)) == Decimal(str(now[name])) for name, value in found.change.items()
    )


def _lift(exercise: str, element: Element, done: Sequence[Exposure], today: date, params: Any) -> Proposal | None:
    loaded = [top for one in done if (top := _at_top_load(one))]
    if not loaded:
        return None
    load = loaded[-1].sets[0].load_kg or Decimal(0)
    before = [one.sets[0].load_kg or Decimal(0) for one in loaded[:-1]]
    if len(before) >= 2 and load > UNUSUAL * median(before):
        reason = ("unusual_load", {"load_kg": plain(load), "usual_kg": plain(Decimal(median(before)))})
        return Proposal("lift_double", "hold", {"load_kg": median(before)}, (reason,), (loaded[-1].session,))
    known = catalogue.get(exercise)
    return progression.lift_double(
        loaded,
        load_kg=load,
        reps=(element["reps_min"], element["reps_max"]),
        increment_kg=known.increment_kg if known else None,
        today=today,
        params=params,
    )


def _reps_or_hold(
    element: Element, done: Sequence[Exposure], target: Mapping[str, Any], today: date, params: Any
) -> Proposal | None:
    unit = "seconds" if element["type"] == "hold" else "reps"
    start, most = (element["seconds"], element["seconds_max"]) if unit == "seconds" else _reps(element)
    counted = [one for one in done if any(getattr(each, unit) for each in one.sets)]
    aim = target.get(unit) or start
    return progression.reps_or_hold(counted, target=aim, unit=unit, bounds=(start, most), today=today, params=params)


def _pose(
    element: Element, done: Sequence[Exposure], target: Mapping[str, Any], today: date, params: Any
) -> Proposal | None:
    rated = [one for one in done if any(each.pose_level for each in one.sets)]
    if not rated:
        return None
    level = target.get("pose_level") or max(each.pose_level or 1 for each in rated[-1].sets)
    effort = rated[-1].effort
    return progression.pose_level(
        rated,
        level=level,
        seconds=target.get("seconds") or element["seconds"],
        today=today,
        is_calm=effort is None or effort <= CALM_EFFORT_MOST,
        params=params,
    )


def _pace(
    element: Element, done: Sequence[Exposure], target: Mapping[str, Any], today: date, params: Any
) -> Proposal | None:
    timed = [one for one in done if one.paces]
    if not timed:
        return None
    aim = target.get("pace_s_per_km")
    if aim is None:
        middle = timed[-1].paces[1:4] or timed[-1].paces
        pace = Decimal(sum(middle) / len(middle)).quantize(Decimal("0.1"))
        reason = ("baseline", {"reps": len(middle)})
        return Proposal("pace_step", "advance", {"pace_s_per_km": pace}, (reason,), (timed[-1].session,))
    return progression.pace_step(
        timed, target_s_per_km=Decimal(str(aim)), reps=element["reps"], today=today, params=params
    )


def _reps(element: Element) -> tuple[int, int]:
    return element["reps_min"], element["reps_max"]


def _at_top_load(one: Exposure) -> Exposure | None:
    """The exposure with its heaviest sets only; None when no load was written."""
    top = max((each.load_kg for each in one.sets if each.load_kg), default=None)
    if top is None:
        return None
    sets = tuple(each for each in one.sets if each.load_kg == top)
    return Exposure(one.session, one.day, sets, one.effort, one.pain, one.paces)
