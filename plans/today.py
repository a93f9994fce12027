"""What Today knows of plans, in one query: tasks of the week, weekly targets with steps, proposals that wait."""

import json
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, TextField, UUIDField
from django.db.models.functions import Cast

from core.compiled import Compiled
from core.dates import Week
from plans import elements
from plans.milestones import WEEKS
from plans.models import PlannedSession, PlanProposal
from plans.offered import programmes_there
from plans.targets_now import SIX_DAYS, TargetsNow, reads_steps, target_parts
from plans.task_titles import title_of_key, week_of_key
from plans.union_rows import Row, part
from plans.week_tasks import state_words

State = PlannedSession.State


@dataclass(frozen=True, slots=True)
class TaskNow:
    """One task of this week."""

    id: UUID
    title: str
    day: date
    state: str
    minutes: int
    is_short: bool

    programme_week: int

    @property
    def is_open(self) -> bool:
        return self.state == State.PLANNED

    @property
    def state_words(self) -> str:
        return state_words(self.state, is_short=self.is_short)


@dataclass(frozen=True, slots=True)
class PlansNow:
    """Empty for a person without plans; `targets` are the weekly ones in force."""

    tasks: tuple[TaskNow, ...]
    targets: TargetsNow
    proposals: int
    today: date

    @property
    def done(self) -> int:
        """Of the tasks of this week."""
        return sum(task.state == State.DONE for task in self.tasks)

    @property
    def task(self) -> TaskNow | None:
        """The one of today that is next; when none is open, one that was answered."""
        todays = [task for task in self.tasks if task.day == self.today and task.state != State.GONE]
        return next((task for task in todays if task.is_open), todays[0] if todays else None)

    @property
    def others(self) -> tuple[TaskNow, ...]:
        """Further open tasks of today."""
        return tuple(task for task in self.tasks if task.day == self.today and task.is_open and task != self.task)

    @property
    def milestone(self) -> int | None:
        """The programme week in which a plan stands now, where that calls for a look back."""
        return next((number for task in self.tasks if (number := task.programme_week) in WEEKS), None)

    @property
    def coming(self) -> TaskNow | None:
        """The next open one of a later day."""
        return next((task for task in self.tasks if task.day > self.today and task.is_open), None)


def plans_now(person: Any, week: Week, today: date) -> PlansNow:
    """One query; another one for a programme of the person's own."""
    with_steps = reads_steps(person)
    statement = ROWS_WITH_STEPS if with_steps else ROWS
    asked = {"person": person.pk, "monday": week.monday, "sunday": week.sunday}
    asked |= {"since": today - SIX_DAYS, "until": today}
    rows = [Row(*row) for row in statement.rows(**asked)]
    planned = [row for row in rows if row.kind in ("task", "short")]
    programmes = programmes_there({row.name for row in planned}, [person])
    tasks = [
        TaskNow(
            id=row.id,
            title=title_of_key(row.key, programmes.get(row.name), person.language),
            day=row.day or today,
            state=row.state,
            minutes=_minutes(row),
            is_short=row.kind == "short",
            programme_week=week_of_key(row.key) or 0,
        )
        for row in planned
    ]
    proposals = sum(row.kind == "proposal" for row in rows)
    return PlansNow(
        tuple(sorted(tasks, key=lambda one: (one.day, one.title))),
        TargetsNow.of(rows, today, with_steps=with_steps),
        proposals,
        today,
    )


def _minutes(row: Row) -> int:
    if row.kind == "short":
        return elements.minutes_of(elements.short(json.loads(row.details)))
    return row.amount or 0


def _build(person: Any, monday: Any, sunday: Any, since: Any, until: Any, *, with_steps: bool) -> Any:
    """The tasks come first: the union takes its types from there."""
    tasks = PlannedSession.objects.filter(person=person, day__range=(monday, sunday))
    programme, key, state, told = (Cast(name, TextField()) for name in ("plan__programme", "key", "state", "elements"))
    known = {"name": programme, "key": key, "state": state, "day": F("day"), "amount": F("planned_minutes")}
    waiting = PlanProposal.objects.filter(person=person, state=PlanProposal.State.OPEN, monday=monday)
    told_of = part(tasks.filter(is_short=False), "task", **known).union(
        part(tasks.filter(is_short=True), "short", **known, details=told),
        part(waiting, "proposal"),
        *target_parts(person, monday, since, until, with_steps=with_steps),
        all=True,
    )
    return told_of.order_by()  # the model of the first part has an ordering of its own


SLOTS: dict[str, Any] = {
    "person": UUIDField(),
    **{name: DateField() for name in ("monday", "sunday", "since", "until")},
}
ROWS = Compiled(partial(_build, with_steps=False), **SLOTS)
ROWS_WITH_STEPS = Compiled(partial(_build, with_steps=True), **SLOTS)
