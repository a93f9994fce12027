"""Background work of the core; each task is a hint that may be lost or repeated."""

from celery import shared_task

from core import retention
from core.health import record_heartbeat
from core.sender import send_due


@shared_task
def record_worker_heartbeat() -> None:
    """A worker did this: what its health check looks at."""
    record_heartbeat("worker")


@shared_task
def send_due_mail() -> None:
    """Sends what is due in the outbox."""
    send_due()


@shared_task
def keep_retention() -> None:
    """Removes what may not stay any longer."""
    retention.keep_retention()
