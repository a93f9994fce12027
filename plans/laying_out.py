"""Lays a week of a programme out as planned sessions on a person's days; nothing is stored here."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from core.dates import Week
from journal.units import plain
from plans import elements
from plans.models import Plan, PlannedSession, PlanTarget
from plans.programmes.expansion import Programme
from plans.scheduling import days_for

TARGET_FIELDS = ("load_kg", "reps", "seconds", "pose_level", "pace_s_per_km", "rounds")


def planned_sessions(
    plan: Plan,
    programme: Programme,
    week: Week,
    *,
    programme_week: int,
    targets: Mapping[str, elements.Target],
    not_before: date,
    is_easy: bool = False,
) -> list[PlannedSession]:
    """Unsaved rows, one for each session that finds a day; sessions beyond the chosen days fall away."""
    sessions = programme.week(programme_week).sessions
    days = days_for(
        [session.preferred_slot for session in sessions],
        plan.weekdays,
        week.monday,
        rest_days=programme.facts["min_rest_days_between"],
        not_before=not_before,
    )
    rows = []
    for session, day in zip(sessions, days, strict=True):
        if day is None:
            continue
        own = elements.own(session.elements, targets, plan.swaps)
        own = elements.easier(own) if is_easy else own
        minutes = elements.minutes_of(own) if is_easy else session.planned_minutes
        rows.append(
            PlannedSession(
                person_id=plan.person_id,
                plan=plan,
                key=session.key,
                day=day,
                at_time=plan.at_time,
                planned_minutes=minutes,
                is_vigorous=elements.is_vigorous(own),
                elements=own,
            )
        )
    return rows


def targets_of(rows: list[PlanTarget]) -> dict[str, dict[str, Any]]:
    """Exercise -> what it aims at, as JSON holds it; the exercise "" stands for the circuits of a plan."""
    return {row.exercise: {name: as_json(getattr(row, name)) for name in TARGET_FIELDS} for row in rows}


def next_step(week: Week, zone: ZoneInfo) -> datetime:
    """When the week after `week` is laid out: Monday at midnight on the person's clock, in UTC."""
    return datetime.combine(week.next().monday, time(0), tzinfo=zone).astimezone(UTC)


def as_json(value: Any) -> Any:
    """Decimals as text, so that JSON keeps them exact."""
    return plain(value) if isinstance(value, Decimal) else value
