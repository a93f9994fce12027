"""Gentler exercises in place of one that hurts: low impact, the same movement (SPEC 8.1 G6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from journal import catalogue
from journal.catalogue import Exercise
from journal.models import TrainingSession, TrainingSet

OFFERED = 4
AEROBIC = ("walk_easy", "cycle", "swim", "elliptical")


@dataclass(frozen=True, slots=True)
class Choice:
    """What hurt, and what may take its place; `name` is empty for a session without sets."""

    name: str
    activity: str
    instead: list[str]


def substitutes(exercise: Exercise, limit: int = OFFERED) -> list[Exercise]:
    """Low-impact exercises of the same pattern: of the same activity first, then those that need least equipment."""
    others = [
        other
        for other in catalogue.EXERCISES.values()
        if other.low_impact and other.pattern == exercise.pattern and other.slug != exercise.slug
    ]
    others.sort(
        key=lambda other: (other.activity != exercise.activity, not _fits(other, exercise), len(other.equipment))
    )
    return others[:limit]


def _fits(other: Exercise, exercise: Exercise) -> bool:
    """Whether the equipment of the one is enough for the other."""
    return set(other.equipment) <= set(exercise.equipment)


def gentler_choices(sessions: Any, language: str) -> list[Choice]:
    """For each exercise of these sessions, and each activity without sets, what may take its place: two queries."""
    rows = TrainingSet.objects.filter(session__in=sessions).order_by("exercise")
    slugs = list(rows.values_list("exercise", flat=True).distinct())
    known = [found for slug in slugs if (found := catalogue.get(slug))]
    choices = [Choice(one.name(language), "", _names(substitutes(one), language)) for one in known]
    without = sessions.filter(sets=None).order_by("activity").values_list("activity", flat=True).distinct()
    return choices + [_of_activity(activity, language) for activity in without]


def _of_activity(activity: str, language: str) -> Choice:
    label = str(TrainingSession(activity=activity).get_activity_display())
    offered = [found for slug in AEROBIC if (found := catalogue.get(slug)) and found.activity != activity]
    return Choice("", label, _names(offered, language))


def _names(exercises: Iterable[Exercise], language: str) -> list[str]:
    return [exercise.name(language) for exercise in exercises]
