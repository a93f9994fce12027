"""What the tests of merging share: own exercises, sessions a few days ago, what a session holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

from core.uuid7 import uuid7
from journal.actions import save_own_exercise, save_session
from journal.exercise_merging import merge
from journal.models import TrainingSet

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


def own(person: Any, name: str = "Stone squat", **fields: Any) -> str:
    return save_own_exercise(person=person, object_id=uuid7(), data={"name": name} | fields).slug


def did(person: Any, days_ago: int, *sets: dict[str, Any], **fields: Any) -> Any:
    started_at = (NOW - timedelta(days=days_ago)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 30, "activity": "strength", "sets": list(sets)} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def lift(exercise: str, load: float | str = 60, reps: int = 5, **more: Any) -> dict[str, Any]:
    return {"exercise": exercise, "load_kg": load, "reps": reps} | more


def slugs_of(session: Any) -> list[str]:
    stored = TrainingSet.objects.filter(session=session).order_by("position")
    return list(stored.values_list("exercise", flat=True))


def make_one(person: Any, source: str, target: str) -> Any:
    return merge(person=person, source=source, target=target)
