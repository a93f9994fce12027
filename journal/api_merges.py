"""Merging exercises over the API: POST makes two one, DELETE makes them two again while the record is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.routers import BaseRouter

from core.api import Conflict, OwnedViewSet
from journal.exercise_library import Library
from journal.exercise_merging import RESOURCE, MergeRefused, merge, undo_merge
from journal.merge_words import refusal_words
from journal.models import DeletedEntry
from journal.trash import KEPT


class MergeSerializer(serializers.Serializer[Any]):
    """One exercise that became another: its sets, templates and unfinished sessions name that one now."""

    id = serializers.UUIDField(read_only=True)
    source = serializers.CharField(  # type: ignore[assignment]  # the name of a field, not where DRF finds it
        max_length=60, help_text="A slug of the exercises: the one that goes"
    )
    target = serializers.CharField(max_length=60, help_text="The slug of what it becomes")
    merged_at = serializers.DateTimeField(read_only=True)
    undo_until = serializers.DateTimeField(read_only=True, help_text="So long DELETE takes the merge back")


class MergeViewSet(OwnedViewSet):
    """Merges of exercises that can still be taken back; DELETE takes one back."""

    related_name = "deleted_entries"
    resource = RESOURCE
    category = "training"
    serializer_class = MergeSerializer
    instant_field = "deleted_at"
    day_field = "deleted_at__date"
    http_method_names = ["get", "post", "delete", "head", "options"]

    def rows(self, person: Any) -> QuerySet[DeletedEntry]:
        """Those whose way back is kept."""
        rows: QuerySet[DeletedEntry] = person.deleted_entries.filter(resource=RESOURCE, body__isnull=False)
        return rows

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> DeletedEntry:
        """All or nothing; 409 where the two cannot be one."""
        library = Library(person)
        if unknown := [name for name in ("source", "target") if data[name] not in library.all]:
            missing = _("This exercise is not in the catalogue, nor among your own.")
            raise ValidationError({name: [missing] for name in unknown})
        source, target = library.get(data["source"]), library.get(data["target"])
        try:
            return merge(person=person, source=source.slug, target=target.slug, record_id=object_id)
        except MergeRefused as error:
            raise Conflict(refusal_words(error, source, target)) from error

    def remove(self, person: Any, row: DeletedEntry) -> None:
        """The sets get their exercise back; 409 when what it became was merged since."""
        target = Library(person).get((row.body or {})["target"])
        try:
            undo_merge(person=person, deleted=row)
        except MergeRefused as error:
            raise Conflict(refusal_words(error, target, target)) from error

    def represent(self, person: Any, rows: Sequence[DeletedEntry]) -> list[dict[str, Any]]:
        """Without the places of the sets: those are for the way back."""
        return [
            {
                "id": str(row.pk),
                "source": (row.body or {})["source"],
                "target": (row.body or {})["target"],
                "merged_at": self._told(person, row.deleted_at),
                "undo_until": self._told(person, row.deleted_at + KEPT),
            }
            for row in rows
        ]

    @staticmethod
    def _told(person: Any, instant: datetime) -> str:
        return instant.astimezone(person.zone).isoformat(timespec="seconds")


def register(router: BaseRouter) -> None:
    """Adds the resource."""
    router.register(RESOURCE, MergeViewSet, basename="exercise-merge")
