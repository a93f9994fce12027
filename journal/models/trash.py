"""Deleted entries, kept a week so that a delete can be undone; then only their ids remain."""

from django.conf import settings
from django.db import models


class DeletedEntry(models.Model):
    """The body of an entry as the API would write it; `body` is emptied after seven days."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deleted_entries")
    resource = models.CharField(max_length=20)
    body = models.JSONField(null=True)
    deleted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["deleted_at"], name="deleted_entry_age")]

    def __str__(self) -> str:
        return self.resource
