"""A session that was started from a task of a plan. The layer of plans answers; this one does not know it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

from accounts.models import User
from journal.models import SetKind, TrainingSet
from journal.set_rows import Row
from journal.set_table import Block, grouped


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """One exercise of a task: its sets as they are planned, in the fields of a stored set, and the rest after each."""

    slug: str
    sets: Sequence[dict[str, Any]]
    rest_seconds: int | None = None
    superset: int | None = None

    def rows(self) -> list[TrainingSet]:
        """The sets as rows that are not stored."""
        return [TrainingSet(exercise=self.slug, superset=self.superset, **one) for one in self.sets]


@dataclass(frozen=True, slots=True)
class ScriptLink:
    """A script of two to five minutes."""

    title: str
    minutes: int
    url: str


@dataclass(frozen=True, slots=True)
class PlannedSessionDraft:
    """What a session is prefilled with; the sentences are in the person's language."""

    id: UUID
    title: str
    activity: str
    minutes: int
    is_short: bool
    exercises: Sequence[PlannedExercise]
    warm_up: Sequence[ScriptLink] = ()
    cool_down: Sequence[ScriptLink] = ()
    prompt: str = ""
    """Shown quietly before the last third of the main part."""
    body_prompt: str = ""
    reflection: str = ""
    mastery: str = ""
    """Asks how sure the person is of the next one; for the session that closed the task."""
    closed_by: UUID | None = None
    with_family: bool = False
    """Whether it is meant to be done together with family."""

    @property
    def rests(self) -> dict[str, int]:
        """Planned seconds of rest by exercise."""
        return {one.slug: one.rest_seconds for one in self.exercises if one.rest_seconds is not None}


plans_of_sessions: list[Callable[[User, UUID, bool], PlannedSessionDraft | None]] = []
"""Filled by the layer of plans: the task of that id, if it is the person's; the flag asks for the short version."""


def planned_draft(person: User, task: UUID | None, *, is_short: bool = False) -> PlannedSessionDraft | None:
    """The task that a session was or is to be started from."""
    if task is None:
        return None
    return next((found for plan_of in plans_of_sessions if (found := plan_of(person, task, is_short))), None)


def place_prompt(blocks: Sequence[Block], prompt: str) -> None:
    """Puts the sentence before the first set of the last third of the main part, counted as the sets are done."""
    rows = [
        row
        for group in grouped([block for block in blocks if not block.is_gone])
        for in_turn in zip_longest(*(_working(block) for block in group.blocks))
        for row in in_turn
        if row
    ]
    if rows and prompt:
        rows[min(len(rows) - 1, len(rows) - len(rows) // 3)].prompt = prompt


def _working(block: Block) -> list[Row]:
    return [row for row in block.shown if row.kind != SetKind.WARMUP]
