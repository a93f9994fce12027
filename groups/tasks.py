"""Background work of groups; each task is a hint that may be lost or repeated."""

from celery import shared_task

from groups.mornings import write_due_mornings
from groups.reminders import write_due_reminders


@shared_task
def remind_of_meetings() -> None:
    """Writes the reminders of meetings that come up; the outbox sends each at its person's own time."""
    write_due_reminders()


@shared_task
def write_mornings() -> None:
    """Writes the word of the morning after a meeting, where somebody asked for a nudge."""
    write_due_mornings()
