"""What a phone needs to write a session without network: exercises, what was done last time, what to start from."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from journal.exercise_library import Choice, Library
from journal.exercise_settings import settings_of
from journal.last_time import LastTime, Repeatable, last_times, repeatables
from journal.load_units import Units
from journal.models import SetKind, TrainingSet
from journal.planned import PlannedExercise, PlannedSessionDraft, planned_draft
from journal.set_effort import scale_of
from journal.set_rows import LETTERS, Row
from journal.set_table import Block
from journal.supersets import tidy

STARTS_MAX = 4


class Kit:
    """Plain values for the script of the page; the names are those of the form of a session."""

    def __init__(self, person: Any) -> None:
        self.person, self.units, self.scale = person, Units.of(person), scale_of(person)
        self.library = Library(person)
        self.columns: list[list[dict[str, Any]]] = []
        self.places: dict[tuple[str, str, bool], int] = {}

    def block(self, choice: Choice, last: LastTime | None = None) -> Block:
        return Block(choice, self.units, self.scale, last=last)

    def place_of(self, choice: Choice) -> int:
        """The number of its columns; few of them differ, so they are worked out once a kind."""
        kind = (choice.unit, choice.activity, bool(choice.levels))
        if kind not in self.places:
            told = [
                {"name": one.name, "label": str(one.label), "mode": one.inputmode, "optional": one.is_optional}
                for one in self.block(choice).columns
            ]
            if told not in self.columns:
                self.columns.append(told)
            self.places[kind] = self.columns.index(told)
        return self.places[kind]

    def rows(self, choice: Choice, sets: Iterable[TrainingSet]) -> list[dict[str, str]]:
        """The texts of some sets, as they would be typed, with their `kind` where they are no working sets."""
        columns = self.block(choice).columns
        return [told(Row.of(one, columns, self.units)) for one in sets]


def told(row: Row) -> dict[str, str]:
    """What of a row the script needs."""
    kind = {} if row.kind == SetKind.WORKING else {"kind": str(row.kind)}
    return {name: text for name, text in row.texts.items() if text} | kind


def training_kit(person: Any, tasks: Sequence[UUID]) -> dict[str, Any]:
    """Everything of it; `tasks` are today's open ones."""
    kit = Kit(person)
    drafts = [draft for task in tasks[:STARTS_MAX] if (draft := planned_draft(person, task))]
    again = repeatables(person)
    slugs = {choice.slug for choice in kit.library.recent}
    slugs |= {one.slug for draft in drafts for one in draft.exercises}
    slugs |= {slug for one in again for slug in one.exercises}
    last, settings = last_times(person, slugs), settings_of(person, slugs)
    starts = [*(of_task(kit, draft) for draft in drafts), *map(of_session, again)]
    return {
        "exercises": {choice.name: [choice.slug, kit.place_of(choice)] for choice in kit.library.search("")},
        "last": {slug: remembered(kit, kit.library.get(slug), row) for slug, row in last.items()},
        "rests": {slug: rest for slug, row in settings.items() if (rest := row.rest_seconds) is not None},
        "rest": person.rest_seconds,
        "letters": {kind.value: str(letter) for kind, letter in LETTERS.items()},
        "starts": starts[:STARTS_MAX],
        "columns": kit.columns,
    }


def of_task(kit: Kit, draft: PlannedSessionDraft) -> dict[str, Any]:
    """A task of a plan to start from, with the numbers it aims at."""
    head = {"title": draft.title, "activity": draft.activity, "minutes": draft.minutes, "task": str(draft.id)}
    return head | {"exercises": [planned(kit, one) for one in draft.exercises]}


def planned(kit: Kit, one: PlannedExercise) -> dict[str, Any]:
    """One exercise of a task, with the rest and the superset that are planned."""
    rows = kit.rows(kit.library.get(one.slug), one.rows())
    return {"slug": one.slug, "rows": rows, "superset": one.superset, "rest": one.rest_seconds}


def of_session(one: Repeatable) -> dict[str, Any]:
    """An earlier session to do again; its numbers are those of the last time."""
    head = {"title": one.title or one.activity_label, "activity": one.activity, "minutes": one.minutes, "task": ""}
    again = zip(one.exercises, tidy(one.supersets), strict=True)
    return head | {"exercises": [{"slug": slug, "rows": [], "superset": number} for slug, number in again]}


def remembered(kit: Kit, choice: Choice, last: LastTime) -> dict[str, Any]:
    """What was done the last time, in a few words and as grey values."""
    block = kit.block(choice, last)
    words = {"words": block.last_words, "name": choice.name, "best": block.best_load, "step": block.step}
    return words | {"rows": kit.rows(choice, last.sets)}
