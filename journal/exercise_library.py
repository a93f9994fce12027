"""The exercises that one person can choose from: the catalogue, their own, and those they did last."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Max
from django.utils.translation import get_language

from accounts.models import User
from journal import catalogue

RECENT = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One exercise as a person sees it."""

    slug: str
    name: str
    unit: str
    activity: str
    increment_kg: Decimal | None
    words: str
    """What a search looks through: the names in every language."""


class Library:
    """Reads a person's own exercises once, whatever is asked afterwards."""

    def __init__(self, person: User) -> None:
        self.person = person

    @cached_property
    def own(self) -> list[Choice]:
        """Exercises that this person added, by name."""
        rows = self.person.own_exercises.order_by("name")
        return [Choice(row.slug, row.name, row.unit, "strength", row.increment_kg, row.name.casefold()) for row in rows]

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

    def search(self, text: str) -> list[Choice]:
        """Every choice whose name in any language holds all words of `text`."""
        words = text.casefold().split()
        return [choice for choice in self.all.values() if all(word in choice.words for word in words)]

    def sorted_for(self, activity: str, choices: Iterable[Choice]) -> list[Choice]:
        """Those that belong to the activity first."""
        return sorted(choices, key=lambda choice: choice.activity != activity)


def _choice(exercise: catalogue.Exercise, language: str) -> Choice:
    words = f"{exercise.name_en} {exercise.name_zh_hans}".casefold()
    name = exercise.name(language)
    return Choice(exercise.slug, name, exercise.unit, exercise.activity, exercise.increment_kg, words)
