"""What the next exposure of an exercise aims at, set from accepted proposals; three queries for any number."""

from collections.abc import Iterable, Mapping
from typing import Any

from core import lookups  # noqa: F401  registers `__among`
from plans.laying_out import TARGET_FIELDS, as_json
from plans.models import Plan, PlanTarget

type Aim = tuple[Plan, str, Mapping[str, Any]]
"""Plan, exercise ("" for its circuits), and what changes: {"load_kg": "62.5", "reps": 8}."""


def aim(wanted: Iterable[Aim]) -> dict[tuple[Any, str], dict[str, Any]]:
    """Sets the targets; one of which nothing is left (start anew, measure again) disappears.

    Gives by plan and exercise what stood in their place, as JSON holds it.
    """
    aims = list(wanted)
    before: dict[tuple[Any, str], dict[str, Any]] = {}
    if not aims:
        return before
    rows = {
        (row.plan_id, row.exercise): row
        for row in PlanTarget.objects.filter(plan_id__among={plan.pk for plan, _, _ in aims})
    }
    changed: dict[Any, PlanTarget] = {}
    for plan, exercise, change in aims:
        row = rows.get((plan.pk, exercise)) or PlanTarget(person_id=plan.person_id, plan=plan, exercise=exercise)
        names = change.keys() & set(TARGET_FIELDS)
        before[plan.pk, exercise] = {name: as_json(getattr(row, name)) for name in names}
        for name in names:
            setattr(row, name, change[name])
        changed[plan.pk, exercise] = row
    empty = [row for row in changed.values() if all(getattr(row, name) is None for name in TARGET_FIELDS)]
    PlanTarget.objects.filter(pk__in=[row.pk for row in empty]).delete()
    PlanTarget.objects.bulk_create(
        [row for row in changed.values() if row not in empty],
        update_conflicts=True,
        unique_fields=["plan", "exercise"],
        update_fields=[*TARGET_FIELDS, "updated_at"],
    )
    return before
