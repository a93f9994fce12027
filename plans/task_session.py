"""A task as a session that is about to begin: rows, grey values, rests, scripts and sentences."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from journal import catalogue
from journal.models import Activity
from journal.planned import PlannedExercise, PlannedSessionDraft, ScriptLink
from plans import elements
from plans.models import PlannedSession
from plans.offered import programmes_there
from plans.programmes import library
from plans.programmes.lines import MOVES
from plans.script_words import script_of
from plans.task_prompts import prompt_words
from plans.task_titles import session_of, title_of

FAMILY = "family"
"""The tag of a session that a family does together."""
MIRROR = "body_3"
"""Opt-in in SPEC 6.3: in a plan that does not ask for it another body prompt stands in its place."""
INSTEAD_OF_MIRROR = "body_4"


def draft_of_task(person: User, task_id: UUID, is_short: bool) -> PlannedSessionDraft | None:
    """The task of that id when it is the person's; one query, another one for an own programme."""
    task = person.planned_sessions.select_related("plan").filter(pk=task_id).first()
    if task is None:
        return None
    is_short = is_short or (task.is_short and task.state == PlannedSession.State.PLANNED)
    programmes = programmes_there([task.plan.programme], [person])
    told = elements.short(task.elements) if is_short else task.elements
    main = [one for one in told if one["type"] in MOVES and one["phase"] == "main"]
    language, programme = person.language, programmes.get(task.plan.programme)
    session = session_of(task.key, programme)
    return PlannedSessionDraft(
        id=task.pk,
        title=title_of(task, programme, language),
        activity=activity_of(main),
        minutes=elements.minutes_of(told) if is_short else task.planned_minutes,
        is_short=is_short,
        exercises=[one for element in _numbered(main) for one in exercises_of(*element)],
        warm_up=_scripts(told, "warmup", language),
        cool_down=_scripts(task.elements, "cooldown", language),
        prompt=_prompt(task.elements, "reappraisal", language),
        body_prompt=_prompt(task.elements, "body_appreciation", language, with_mirror=task.plan.has_mirror),
        reflection=_prompt(task.elements, "reflection", language),
        mastery=_prompt(task.elements, "mastery", language),
        closed_by=task.session_id,
        with_family=bool(session and FAMILY in session.tags),
    )


def activity_of(main: Sequence[Mapping[str, Any]]) -> str:
    """What a session of these elements is: that of the first exercise the catalogue knows."""
    if any(one["type"] == "circuit" for one in main):
        return Activity.CIRCUIT
    slugs = [one["work"]["exercise"] if one["type"] == "interval" else one["exercise"] for one in main]
    known = [found.activity for slug in slugs if (found := catalogue.get(slug))]
    return known[0] if known else Activity.STRENGTH


def exercises_of(element: Mapping[str, Any], superset: int | None = None) -> Iterator[PlannedExercise]:
    """The exercises of a main element with as many sets as are planned."""
    match element["type"]:
        case "lift":
            target = element.get("target", {})
            load = target.get("load_kg")
            one = {"reps": target.get("reps", element["reps_min"]), "load_kg": Decimal(load) if load else None}
            yield PlannedExercise(element["exercise"], [one] * element["sets"], element["rest_seconds"])
        case "hold":
            one = {"seconds": element["seconds"]}
            yield PlannedExercise(element["exercise"], [one] * element["sets"], element["rest_seconds"])
        case "pose":
            yield PlannedExercise(
                element["exercise"], [{"seconds": element["seconds"], "pose_level": element.get("pose_level")}]
            )
        case "continuous":
            yield PlannedExercise(element["exercise"], [{"seconds": element["seconds"]}])
        case "interval":
            work, pace = element["work"], element["work"].get("pace_s_per_km")
            seconds = work.get("seconds") or (round(float(pace) * work["distance_m"] / 1000) if pace else None)
            one = {"seconds": seconds, "distance_m": work.get("distance_m")}
            yield PlannedExercise(work["exercise"], [one] * element["reps"], element["recover"]["seconds"])
        case _:
            for place, slug in enumerate(element["stations"]):
                is_last = place == len(element["stations"]) - 1
                rest = element["round_rest_seconds"] if is_last else element["change_seconds"]
                rounds = [{"seconds": element["work_seconds"]}] * element["rounds"]
                yield PlannedExercise(slug, rounds, rest, superset)


def _numbered(main: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], int | None]]:
    """Circuits are supersets, each with a number of its own."""
    number = 0
    for one in main:
        number += one["type"] == "circuit"
        yield one, number if one["type"] == "circuit" else None


def _scripts(told: Sequence[Mapping[str, Any]], phase: str, language: str) -> list[ScriptLink]:
    names = [one["script"] for one in told if one["type"] == "script" and one["phase"] == phase]
    found = [script for name in names if (script := script_of(name, language))]
    return [ScriptLink(one.title, one.minutes, reverse("plans:script", args=[one.id])) for one in found]


def _prompt(told: Sequence[Mapping[str, Any]], kind: str, language: str, *, with_mirror: bool = False) -> str:
    """The first sentence of a kind that the task names; those that wait for a figure of the log are told elsewhere."""
    for one in told:
        if one["type"] == "prompt" and library.prompts()[one["prompt"]]["kind"] == kind:
            name = INSTEAD_OF_MIRROR if one["prompt"] == MIRROR and not with_mirror else one["prompt"]
            text = prompt_words(name, language)
            return "" if "{" in text else text
    return ""
