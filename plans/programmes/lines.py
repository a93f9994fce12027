"""One element of a session as a line of text: `10x jog 45s / walk_easy 75s @4-6 vigorous`. Pure.

    breath_2                                              a script, a prompt: by their id
    walk_brisk 180s @2-3 light                            continuous: seconds, effort from-to, intensity
    10x jog 45s / walk_easy 75s @4-6 vigorous             intervals with their recovery
    5x run_interval 400m / walk_easy 120s @7-8 vigorous !pace_step    intervals at the pace target, and their rule
    back_squat 3x6-8 rir2 rest120 !lift_double            sets, repetitions from-to, repetitions in reserve, rest
    plank 2x20-60s rest45 !reps_or_hold                   sets held from-to seconds
    pose yoga_tree 30s both !pose_level                   a pose, on both sides
    circuit 2x 30s/20s rest90 @5-6 vigorous partner !attendance_only of step_up push_up carry
A remark may stand in double quotes behind an element.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

INTENSITIES = ("light", "moderate", "vigorous")
ALL_SKILLS = ["3.6"]  # scripts and ratings serve strategy 3.6

_EFFORT = r"(?: @(?P<low>\d+)-(?P<high>\d+))?"
_INTENSITY = rf"(?: (?P<intensity>{'|'.join(INTENSITIES)}))?"
_RULE = r"(?: !(?P<rule>\w+))?"
_NOTE = r'(?: "(?P<note>[^"]+)")?'

type Element = dict[str, Any]


class BadLine(ValueError):
    """The line says nothing that a session could hold."""


def element(line: str, phase: str, scripts: dict[str, Any], prompts: dict[str, Any]) -> Element:
    """The element that a line names, in the words of the API; BadLine where it names none."""
    if line in scripts:
        seconds = scripts[line]["seconds"]
        return {"type": "script", "phase": phase, "script": line, "seconds": seconds, "strategies": ALL_SKILLS}
    if line in prompts:
        return {"type": "prompt", "phase": phase, "prompt": line, "strategies": prompts[line]["strategies"]}
    for pattern, read in FORMS:
        if found := pattern.fullmatch(line):
            return read({name: text for name, text in found.groupdict().items() if text is not None}, phase)
    raise BadLine(line)


def exercises_of(element: Mapping[str, Any]) -> list[str]:
    """The slugs that an element names."""
    if element["type"] == "interval":
        return [element["work"]["exercise"], element["recover"]["exercise"]]
    return list(element.get("stations", [])) or [element["exercise"]] if element["type"] in MOVES else []


MOVES: Collection[str] = frozenset(["continuous", "interval", "lift", "hold", "pose", "circuit"])


def _continuous(said: dict[str, str], phase: str) -> Element:
    told = {"type": "continuous", "phase": phase, "exercise": said["exercise"], "seconds": int(said["seconds"])}
    return told | _shared(said)


def _interval(said: dict[str, str], phase: str) -> Element:
    work: dict[str, Any] = {"exercise": said["exercise"]}
    if "metres" in said:
        work |= {"distance_m": int(said["metres"]), "seconds": None, "target": "pace_target"}
    else:
        work |= {"seconds": int(said["seconds"])}
    recover = {"exercise": said["easy"], "seconds": int(said["easy_seconds"])}
    told = {"type": "interval", "phase": phase, "reps": int(said["times"]), "work": work, "recover": recover}
    return told | _shared(said)


def _lift(said: dict[str, str], phase: str) -> Element:
    return {
        "type": "lift",
        "phase": phase,
        "exercise": said["exercise"],
        "sets": int(said["times"]),
        "reps_min": int(said["least"]),
        "reps_max": int(said["most"]),
        "rir_target": int(said["rir"]),
        "rest_seconds": int(said["rest"]),
    } | _shared(said)


def _hold(said: dict[str, str], phase: str) -> Element:
    return {
        "type": "hold",
        "phase": phase,
        "exercise": said["exercise"],
        "sets": int(said["times"]),
        "seconds": int(said["least"]),
        "seconds_max": int(said["most"]),
        "rest_seconds": int(said["rest"]),
    } | _shared(said)


def _pose(said: dict[str, str], phase: str) -> Element:
    sides = 2 if "both" in said else 1
    told = {"type": "pose", "phase": phase, "exercise": said["exercise"], "sides": sides}
    return told | {"seconds": int(said["seconds"])} | _shared(said)


def _circuit(said: dict[str, str], phase: str) -> Element:
    told: Element = {
        "type": "circuit",
        "phase": phase,
        "rounds": int(said["times"]),
        "stations": said["stations"].split(),
        "work_seconds": int(said["seconds"]),
        "change_seconds": int(said["change"]),
        "round_rest_seconds": int(said["rest"]),
    }
    return told | _shared(said) | ({"partner": True} if "partner" in said else {})


def _shared(said: dict[str, str]) -> Element:
    """What any movement may say: effort from-to, intensity, the rule that moves it on, a remark."""
    told: Element = {"rpe": [int(said["low"]), int(said["high"])]} if "low" in said else {}
    return told | {name: said[name] for name in ("intensity", "rule", "note") if name in said}


type Reader = Callable[[dict[str, str], str], Element]

FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (
        re.compile(
            r"circuit (?P<times>\d+)x (?P<seconds>\d+)s/(?P<change>\d+)s rest(?P<rest>\d+)"
            rf"{_EFFORT}{_INTENSITY}(?P<partner> partner)?{_RULE} of (?P<stations>[\w ]+)"
        ),
        _circuit,
    ),
    (re.compile(rf"pose (?P<exercise>\w+) (?P<seconds>\d+)s(?P<both> both)?{_RULE}"), _pose),
    (
        re.compile(
            r"(?P<times>\d+)x (?P<exercise>\w+) (?:(?P<seconds>\d+)s|(?P<metres>\d+)m)"
            rf" / (?P<easy>\w+) (?P<easy_seconds>\d+)s{_EFFORT}{_INTENSITY}{_RULE}{_NOTE}"
        ),
        _interval,
    ),
    (
        re.compile(
            rf"(?P<exercise>\w+) (?P<times>\d+)x(?P<least>\d+)-(?P<most>\d+) rir(?P<rir>\d) rest(?P<rest>\d+){_RULE}"
        ),
        _lift,
    ),
    (
        re.compile(rf"(?P<exercise>\w+) (?P<times>\d+)x(?P<least>\d+)-(?P<most>\d+)s rest(?P<rest>\d+){_RULE}"),
        _hold,
    ),
    (re.compile(rf"(?P<exercise>\w+) (?P<seconds>\d+)s{_EFFORT}{_INTENSITY}{_RULE}{_NOTE}"), _continuous),
]
