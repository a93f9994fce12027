"""The exercises that one person can choose from: the catalogue, their own, and those they did last."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Max
from django.utils.translation import get_language

from accounts.models import User
from journal import catalogue
from journal.exercise_aliases import merges_of, stands_for
from journal.exercise_search import find, parts, searchable
from journal.exercise_words import LEVELS
from journal.models import OwnExercise

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
    pattern: str = "other"
    low_impact: bool = False
    equipment: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    """What the five levels of a pose look like; none without levels."""
    is_hidden: bool = False

    def belongs_to(self, activity: str) -> bool:
        """Whether a session of that activity is made of exercises like this."""
        return self.activity in {activity, ALSO_DONE.get(activity)}


class Library:
    """Reads a person's own exercises once, whatever is asked afterwards."""

    def __init__(self, person: User) -> None:
        self.person = person

    @cached_property
    def own_rows(self) -> list[OwnExercise]:
        """Exercises that this person added, by name; merged ones too."""
        return list(self.person.own_exercises.order_by("name", "id"))

    @cached_property
    def merges(self) -> dict[str, str]:
        """Slug of an own exercise -> what it was merged into."""
        return merges_of(self.own_rows)

    @cached_property
    def own(self) -> list[Choice]:
        """Own exercises that stand for themselves; their pinyin is that of the catalogue's characters."""
        return [_own_choice(row) for row in self.own_rows if row.slug not in self.merges]

    @cached_property
    def all(self) -> dict[str, Choice]:
        """Every choice by slug; own ones first, also those that are not offered."""
        language = get_language() or "en"
        known = (_choice(exercise, language) for exercise in catalogue.EXERCISES.values())
        return {choice.slug: choice for choice in (*self.own, *known)}

    def get(self, slug: str) -> Choice:
        """What that slug means; one that is gone from the catalogue is shown by its slug."""
        known = self.all.get(stands_for(slug, self.merges))
        return known or Choice(slug, slug.replace("_", " ").capitalize(), "load", "strength", None, slug)

    @cached_property
    def last_done(self) -> dict[str, datetime]:
        """Slug -> start of the last session with it, newest first, of the last few that are offered."""
        done = self.person.training_sets.values_list("exercise").annotate(last=Max("started_at"))
        rows = done.order_by("-last", "exercise")[: RECENT + sum(row.is_hidden for row in self.own_rows)]
        return dict([(slug, last) for slug, last in rows if not self.get(slug).is_hidden][:RECENT])

    @cached_property
    def recent(self) -> list[Choice]:
        """Those done last, newest first."""
        return [self.get(slug) for slug in self.last_done]

    def named(self, name: str) -> Choice | None:
        """The choice of exactly that name, in the language of the page."""
        return next((choice for choice in self.all.values() if choice.name.casefold() == name.casefold()), None)

    def name_of(self, slug: str) -> str:
        """The name of just this exercise, whatever it was merged into."""
        return next((row.name for row in self.own_rows if row.slug == slug), self.get(slug).name)

    def alike(self, choice: Choice) -> list[Choice]:
        """Others whose names share words with it: the most words first, then those of the same movement."""
        shared = Counter(other.slug for part in parts(choice.name) for other in self.search(part))
        others = [(self.all[slug], count) for slug, count in shared.items() if slug != choice.slug]
        return [one for one, _n in sorted(others, key=lambda pair: (-pair[1], pair[0].pattern != choice.pattern))]

    def search(self, text: str, activity: str = "", *, among: Iterable[Choice] | None = None) -> list[Choice]:
        """What `text` finds, best first; as good ones: those of the activity first, then those done last."""
        places = {choice.slug: place for place, choice in enumerate(self.recent)}
        offered = (choice for choice in self.all.values() if not choice.is_hidden)
        ordered = sorted(
            offered if among is None else among,
            key=lambda choice: (not choice.belongs_to(activity), places.get(choice.slug, RECENT)),
        )
        return find(text, ordered)


def alike_first(wanted: Choice, choices: list[Choice]) -> list[Choice]:
    """Choices in place of another one: those that move the same way first, itself left out."""
    patterns = {choice.slug: known.pattern for choice in choices if (known := catalogue.get(choice.slug))}
    pattern = patterns.get(wanted.slug)
    others = [choice for choice in choices if choice.slug != wanted.slug]
    return sorted(others, key=lambda choice: pattern is None or patterns.get(choice.slug) != pattern)


def _choice(exercise: catalogue.Exercise, language: str) -> Choice:
    return Choice(
        slug=exercise.slug,
        name=exercise.name(language),
        unit=exercise.unit,
        activity=exercise.activity,
        increment_kg=exercise.increment_kg,
        words=exercise.words,
        pattern=exercise.pattern,
        low_impact=exercise.low_impact,
        equipment=exercise.equipment,
        levels=exercise.levels(language),
    )


def _own_choice(row: OwnExercise) -> Choice:
    return Choice(
        slug=row.slug,
        name=row.name,
        unit=row.unit,
        activity=row.activity,
        increment_kg=row.increment_kg,
        words=searchable(row.name, pinyin=catalogue.pinyin_of(row.name)),
        pattern=row.pattern,
        low_impact=row.is_low_impact,
        levels=tuple(map(str, LEVELS)) if row.unit == "level" else (),
        is_hidden=row.is_hidden,
    )
