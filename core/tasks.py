"""Background work of the core; each task is a hint that may be lost or repeated."""

from celery import shared_task
from django.utils import timezone

from core.models import Heartbeat


@shared_task
def record_worker_heartbeat() -> None:
    """A worker did this: what its health check looks at."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})
