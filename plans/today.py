"""What Today knows of plans, in one query: tasks of the week, the weekly target, proposals that wait."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, F, IntegerField, OuterRef, QuerySet, Subquery, TextField, UUIDField, Value
from django.db.models.functions import Cast

from core.compiled import Compiled
from core.dates import Week
from plans import elements
from plans.models import PlannedSession, PlanProposal, WeeklyTarget
from plans.task_titles import programmes_there, title_of_key
from plans.week_tasks import state_words

State = PlannedSession.State
NO_TEXT = Value("", output_field=TextField())
NO_DAY = Value(None, output_field=DateField())
NO_COUNT = Value(None, output_field=IntegerField())
EMPTY = {"name": NO_TEXT, "key": NO_TEXT, "state": NO_TEXT, "day": NO_DAY, "amount": NO_COUNT, "details": NO_TEXT}
"""The columns of each part of the union, after its kind and id."""


@dataclass(frozen=True, slots=True)
class TaskNow:
    """One task of this week."""

    id: UUID
    title: str
    day: date
    state: str
    minutes: int
    is_short: bool

    @property
    def is_open(self) -> bool:
        return self.state == State.PLANNED

    @property
    def state_words(self) -> str:
        return state_words(self.state, is_short=self.is_short)


@dataclass(frozen=True, slots=True)
class PlansNow:
    """Empty for a person without plans; `target` is the weekly one in force."""

    tasks: tuple[TaskNow, ...]
    target: WeeklyTarget | None
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
    def coming(self) -> TaskNow | None:
        """The next open one of a later day."""
        return next((task for task in self.tasks if task.day > self.today and task.is_open), None)


class Row(NamedTuple):
    """One row of the union."""

    kind: str
    id: UUID
    name: str
    key: str
    state: str
    day: date | None
    amount: int | None
    details: str


def plans_now(person: Any, week: Week, today: date) -> PlansNow:
    """One query; another one for a programme of the person's own."""
    rows = [Row(*row) for row in ROWS.rows(person=person.pk, monday=week.monday, sunday=week.sunday)]
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
        )
        for row in planned
    ]
    target = next((_target(row) for row in rows if row.kind == "target" and row.amount), None)
    proposals = sum(row.kind == "proposal" for row in rows)
    return PlansNow(tuple(sorted(tasks, key=lambda one: (one.day, one.title))), target, proposals, today)


def _minutes(row: Row) -> int:
    if row.kind == "short":
        return elements.minutes_of(elements.short(json.loads(row.details)))
    return row.amount or 0


def _target(row: Row) -> WeeklyTarget:
    """As much of it as Today shows."""
    return WeeklyTarget(pk=row.id, target=row.amount or 0, weekdays=json.loads(row.details), if_then=row.name)


def _part(rows: QuerySet[Any], kind: str, **known: Any) -> Any:
    columns = {"kind": Value(kind, output_field=TextField()), **EMPTY, **known}
    columns = {f"x_{name}": value for name, value in columns.items()}
    return rows.order_by().annotate(**columns).values_list("x_kind", "id", *(f"x_{name}" for name in EMPTY))


def _build(person: Any, monday: Any, sunday: Any) -> Any:
    """The tasks come first: the union takes its types from there."""
    tasks = PlannedSession.objects.filter(person=person, day__range=(monday, sunday))
    programme, key, state, told = (Cast(name, TextField()) for name in ("plan__programme", "key", "state", "elements"))
    known = {"name": programme, "key": key, "state": state, "day": F("day"), "amount": F("planned_minutes")}
    newest = WeeklyTarget.objects.filter(
        person=OuterRef("person"), kind=WeeklyTarget.Kind.SESSIONS, starts_on__lte=monday
    ).order_by("-starts_on")
    target = WeeklyTarget.objects.filter(person=person, pk=Subquery(newest.values("pk")[:1]))
    weekdays, if_then = Cast("weekdays", TextField()), Cast("if_then", TextField())
    waiting = PlanProposal.objects.filter(person=person, state=PlanProposal.State.OPEN, monday=monday)
    told_of = _part(tasks.filter(is_short=False), "task", **known).union(
        _part(tasks.filter(is_short=True), "short", **known, details=told),
        _part(target, "target", name=if_then, amount=F("target"), details=weekdays),
        _part(waiting, "proposal"),
        all=True,
    )
    return told_of.order_by()  # the model of the first part has an ordering of its own


ROWS = Compiled(_build, person=UUIDField(), monday=DateField(), sunday=DateField())
