"""What a person did the last time: sets of an exercise, minutes of an activity, sessions to repeat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from accounts.models import User
from journal.models import TrainingSession, TrainingSet

REPEATABLE = 3
LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class LastTime:
    """The sets of one exercise in the newest session that has any."""

    day: date
    sets: Sequence[TrainingSet]

    @property
    def note(self) -> str:
        """What was noted of the exercise."""
        return next((row.note for row in self.sets if row.note), "")


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A session that can be done again: its id, activity, title and exercises in order."""

    id: UUID
    activity: str
    activity_label: str
    title: str
    day: date
    minutes: int
    exercises: tuple[str, ...]
    supersets: tuple[int | None, ...] = ()
    """Of each exercise, the number of the superset it was done in."""


def last_times(person: User, exercises: Iterable[str], *, besides: UUID | None = None) -> dict[str, LastTime]:
    """By exercise, one query; `besides` leaves out the session that is being edited."""
    slugs = set(exercises)
    if not slugs:
        return {}
    sets = person.training_sets.exclude(session=besides) if besides else person.training_sets.all()
    newest = sets.filter(exercise=OuterRef("exercise")).order_by("-started_at", "-session_id").values("session")[:1]
    rows = sets.filter(exercise__in=slugs, session=Subquery(newest)).select_related("session").order_by("position")
    found = defaultdict(list)
    for row in rows:
        found[row.exercise].append(row)
    return {slug: LastTime(sets[0].session.day, sets) for slug, sets in found.items()}


def usual_minutes(person: User, activity: str) -> int | None:
    """How long the last session of that activity took."""
    newest = person.training_sessions.filter(activity=activity).newest_first()
    return newest.values_list("minutes", flat=True).first()


def repeatables(person: User) -> list[Repeatable]:
    """The last few sessions that differ in activity or exercises, newest first."""
    found: dict[tuple[str, tuple[str, ...]], Repeatable] = {}
    for session in person.training_sessions.newest_first().prefetch_related("sets")[:LOOKED_AT]:
        again = _repeatable(session)
        found.setdefault((again.activity, again.exercises), again)
    return list(found.values())[:REPEATABLE]


def _repeatable(session: TrainingSession) -> Repeatable:
    first: dict[str, int | None] = {}
    for row in session.sets.all():
        first.setdefault(row.exercise, row.superset)
    label = session.get_activity_display()
    start = (session.pk, session.activity, label, session.title, session.day, session.minutes)
    return Repeatable(*start, tuple(first), tuple(first.values()))
