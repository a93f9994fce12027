"""Which exercises of a plan can be done in another way, and by what: those that count alike, same movement first."""

from collections.abc import Iterable
from dataclasses import dataclass

from journal.exercise_library import Choice, Library
from plans.models import Plan
from plans.programmes.expansion import Programme
from plans.programmes.lines import MOVES, exercises_of

ALIKE = {"time": "distance"}
"""What counts in minutes counts in kilometres too."""


@dataclass(frozen=True, slots=True)
class Swappable:
    """An exercise of the template, and the one that is done now."""

    slug: str
    name: str
    instead: str
    """Empty where nothing was swapped."""


def swappable(plan: Plan, programme: Programme, library: Library) -> list[Swappable]:
    """The exercises of the main parts of this week of the programme, in their order."""
    sessions = programme.week(plan.programme_week).sessions
    main = [one for session in sessions for one in session.elements if one["phase"] == "main" and one["type"] in MOVES]
    slugs = dict.fromkeys(slug for one in main for slug in exercises_of(one))
    return [
        Swappable(slug, library.name_of(slug), library.name_of(plan.swaps[slug]) if slug in plan.swaps else "")
        for slug in slugs
    ]


def instead_of(slug: str, choices: Iterable[Choice], library: Library) -> list[Choice]:
    """Those of `choices` that count as the exercise does; the same movement first, then in their own order."""
    wanted = library.get(slug)
    alike = [one for one in choices if counts_as(one) == counts_as(wanted) and one.slug != slug and not one.is_hidden]
    return sorted(alike, key=lambda one: (one.pattern != wanted.pattern, one.activity != wanted.activity))


def counts_as(choice: Choice) -> str:
    """What a set of it counts."""
    return ALIKE.get(choice.unit, choice.unit)
