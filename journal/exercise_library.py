"""The exercises that one person can choose from: the catalogue, their own, and those they did last."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Max
from django.utils.translation import get_language

from accounts.models import User
from journal import catalogue
from journal.exercise_search import find, searchable
from journal.models import Activity, OwnExercise

RECENT = 8
ALSO_DONE = {"circuit": "strength"}
"""Activity -> another one whose exercises it is made of."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One exercise as a person sees it."""

    slug: str
    name: str
    unit: str
    activity: str
    increment_kg: Decimal | None
    words: str
    """What a search looks through: the names in every language, and pinyin."""

    def belongs_to(self, activity: str) -> bool:
        """Whether a session of that activity is made of exercises like this."""
        return self.activity in {activity, ALSO_DONE.get(activity)}


class Library:
    """Reads a person's own exercises once, whatever is asked afterwards."""

    def __init__(self, person: User) -> None:
        self.person = person

    @cached_property
    def own_rows(self) -> list[OwnExercise]:
        """Exercises that this person added, by name."""
        return list(self.person.own_exercises.order_by("name", "id"))

    @cached_property
    def own(self) -> list[Choice]:
        """Those, as choices; they have no pinyin and are found by their name."""
        return [
            Choice(row.slug, row.name, row.unit, "strength", row.increment_kg, searchable(row.name))
            for row in self.own_rows
        ]

    @cached_property
    def all(self) -> dict[str, Choice]:
        """Every choice by slug; own ones first."""
        language = get_language() or "en"
        known = (_choice(exercise, language) for exercise in catalogue.EXERCISES.values())
        return {choice.slug: choice for choice in (*self.own, *known)}

    def get(self, slug: str) -> Choice:
        """The exercise of that slug; one that is gone from the catalogue is shown by its slug."""
        return self.all.get(slug) or Choice(slug, slug.replace("_", " ").capitalize(), "load", "strength", None, slug)

    @cached_property
    def recent(self) -> list[Choice]:
        """Those done last, newest first."""
        done = (
            self.person.training_sets.values("exercise").annotate(last=Max("started_at")).order_by("-last", "exercise")
        )
        return [self.get(row["exercise"]) for row in done[:RECENT]]

    def named(self, name: str) -> Choice | None:
        """The choice of exactly that name, in the language of the page."""
        return next((choice for choice in self.all.values() if choice.name.casefold() == name.casefold()), None)

    def by_activity(self) -> list[tuple[str, list[Choice]]]:
        """Every choice under the name of its activity, in the order of the activities."""
        groups: dict[str, list[Choice]] = {activity: [] for activity in Activity.values}
        for choice in self.all.values():
            groups[choice.activity].append(choice)
        return [(str(Activity(activity).label), choices) for activity, choices in groups.items() if choices]

    def search(self, text: str, activity: str = "") -> list[Choice]:
        """What `text` finds, best first; as good ones: those of the activity first, then those done last."""
        places = {choice.slug: place for place, choice in enumerate(self.recent)}
        among = sorted(
            self.all.values(),
            key=lambda choice: (not choice.belongs_to(activity), places.get(choice.slug, RECENT)),
        )
        return find(text, among)


def alike_first(wanted: Choice, choices: list[Choice]) -> list[Choice]:
    """Choices in place of another one: those that move the same way first, itself left out."""
    patterns = {choice.slug: known.pattern for choice in choices if (known := catalogue.get(choice.slug))}
    pattern = patterns.get(wanted.slug)
    others = [choice for choice in choices if choice.slug != wanted.slug]
    return sorted(others, key=lambda choice: pattern is None or patterns.get(choice.slug) != pattern)


def _choice(exercise: catalogue.Exercise, language: str) -> Choice:
    name = exercise.name(language)
    return Choice(exercise.slug, name, exercise.unit, exercise.activity, exercise.increment_kg, exercise.words)
