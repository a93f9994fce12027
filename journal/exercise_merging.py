"""Merging: all sets of one exercise become sets of another, and for seven days they can become what they were.

The record of a merge lies in the trash: for each session whether all its sets of the exercise were moved (an empty
list), or which, where it held both. Sets that are logged under the old slug later belong to the exercise it became.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from accounts.models import User
from core.uuid7 import uuid7
from journal import exercise_effects, wins_log
from journal.exercise_library import Choice, Library
from journal.models import DeletedEntry, ExerciseSetting, OwnExercise, TrainingSet
from journal.trash import discard

RESOURCE = "exercise-merges"
COUNTED = {
    "load": ("reps",),
    "reps": ("reps",),
    "hold": ("seconds",),
    "time": ("seconds",),
    "distance": ("distance_m", "seconds"),
    "level": ("pose_level", "seconds"),
}
"""Unit -> the fields of which a set needs one; a set with none of them would say nothing."""
FIGURES = ("reps", "load_kg", "seconds", "distance_m", "pose_level")

type Places = dict[str, list[int]]
"""Id of a session or template -> the places of the sets that moved; none for all of them."""


class MergeRefused(Exception):
    """Two exercises that cannot become one; `code` is itself, units, unknown or later."""

    def __init__(self, code: str, misfits: int = 0) -> None:
        self.code, self.misfits = code, misfits
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Logged:
    """What was logged of one exercise, in numbers: `with_*` counts the sets that hold a figure."""

    sets: int
    sessions: int
    first: date | None
    last: date | None
    figures: dict[str, int]
    misfits: int = 0
    """Sets that hold nothing of what the other exercise counts."""


def logged(person: User, slug: str, unit: str = "") -> Logged:
    """One query; `unit` is what another exercise counts."""
    needed = COUNTED.get(unit, ())
    counts = person.training_sets.filter(exercise=slug).aggregate(
        sets=Count("id"),
        sessions=Count("session", distinct=True),
        first=Min("session__day"),
        last=Max("session__day"),
        misfits=Count("id", filter=Q(**{f"{name}__isnull": True for name in needed}) & _says_something()),
        **{f"with_{name}": Count(name) for name in FIGURES},
    )
    figures = {name: counts.pop(f"with_{name}") for name in FIGURES}
    return Logged(**counts | {"figures": figures, "misfits": counts["misfits"] if needed else 0})


def counts_alike(source: Choice, target: Choice) -> bool:
    """Whether the two count something in common."""
    return bool(set(COUNTED[source.unit]) & set(COUNTED[target.unit]))


def check(person: User, source: Choice, target: Choice) -> Logged:
    """What a merge would move; MergeRefused when the two cannot become one."""
    if source.slug == target.slug:
        raise MergeRefused("itself")
    found = logged(person, source.slug, target.unit)
    if found.misfits or (not found.sets and not counts_alike(source, target)):
        raise MergeRefused("units", found.misfits)
    return found


@transaction.atomic
def merge(*, person: User, source: str, target: str, record_id: UUID | None = None) -> DeletedEntry:
    """Moves the sets, and templates and unfinished sessions with them; the record is the way back."""
    library = Library(person)
    was, becomes = library.get(source), library.get(target)
    if becomes.slug not in library.all:
        raise MergeRefused("unknown")
    check(person, was, becomes)
    record: dict[str, Any] = {
        "source": was.slug,
        "target": becomes.slug,
        "sessions": _places(person, was.slug, becomes.slug),
        "templates": _move_templates(person, was.slug, becomes.slug),
    }
    first = _move_sets(person, record["sessions"], was.slug, becomes.slug)
    _rename_unfinished(person, was.slug, becomes.slug)
    _hand_on_setting(person, was.slug, becomes.slug)
    OwnExercise.objects.filter(person=person, slug=was.slug).update(merged_into=becomes.slug)
    _follow(person, first, was.slug, becomes.slug)
    key = record_id or uuid7()
    return discard(person=person, entry_id=key, resource=RESOURCE, body=record, key=key)


def undoable(person: User) -> list[DeletedEntry]:
    """The merges that can still be taken back, newest first."""
    return list(person.deleted_entries.filter(resource=RESOURCE, body__isnull=False).order_by("-deleted_at", "-id"))


@transaction.atomic
def undo_merge(*, person: User, deleted: DeletedEntry) -> str:
    """Gives the sets their exercise back; its slug. A later merge of what they became has to be undone first."""
    record: Any = deleted.body
    source, target = record["source"], record["target"]
    newer = [one for one in undoable(person) if one.deleted_at > deleted.deleted_at]
    if any(one.body["source"] == target for one in newer if one.body):
        raise MergeRefused("later")
    OwnExercise.objects.filter(person=person, slug=source).update(merged_into="")
    _move_templates(person, target, source, only=record["templates"])
    first = _move_sets(person, record["sessions"], target, source)
    _follow(person, first, target, source)
    deleted.delete()
    return str(source)


def is_used(person: User, row: OwnExercise) -> bool:
    """Whether a set, a template, an unfinished session or a merged exercise names it."""
    if person.training_sets.filter(exercise=row.slug).exists():
        return True
    if row.merged_into or person.own_exercises.filter(merged_into=row.slug).exists():
        return True
    in_templates = (one.get("exercise") for template in person.session_templates.all() for one in template.sets)
    in_forms = (slug for form in person.unfinished_sessions.all() for slug in _named(form.data))
    return row.slug in {*in_templates, *in_forms}


def _named(data: dict[str, Any]) -> list[Any]:
    """The exercises of a form that was kept: the field `exercise` holds one slug or several."""
    named = data.get("exercise")
    return named if isinstance(named, list) else [named]


def _says_something() -> Q:
    return Q(reps__isnull=False) | Q(seconds__isnull=False) | Q(distance_m__isnull=False) | Q(pose_level__isnull=False)


def _places(person: User, source: str, target: str) -> Places:
    """Where the sets of the source stand; an empty list where the session holds none of the target."""
    rows = person.training_sets.filter(exercise__in=[source, target]).order_by("session_id", "position")
    found: dict[UUID, dict[str, list[int]]] = defaultdict(lambda: {source: [], target: []})
    for session_id, position, exercise in rows.values_list("session_id", "position", "exercise"):
        found[session_id][exercise].append(position)
    return {str(key): one[source] if one[target] else [] for key, one in found.items() if one[source]}


def _move_sets(person: User, places: Places, source: str, target: str) -> date | None:
    """Renames the sets at these places; the first day that was touched."""
    mixed = {key: positions for key, positions in places.items() if positions}
    wanted = Q(session__in=[key for key in places if key not in mixed])
    for key, positions in mixed.items():
        wanted |= Q(session=key, position__in=positions)
    sessions = person.training_sessions.filter(pk__in=list(places))
    TrainingSet.objects.filter(wanted, person=person, exercise=source).update(exercise=target)
    sessions.update(updated_at=timezone.now())
    first: date | None = sessions.aggregate(first=Min("day"))["first"]
    return first


def _follow(person: User, first: date | None, source: str, target: str) -> None:
    """What rests on the sets: resistance days and small wins."""
    if first:
        exercise_effects.recount_resistance(person=person, slugs=[target])
        exercise_effects.rename_wins(person=person, source=source, target=target)
        wins_log.recompute_wins(person=person, since=first)


def _move_templates(person: User, source: str, target: str, only: Places | None = None) -> Places:
    """Renames the exercise in the sets of templates: in all, or at the places of an earlier record."""
    moved: Places = {}
    for template in person.session_templates.all():
        key = str(template.pk)
        at = [place for place, one in enumerate(template.sets) if one.get("exercise") == source]
        if only is not None:
            at = [place for place in at if key in only and (not only[key] or place in only[key])]
        if not at:
            continue
        is_mixed = any(one.get("exercise") == target for one in template.sets)
        moved[key] = at if is_mixed else []
        for place in at:
            template.sets[place]["exercise"] = target
        template.save(update_fields=["sets", "updated_at"])
    return moved


def _rename_unfinished(person: User, source: str, target: str) -> None:
    for row in person.unfinished_sessions.all():
        slugs = _named(row.data)
        if source in slugs:
            renamed = [target if slug == source else slug for slug in slugs]
            row.data["exercise"] = renamed if isinstance(row.data["exercise"], list) else renamed[0]
            row.save(update_fields=["data"])


def _hand_on_setting(person: User, source: str, target: str) -> None:
    """Rest and bar are those of the source where the target has none of its own."""
    settings = {row.exercise: row for row in person.exercise_settings.filter(exercise__in=[source, target])}
    if source in settings and target not in settings:
        was = settings[source]
        ExerciseSetting.objects.create(person=person, exercise=target, rest_seconds=was.rest_seconds, bar_kg=was.bar_kg)
