"""The trash: what a deleted entry said, for seven days; then only that there was one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from journal.models import DeletedEntry

KEPT = timedelta(days=7)


def discard(
    *, person: User, entry_id: UUID, resource: str, body: dict[str, Any], key: UUID | None = None
) -> DeletedEntry:
    """Puts a body into the trash; one that was there under the same id gives way. `key` is that of a new row."""
    said = {"resource": resource, "body": body, "deleted_at": timezone.now(), "batch": None}
    deleted, _ = DeletedEntry.objects.update_or_create(
        person=person, entry_id=entry_id, defaults=said, create_defaults=said | ({"id": key} if key else {})
    )
    return deleted


def empty_trash(*, now: datetime) -> int:
    """Forgets the bodies older than seven days; how many."""
    return DeletedEntry.objects.filter(deleted_at__lt=now - KEPT).filter(body__isnull=False).update(body=None)
