"""The exercise catalogue: typed constants read once from `exercises.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. The slug is its public name in the API and never changes."""

    slug: str
    name_en: str
    name_zh_hans: str
    activity: str
    """The kind of session it belongs to, an activity of api.md."""
    pattern: str
    """aerobic, squat, hinge, push, pull, carry, core, mindbody or mobility."""
    unit: str
    """What a set of it counts: load, reps, time, distance or hold."""
    low_impact: bool
    equipment: tuple[str, ...]
    increment_kg: Decimal | None
    """The step by which a load grows: 2.5 kg, 1.25 kg for small lifts, None without load."""

    def name(self, language: str) -> str:
        """The name in `language`: Chinese for any `zh` code, else English."""
        return self.name_zh_hans if language.lower().startswith("zh") else self.name_en


def _read(path: Path) -> dict[str, Exercise]:
    return {slug: _exercise(slug, data) for slug, data in yaml.safe_load(path.read_text(encoding="utf-8")).items()}


def _exercise(slug: str, data: Mapping[str, Any]) -> Exercise:
    increment = data["increment_kg"]
    return Exercise(
        slug=slug,
        name_en=data["name"]["en"],
        name_zh_hans=data["name"]["zh_hans"],
        activity=data["activity"],
        pattern=data["pattern"],
        unit=data["unit"],
        low_impact=data["low_impact"],
        equipment=tuple(data["equipment"]),
        increment_kg=None if increment is None else Decimal(increment),
    )


EXERCISES: Mapping[str, Exercise] = MappingProxyType(_read(Path(__file__).with_name("exercises.yaml")))


def get(slug: str) -> Exercise | None:
    """The exercise of that slug, None for an unknown one or a person's own."""
    return EXERCISES.get(slug)


def search(text: str, *, activity: str | None = None) -> list[Exercise]:
    """Exercises whose English or Chinese name or slug holds every word of `text`; names that begin with it first."""
    words = text.casefold().split()
    found = [
        exercise
        for exercise in EXERCISES.values()
        if (activity is None or exercise.activity == activity) and all(word in _haystack(exercise) for word in words)
    ]
    start = " ".join(words)
    return sorted(found, key=lambda exercise: not _begins(exercise, start))


def _haystack(exercise: Exercise) -> str:
    return f"{exercise.name_en}\n{exercise.name_zh_hans}\n{exercise.slug}".casefold()


def _begins(exercise: Exercise, start: str) -> bool:
    return exercise.name_en.casefold().startswith(start) or exercise.name_zh_hans.casefold().startswith(start)
