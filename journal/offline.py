"""What a phone needs to write a session without network: exercises, what was done last time, what to start from."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from journal.exercise_library import Choice, Library
from journal.last_time import LastTime, Repeatable, last_times, repeatables
from journal.load_units import Units
from journal.models import TrainingSet
from journal.planned import PlannedSessionDraft, planned_draft
from journal.set_effort import scale_of
from journal.set_rows import Row
from journal.set_table import Block

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
        """The texts of some sets, as they would be typed."""
        columns = self.block(choice).columns
        return [{name: text for name, text in Row.of(one, columns, self.units).texts.items() if text} for one in sets]


def training_kit(person: Any, tasks: Sequence[UUID]) -> dict[str, Any]:
    """Everything of it; `tasks` are today's open ones."""
    kit = Kit(person)
    drafts = [draft for task in tasks[:STARTS_MAX] if (draft := planned_draft(person, task))]
    again = repeatables(person)
    slugs = {choice.slug for choice in kit.library.recent}
    slugs |= {one.slug for draft in drafts for one in draft.exercises}
    slugs |= {slug for one in again for slug in one.exercises}
    last = last_times(person, slugs)
    starts = [*(of_task(kit, draft) for draft in drafts), *map(of_session, again)]
    return {
        "exercises": {choice.name: [choice.slug, kit.place_of(choice)] for choice in kit.library.search("")},
        "last": {slug: remembered(kit, kit.library.get(slug), row) for slug, row in last.items()},
        "starts": starts[:STARTS_MAX],
        "columns": kit.columns,
    }


def of_task(kit: Kit, draft: PlannedSessionDraft) -> dict[str, Any]:
    """A task of a plan to start from, with the numbers it aims at."""
    exercises = [{"slug": one.slug, "rows": kit.rows(kit.library.get(one.slug), one.rows())} for one in draft.exercises]
    told = {"title": draft.title, "activity": draft.activity, "minutes": draft.minutes, "task": str(draft.id)}
    return told | {"exercises": exercises}


def of_session(one: Repeatable) -> dict[str, Any]:
    """An earlier session to do again; its numbers are those of the last time."""
    told = {"title": one.title or one.activity_label, "activity": one.activity, "minutes": one.minutes, "task": ""}
    return told | {"exercises": [{"slug": slug, "rows": []} for slug in one.exercises]}


def remembered(kit: Kit, choice: Choice, last: LastTime) -> dict[str, Any]:
    """What was done the last time, in a few words and as grey values."""
    block = kit.block(choice, last)
    return {"words": block.last_words, "rows": kit.rows(choice, last.sets), "name": choice.name}
