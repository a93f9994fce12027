"""The journal's kinds of the own export: rows as the API reads them, oldest first, in batches."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import Any

from accounts import export
from accounts.models import User
from journal import actions, bodies, win_marks
from journal.models import DeletedEntry

BATCH = 500
ORDER = {
    "own-exercises": ("created_at", "id"),
    "session-templates": ("created_at", "id"),
    "training-sessions": ("started_at", "id"),
    "mood-ratings": ("rated_at", "id"),
    "rest-days": ("day",),
    "sleep-diary": ("day",),
    "sleep-weeks": ("day",),
    "psqi": ("taken_on",),
    "measurements": ("measured_at", "id"),
    "pauses": ("day", "id"),
}


PLAIN: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "entry-versions": ("entry_versions", ("replaced_at", "id"), ("entry_id", "resource", "body", "replaced_at")),
    "exercise-settings": ("exercise_settings", ("exercise",), ("id", "exercise", "rest_seconds", "bar_kg")),
    "readiness-statements": (
        "readiness_statements",
        ("answered_on", "id"),
        ("id", "answered_on", "has_some_yes", "has_talked_to_professional"),
    ),
    "care-answers": ("care_answers", ("question",), ("id", "question", "answered_on", "score")),
    "alarm-reports": ("alarm_reports", ("reported_at", "id"), ("id", "reported_at", "cleared_at")),
}
"""Kind -> the person's queryset, its order, the columns that are told as they are stored."""


def register() -> None:
    """Adds every kind to the export, in the order in which an import reads them."""
    for resource in ORDER:
        export.register_kind(resource, _rows_of(resource))
    export.register_kind("wins", win_rows)
    export.register_kind("deleted-entries", deleted_rows)
    for kind, rows in PLAIN.items():
        export.register_kind(kind, _plain_rows(*rows))


def win_rows(person: User) -> Iterator[dict[str, Any]]:
    """Small wins with their sentence, and whether they were put away or shared."""
    wins = win_marks.with_shares(person, person.small_wins.order_by("day", "id"))
    for batch in batched(wins.iterator(chunk_size=BATCH), BATCH):
        yield from bodies.of_wins(person, batch)


def deleted_rows(person: User) -> Iterator[dict[str, Any]]:
    """What was deleted; the body as long as it can be undone."""
    deleted = DeletedEntry.objects.filter(person=person).order_by("deleted_at", "id")
    for row in deleted.iterator(chunk_size=BATCH):
        told = {"id": row.entry_id, "resource": row.resource, "deleted_at": row.deleted_at, "body": row.body}
        yield told


def _plain_rows(name: str, order: tuple[str, ...], columns: tuple[str, ...]) -> Callable[[User], Iterable[Any]]:
    def rows(person: User) -> Iterable[Any]:
        return getattr(person, name).order_by(*order).values(*columns).iterator(chunk_size=BATCH)  # type: ignore[no-any-return]

    return rows


def _rows_of(resource: str) -> Callable[[User], Iterable[dict[str, Any]]]:
    def rows(person: User) -> Iterator[dict[str, Any]]:
        entries = actions.MODEL_OF[resource].objects.filter(person=person).order_by(*ORDER[resource])
        for batch in batched(entries.iterator(chunk_size=BATCH), BATCH):
            if resource == "training-sessions":
                yield from bodies.of_sessions(person, batch)
            else:
                yield from (actions.BODY[resource](person, row) for row in batch)

    return rows
