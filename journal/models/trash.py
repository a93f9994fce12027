"""Deleted entries, kept a week so that a delete can be undone; then only their ids remain."""

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry_id"], name="deleted_entry_once")]
        indexes = [models.Index(fields=["deleted_at"], name="deleted_entry_age")]

    def __str__(self) -> str:
        return self.resource
