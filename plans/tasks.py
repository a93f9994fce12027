"""Background work of plans; each task is a hint that may be lost or repeated."""

from celery import shared_task

from plans.reminders import write_due_reminders


@shared_task
def remind() -> None:
    """Puts due reminders into the outbox, which sends each at its hour or leaves it."""
    write_due_reminders()
