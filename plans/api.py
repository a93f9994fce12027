"""The API of plans: weekly targets; programmes and what follows them are in api_plans.py."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.routers import BaseRouter

from core.api import Conflict, OwnedViewSet
from core.dates import Week
from plans.api_plans import PlannedSessionViewSet, PlanViewSet, ProgrammeViewSet
from plans.models import WeeklyTarget
from plans.progress import WeekTotals, week_totals
from plans.target_kinds import MOST
from plans.target_lines import Steps
from plans.targets_now import reads_steps, step_days

FIRST_YEAR, LAST_YEAR = 1901, 2099


class WeeklyTargetSerializer(serializers.Serializer[WeeklyTarget]):
    """A target per week; `weekdays` 0 Monday to 6 Sunday; `starts_on` a Monday, by default this week's.

    Of `steps` the target is where the personal ramp ends; they are offered once steps are switched on in the journal.
    """

    kind = serializers.ChoiceField(choices=WeeklyTarget.Kind.choices)
    target = serializers.IntegerField(min_value=0, max_value=max(MOST.values()))
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False, max_length=7, default=list
    )
    if_then = serializers.CharField(required=False, allow_blank=True, max_length=300, default="")
    starts_on = serializers.DateField(required=False)

    def validate_starts_on(self, value: date) -> date:
        """Targets begin with the ISO week."""
        if value.weekday() != 0:
            raise serializers.ValidationError("A target begins on a Monday.")
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise serializers.ValidationError(f"Use a Monday from {FIRST_YEAR} to {LAST_YEAR}.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Each kind has its own ceiling."""
        if attrs["target"] > MOST[attrs["kind"]]:
            raise serializers.ValidationError({"target": [f"At most {MOST[attrs['kind']]} for {attrs['kind']}."]})
        return attrs


@extend_schema(tags=["weekly-targets"], request=WeeklyTargetSerializer, responses=WeeklyTargetSerializer)
class WeeklyTargetViewSet(OwnedViewSet):
    """Weekly targets with the current week's progress."""

    related_name = "weekly_targets"
    resource = "weekly-targets"
    category = "training"
    serializer_class = WeeklyTargetSerializer
    day_field = "starts_on"

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> WeeklyTarget:
        """One target per kind and week; a second one is a conflict, and so is one for steps that are switched off."""
        if data["kind"] == WeeklyTarget.Kind.STEPS and data["target"] and not reads_steps(person):
            raise Conflict("Steps are switched off; they are switched on at /measurements/kinds/.")
        starts_on = data.get("starts_on") or (existing.starts_on if existing else Week.of(person.today()).monday)
        twins = person.weekly_targets.filter(kind=data["kind"], starts_on=starts_on).exclude(pk=object_id)
        if twins.exists():
            raise Conflict("There is a target of this kind for this week; change that one.")
        row = existing or WeeklyTarget(pk=object_id, person=person)
        row.kind, row.target, row.starts_on = data["kind"], data["target"], starts_on
        row.weekdays, row.if_then = sorted(set(data["weekdays"])), data["if_then"]
        row.save(force_insert=existing is None)
        return row

    def represent(self, person: Any, rows: Sequence[WeeklyTarget]) -> list[dict[str, Any]]:
        """With the progress of the current week, from two queries for all rows."""
        today = person.today()
        week = Week.of(today)
        totals = week_totals(person, week) if rows else WeekTotals()
        has_steps = any(row.kind == WeeklyTarget.Kind.STEPS for row in rows) and reads_steps(person)
        days = step_days(person, today) if has_steps else None
        return [_body(row) | {"progress": _progress(row, week, today, totals, days)} for row in rows]


def _body(row: WeeklyTarget) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "target": row.target,
        "weekdays": row.weekdays,
        "if_then": row.if_then,
        "starts_on": row.starts_on.isoformat(),
    }


def _progress(
    row: WeeklyTarget, week: Week, today: date, totals: WeekTotals, days: Mapping[date, int] | None
) -> dict[str, Any]:
    """Of steps the mean of the last seven days and the person's own `level`; null where too few days are known."""
    told: dict[str, Any] = {"week_start": week.monday.isoformat(), "target": row.target}
    if row.kind != WeeklyTarget.Kind.STEPS:
        return told | {"done": totals.done(row.kind)}
    steps = Steps(None, None) if days is None else Steps.of(days, today, row.target)
    return told | {"done": steps.mean, "level": steps.level}


def register(router: BaseRouter) -> None:
    """Adds this app's resources."""
    router.register("programmes", ProgrammeViewSet, basename="programme")
    router.register("plans", PlanViewSet, basename="plan")
    router.register("planned-sessions", PlannedSessionViewSet, basename="planned-session")
    router.register("weekly-targets", WeeklyTargetViewSet, basename="weekly-target")
