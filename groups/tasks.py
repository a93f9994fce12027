"""Background work of groups; each task is a hint that may be lost or repeated."""

from celery import shared_task

from groups.figure_actions import sum_up_due_weeks
from groups.reminders import write_due_reminders


@shared_task
def remind_of_meetings() -> None:
    """Writes the reminders of meetings that come up; the outbox sends each at its person's own time."""
    write_due_reminders()


@shared_task
def sum_up_weeks() -> None:
    """Sums up the week of every group whose Monday noon has come, where enough of its members agreed."""
    sum_up_due_weeks()
