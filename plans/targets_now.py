"""The weekly targets in force, with the steps that one of them is measured by: parts of a union, or one query."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import DateField, F, IntegerField, Subquery, TextField, UUIDField
from django.db.models.functions import Cast

from core.compiled import Compiled
from core.dates import Week
from journal.body_kinds import kinds_on
from journal.models import Measurement, MeasurementKind
from journal.steps import BASELINE_DAYS, VALID_FROM
from plans.models import WeeklyTarget
from plans.progress import WeekTotals
from plans.target_lines import Steps, TargetLine, lines_of
from plans.union_rows import Row, part

Kind = WeeklyTarget.Kind
SIX_DAYS = timedelta(days=6)
"""With the day itself, the seven of a mean."""


@dataclass(frozen=True, slots=True)
class TargetsNow:
    """By kind, the targets of a week that are not switched off; `steps` as they stood on a day."""

    by_kind: Mapping[str, WeeklyTarget]
    steps: Steps | None = None

    @classmethod
    def of(cls, rows: Iterable[Row], day: date, *, with_steps: bool) -> "TargetsNow":
        """From the rows of `target_parts`; other rows are passed over."""
        targets: dict[str, WeeklyTarget] = {}
        counts: dict[date, int] = {}
        for row in rows:
            if row.kind == "target" and row.amount:
                targets[row.state] = _target(row)
            elif row.kind == "steps" and row.day:
                counts[row.day] = row.amount or 0
        aim = targets.get(Kind.STEPS)
        return cls(targets, Steps.of(counts, day, aim.target) if aim and with_steps else None)

    @property
    def sessions(self) -> WeeklyTarget | None:
        """How many sessions, on which days."""
        return self.by_kind.get(Kind.SESSIONS)

    def lines(self, totals: WeekTotals) -> list[TargetLine]:
        """How far each target but that of sessions has come, in words."""
        return lines_of({kind: row.target for kind, row in self.by_kind.items()}, totals, self.steps)


def reads_steps(person: Any) -> bool:
    """Whether steps are switched on and agreed to."""
    return MeasurementKind.STEPS in person.body_kinds and MeasurementKind.STEPS in kinds_on(person)


def step_days(person: Any, day: date) -> dict[date, int]:
    """The steps of the seven days up to `day`, and those that the ramp begins with; two queries."""
    recent = person.measurements.filter(day__range=(day - SIX_DAYS, day)).step_days()
    return person.measurements.first_step_days(VALID_FROM, BASELINE_DAYS) | recent


def targets_now(person: Any, week: Week, day: date) -> TargetsNow:
    """The targets that hold in `week`, with steps as of `day`; one query."""
    with_steps = reads_steps(person)
    statement = ROWS_WITH_STEPS if with_steps else ROWS
    asked = {"person": person.pk, "monday": week.monday, "since": day - SIX_DAYS, "until": day}
    return TargetsNow.of((Row(*row) for row in statement.rows(**asked)), day, with_steps=with_steps)


def target_parts(person: Any, monday: Any, since: Any, until: Any, *, with_steps: bool) -> list[Any]:
    """Every kind's target for the week; the steps of the days since, and of those that the ramp begins with."""
    told: dict[str, Any] = {"name": Cast("if_then", TextField()), "state": Cast("kind", TextField())}
    told |= {"amount": F("target"), "details": Cast("weekdays", TextField())}
    targets = WeeklyTarget.objects.filter(person=person).all_in_force_on(monday)
    found = [part(targets, "target", **told)]
    if with_steps:
        measured = Measurement.objects.filter(person=person)
        first = measured.first_steps(VALID_FROM, BASELINE_DAYS).values("pk")
        counted = {"day": F("day"), "amount": Cast("value", IntegerField())}
        found.append(part(measured.latest_steps().filter(day__range=(since, until)), "steps", **counted))
        found.append(part(Measurement.objects.filter(pk__in=Subquery(first)), "steps", **counted))
    return found


def _target(row: Row) -> WeeklyTarget:
    """As much of it as the pages show."""
    details = {"target": row.amount or 0, "weekdays": json.loads(row.details), "if_then": row.name}
    return WeeklyTarget(pk=row.id, kind=row.state, **details)


def _build(person: Any, monday: Any, since: Any, until: Any, *, with_steps: bool) -> Any:
    first, *others = target_parts(person, monday, since, until, with_steps=with_steps)
    return first.union(*others, all=True) if others else first


SLOTS: dict[str, Any] = {
    "person": UUIDField(),
    **{name: DateField() for name in ("monday", "since", "until")},
}
ROWS = Compiled(partial(_build, with_steps=False), **SLOTS)
ROWS_WITH_STEPS = Compiled(partial(_build, with_steps=True), **SLOTS)
