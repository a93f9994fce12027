"""What one person did of one exercise: the last sessions in words, the best sets. A constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from journal.exercise_library import Choice
from journal.load_units import Units
from journal.models import TrainingSet
from journal.set_cells import UNIT_FIELDS, columns
from journal.set_effort import EffortScale, scale_of
from journal.set_words import told
from journal.wins_facts import UNCOUNTED_KINDS

PAGE = 10
FIELDS = ("load_kg", "reps", "seconds", "distance_m", "pose_level")


@dataclass(frozen=True, slots=True)
class Done:
    """One session with the exercise."""

    session: UUID
    day: date
    started_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Best:
    """The best set of its kind: a figure in the stored unit, and the session it belongs to."""

    figure: Decimal
    day: date
    session: UUID
    reps: int | None = None
    """Of a weight, how often it was lifted."""


def counted_sets(person: User, slug: str) -> QuerySet[TrainingSet]:
    """Neither warm-up nor assisted."""
    return person.training_sets.filter(exercise=slug).exclude(kind__in=UNCOUNTED_KINDS)


def sessions_with(person: User, choice: Choice, before: datetime | None, units: Units) -> tuple[list[Done], bool]:
    """The last sessions with it before an instant, newest first, and whether there are more: two queries."""
    rows = person.training_sets.filter(exercise=choice.slug)
    rows = rows.filter(started_at__lt=before) if before else rows
    found = list(
        rows.order_by("-started_at", "-session_id").values_list("session_id", flat=True).distinct()[: PAGE + 1]
    )
    of_session: dict[UUID, list[TrainingSet]] = defaultdict(list)
    shown = person.training_sets.filter(exercise=choice.slug, session__in=found[:PAGE]).select_related("session")
    for row in shown.order_by("position"):
        of_session[row.session_id].append(row)
    scale = scale_of(person)
    return [_done(of_session[key], choice, units, scale) for key in found[:PAGE]], len(found) > PAGE


def _done(sets: Sequence[TrainingSet], choice: Choice, units: Units, scale: EffortScale) -> Done:
    extra = tuple(name for name in FIELDS if any(getattr(row, name) is not None for row in sets))
    cells = columns(choice.unit, choice.activity, units, has_levels=bool(choice.levels), extra=extra)
    session = sets[0].session
    return Done(session.pk, session.day, session.started_at, told(sets, cells, units, scale))


def best_loads(person: User, slug: str) -> list[Best]:
    """The heaviest set at each number of repetitions, without those that more repetitions beat: one query."""
    place = Window(RowNumber(), partition_by="reps", order_by=[F("load_kg").desc(), "started_at"])
    rows = counted_sets(person, slug).filter(reps__gte=1, load_kg__gt=0).annotate(place=place).filter(place=1)
    found: Any = rows.order_by("-reps").values_list("reps", "load_kg", "session__day", "session_id")
    return unbeaten([Best(load, day, session, reps) for reps, load, day, session in found])


def unbeaten(bests: Sequence[Best]) -> list[Best]:
    """Those with more weight than every one with more repetitions; fewest repetitions first."""
    kept: list[Best] = []
    for best in sorted(bests, key=lambda one: -(one.reps or 0)):
        if not kept or best.figure > kept[-1].figure:
            kept.append(best)
    return kept[::-1]


def best_figures(person: User, choice: Choice) -> dict[str, Best]:
    """Field -> the set with most of it, of the fields that the exercise counts beside a weight: a query for each."""
    found: dict[str, Best] = {}
    fields = [
        name for name in (*UNIT_FIELDS[choice.unit], *(["pose_level"] if choice.levels else [])) if name != "load_kg"
    ]
    for name in dict.fromkeys(fields):
        rows = counted_sets(person, choice.slug).filter(**{f"{name}__gt": 0}).order_by(f"-{name}", "started_at")
        top: Any = rows.values_list(name, "session__day", "session_id").first()
        if top:
            found[name] = Best(*top)
    return found
