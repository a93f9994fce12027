"""Logs sessions through the actions of the journal, as the API and the pages do."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from core.uuid7 import uuid7
from journal import actions
from journal.models import TrainingSession

type Set = dict[str, Any]


def lifts(exercise: str, load_kg: float | None, *reps: int, rpe: float | None = None) -> list[Set]:
    """One set for each number of repetitions."""
    return [{"exercise": exercise, "load_kg": load_kg, "reps": each, "rpe": rpe} for each in reps]


def log(person: Any, day: date, sets: Sequence[Set] = (), *, hour: int = 12, **more: Any) -> TrainingSession:
    """A session of this day; `existing` edits that one."""
    existing = more.pop("existing", None)
    said = {"minutes": 40, "activity": "strength", "rpe": 6} | more
    body = {"started_at": datetime.combine(day, time(hour), tzinfo=UTC).isoformat(), "sets": list(sets), **said}
    object_id = existing.pk if existing else uuid7()
    return actions.save_session(person=person, object_id=object_id, data=body, existing=existing)
