"""The plans' kinds of the own export."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from accounts.export import register_kind
from accounts.models import User
from plans.api import WeeklyTargetViewSet
from plans.laying_out import targets_of

BATCH = 500


def target_rows(person: User) -> Iterator[dict[str, Any]]:
    """Weekly targets as the API reads them, oldest first."""
    targets = person.weekly_targets.order_by("starts_on", "id")
    for batch in batched(targets.iterator(chunk_size=BATCH), BATCH):
        yield from WeeklyTargetViewSet().represent(person, batch)


PLAN_FIELDS = (
    "id", "programme", "state", "wish", "starts_on", "weekdays", "at_time", "if_then", "swaps", "auto_accepts",
    "has_mirror", "programme_week", "ended_on", "created_at",
)  # fmt: skip
TASK_FIELDS = (
    "id", "plan_id", "key", "day", "at_time", "state", "is_short", "planned_minutes", "is_vigorous", "elements",
    "session_id",
)  # fmt: skip
PROPOSAL_FIELDS = (
    "id", "plan_id", "monday", "rule", "exercise", "outcome", "change", "before", "reasons", "basis", "state",
    "created_at", "answered_at",
)  # fmt: skip


def plan_rows(person: User) -> Iterator[dict[str, Any]]:
    """Plans with their weeks and what each exercise aims at."""
    plans = person.plans.order_by("created_at", "id").prefetch_related("weeks", "targets")
    for plan in plans.iterator(chunk_size=BATCH):
        weeks = [
            {"monday": week.monday, "programme_week": week.programme_week, "is_easy": week.is_easy}
            for week in sorted(plan.weeks.all(), key=lambda week: week.monday)
        ]
        yield {name: getattr(plan, name) for name in PLAN_FIELDS} | {
            "weeks": weeks,
            "targets": targets_of(sorted(plan.targets.all(), key=lambda target: target.exercise)),
        }


def task_rows(person: User) -> Iterator[Any]:
    """Planned sessions, oldest first."""
    yield from person.planned_sessions.order_by("day", "id").values(*TASK_FIELDS).iterator(chunk_size=BATCH)


def proposal_rows(person: User) -> Iterator[Any]:
    """What the rules proposed, and the answers."""
    yield from person.plan_proposals.order_by("created_at", "id").values(*PROPOSAL_FIELDS).iterator(chunk_size=BATCH)


def programme_rows(person: User) -> Iterator[Any]:
    """Own programmes as their text."""
    yield from person.own_programmes.order_by("created_at", "id").values("id", "name", "template", "created_at")


def register() -> None:
    """Adds the kinds to the export."""
    register_kind("weekly-targets", target_rows)
    register_kind("own-programmes", programme_rows)
    register_kind("plans", plan_rows)
    register_kind("planned-sessions", task_rows)
    register_kind("plan-proposals", proposal_rows)
