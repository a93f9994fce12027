"""What the tests of the session pages share."""

from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_session
from journal.models import TrainingSession
from tests.journal.plain_form import PlainForm

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)  # a Wednesday, 19:00 in Oslo
NEW = "/sessions/new/"


def lifted(person: User, days_ago: int, *sets: dict[str, Any], **fields: Any) -> TrainingSession:
    """A stored strength session; without sets three squats of 60 kg."""
    done = list(sets) or [{"exercise": "back_squat", "load_kg": 60, "reps": 5}] * 3
    started_at = (NOW - timedelta(days=days_ago)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 40, "activity": "strength", "sets": done} | fields
    return save_session(person=person, object_id=uuid7(), data=body)


def begin(client: Any, *exercises: str, activity: str = "strength") -> PlainForm:
    """The form of a new session with these exercises."""
    form = PlainForm(client.post(NEW, {"activity": activity}))
    for slug in exercises:
        form = press(client, form, "add_exercise", slug)
    return form


def press(client: Any, form: PlainForm, button: str, value: str = "1") -> PlainForm:
    """The form after one of its buttons."""
    return PlainForm(form.press(client, NEW, button, value))


def loads(form: PlainForm, place: int = 0) -> list[str]:
    """Grey loads of an exercise, row by row."""
    return [form.grey[f"{place}-{row}-load"] for row in range(int(form[f"{place}-rows"]))]
