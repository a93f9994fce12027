"""The elements of a session in one person's plan: own targets, swaps, the easy and the short version. Pure.

A target of one exercise holds what the next exposure aims at: load in kg, repetitions, seconds, level, pace, rounds.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from plans.programmes.lines import MOVES, Element

SHORT_SECONDS = 12 * 60
EASY_SETS, EASY_LOAD, EASY_MINUTES = 0.6, Decimal("0.9"), 0.7
"""An easy week (`deload` of the rules): sets x 0.6 rounded up, load x 0.9, minutes x 0.7, nothing vigorous."""
ROUND_KG = Decimal("2.5")
EASY_EFFORT = [3, 4]
MODERATE_RESERVE = 3
AS_WRITTEN = ("intensity", "rpe", "rir_target", "work")
"""What the moderate version changes of an element, which keeps it as `written`."""
PER_SET_SECONDS = 40
PER_POSE_SECONDS = 15

type Target = Mapping[str, Any]


def own(elements: Sequence[Element], targets: Mapping[str, Target], swaps: Mapping[str, str]) -> list[Element]:
    """The elements with the person's own exercises and targets filled in."""
    return [_with_target(_swapped(one, swaps), targets) for one in elements]


def easier(elements: Sequence[Element]) -> list[Element]:
    """The same session in an easy week."""
    return [_easier(one) if one["type"] in MOVES else dict(one) for one in elements]


def moderate(elements: Sequence[Element]) -> list[Element]:
    """The same session without anything vigorous, for an hour close to bed; `as_written` takes it back."""
    return [_moderate(one) if is_vigorous([one]) else dict(one) for one in elements]


def as_written(elements: Sequence[Element]) -> list[Element]:
    """The session as the plan had it before `moderate`."""
    return [
        {name: value for name, value in one.items() if name not in (*AS_WRITTEN, "written")} | one["written"]
        if is_moderated([one])
        else dict(one)
        for one in elements
    ]


def is_moderated(elements: Sequence[Mapping[str, Any]]) -> bool:
    """Whether it is the moderate version."""
    return any("written" in one for one in elements)


def short(elements: Sequence[Element]) -> list[Element]:
    """The short version: the warm-up script and the first main element, at most twelve minutes in all."""
    script = next((one for one in elements if one["type"] == "script" and one["phase"] == "warmup"), None)
    first = next((one for one in elements if one["type"] in MOVES and one["phase"] == "main"), None)
    used = script["seconds"] if script else 0
    return [dict(one) for one in (script,) if one] + ([_within(first, SHORT_SECONDS - used)] if first else [])


def seconds_of(element: Mapping[str, Any]) -> int:
    """How long an element takes, rests included; a set of repetitions counts forty seconds."""
    match element["type"]:
        case "script" | "continuous" | "emotion_note":
            return int(element["seconds"])
        case "interval":
            work = element["work"].get("seconds") or element["work"]["distance_m"] * 0.36
            return round(element["reps"] * (work + element["recover"]["seconds"]) - element["recover"]["seconds"])
        case "lift":
            return int(element["sets"] * (PER_SET_SECONDS + element["rest_seconds"]))
        case "hold":
            return int(element["sets"] * (element["seconds"] + element["rest_seconds"]))
        case "pose":
            return int(element["sides"] * (element["seconds"] + PER_POSE_SECONDS))
        case "circuit":
            round_s = len(element["stations"]) * (element["work_seconds"] + element["change_seconds"])
            return int(element["rounds"] * round_s + (element["rounds"] - 1) * element["round_rest_seconds"])
        case _:
            return 0


def minutes_of(elements: Sequence[Mapping[str, Any]]) -> int:
    """Whole minutes, rounded up."""
    return math.ceil(sum(seconds_of(one) for one in elements) / 60)


def is_vigorous(elements: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a part is planned as vigorous, or a lift with at most one repetition left (SPEC 6.4)."""
    return any(one.get("intensity") == "vigorous" or one.get("rir_target", 9) <= 1 for one in elements)


def is_gentle(elements: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nothing in it is more than light, which may be done at any hour."""
    main = [one for one in elements if one["type"] in MOVES and one["phase"] == "main"]
    return bool(main) and all(one["type"] == "pose" or one.get("intensity") == "light" for one in main)


def _swapped(one: Element, swaps: Mapping[str, str]) -> Element:
    told = dict(one)
    if one["type"] == "interval":
        told["work"] = dict(one["work"]) | {"exercise": swaps.get(one["work"]["exercise"], one["work"]["exercise"])}
    elif "stations" in one:
        told["stations"] = [swaps.get(slug, slug) for slug in one["stations"]]
    elif "exercise" in one:
        told["exercise"] = swaps.get(one["exercise"], one["exercise"])
    return told


def _with_target(one: Element, targets: Mapping[str, Target]) -> Element:
    slug = one["work"]["exercise"] if one["type"] == "interval" else one.get("exercise", "")
    target = {name: value for name, value in targets.get(slug, {}).items() if value is not None}
    match one["type"]:
        case "lift":
            shown = {name: target[name] for name in ("load_kg", "reps") if name in target}
            return one | ({"target": shown} if shown else {})
        case "hold" if "seconds" in target:
            return one | {"seconds": min(target["seconds"], one["seconds_max"])}
        case "pose":
            return one | {name: target[name] for name in ("pose_level", "seconds") if name in target and "rule" in one}
        case "interval" if "pace_s_per_km" in target and one["work"].get("distance_m"):
            return one | {"work": one["work"] | {"pace_s_per_km": target["pace_s_per_km"]}}
        case "circuit" if "rounds" in targets.get("", {}):
            return one | {"rounds": min(one["rounds"], targets[""]["rounds"])}
        case _:
            return one


def _easier(one: Element) -> Element:
    told = dict(one)
    if "sets" in told:
        told["sets"] = math.ceil(told["sets"] * EASY_SETS)
    if told.get("target", {}).get("load_kg") is not None:
        load = Decimal(str(told["target"]["load_kg"])) * EASY_LOAD
        told["target"] = told["target"] | {"load_kg": str((load / ROUND_KG).to_integral_value(ROUND_DOWN) * ROUND_KG)}
    if told["type"] == "continuous" and told["phase"] == "main":
        told["seconds"] = _half_minutes(told["seconds"] * EASY_MINUTES)
    if told["type"] == "interval":
        told["reps"] = math.ceil(told["reps"] * EASY_MINUTES)
    if told["type"] == "circuit":
        told["rounds"] = max(1, math.ceil(told["rounds"] * EASY_MINUTES))
    if told.get("intensity") == "vigorous":
        told |= {"intensity": "moderate", "rpe": EASY_EFFORT}
    return told


def _moderate(one: Element) -> Element:
    told = dict(one) | {"written": {name: one[name] for name in AS_WRITTEN if name in one}}
    if one.get("intensity") == "vigorous":
        told |= {"intensity": "moderate", "rpe": EASY_EFFORT}
    if "rir_target" in one:
        told["rir_target"] = max(one["rir_target"], MODERATE_RESERVE)
    if "pace_s_per_km" in one.get("work", {}):
        told["work"] = {name: value for name, value in one["work"].items() if name != "pace_s_per_km"}
    return told


def _within(one: Element, seconds: int) -> Element:
    """An element cut to the time that is left, never below one set, repetition or round."""
    told = dict(one)
    unit = {"lift": "sets", "hold": "sets", "interval": "reps", "circuit": "rounds"}.get(told["type"])
    if told["type"] == "continuous":
        told["seconds"] = min(told["seconds"], _half_minutes(seconds))
    while unit and told[unit] > 1 and seconds_of(told) > seconds:
        told[unit] -= 1
    if told["type"] == "interval" and told["reps"] == 1 and (told["work"].get("seconds") or 0) > seconds:
        told["work"] = told["work"] | {"seconds": _half_minutes(seconds)}
    return told


def _half_minutes(seconds: float) -> int:
    return max(60, int(seconds // 30) * 30)
