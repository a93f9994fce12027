"""Deleted entries, kept a week so that a delete can be undone, and what an edited entry said before."""

from django.conf import settings
from django.db import models

from core.uuid7 import uuid7


class DeletedEntry(models.Model):
    """The body of an entry as the API would write it; `body` is emptied after seven days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deleted_entries")
    entry_id = models.UUIDField()
    resource = models.CharField(max_length=20)
    body = models.JSONField(null=True)
    deleted_at = models.DateTimeField()
    batch = models.UUIDField(null=True)  # entries deleted in one go come back in one go

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry_id"], name="deleted_entry_once")]
        indexes = [models.Index(fields=["deleted_at"], name="deleted_entry_age")]

    def __str__(self) -> str:
        return self.resource


class EntryVersion(models.Model):
    """What an entry said until it was changed: a body as the API would write it, for its owner alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entry_versions")
    entry_id = models.UUIDField()
    resource = models.CharField(max_length=20)
    body = models.JSONField(null=True)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "entry_id", "replaced_at"], name="entry_version_of"),
            models.Index(fields=["replaced_at"], name="entry_version_age"),
        ]

    def __str__(self) -> str:
        return self.resource
