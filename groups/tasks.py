"""Background work of groups; each task is a hint that may be lost or repeated."""

from celery import shared_task

from groups.coach_digest import write_due_digests
from groups.figure_actions import sum_up_due_weeks
from groups.mornings import write_due_mornings
from groups.reminders import write_due_reminders
from groups.renewals import ask_who_is_due


@shared_task
def remind_of_meetings() -> None:
    """Writes the reminders of meetings that come up; the outbox sends each at its person's own time."""
    write_due_reminders()


@shared_task
def write_digests() -> None:
    """Writes the weekly mails of coaches whose Monday morning has come."""
    write_due_digests()


@shared_task
def ask_for_renewals() -> None:
    """Asks members before something that they show a coach ends."""
    ask_who_is_due()


@shared_task
def write_mornings() -> None:
    """Writes the word of the morning after a meeting, where somebody asked for a nudge."""
    write_due_mornings()


@shared_task
def sum_up_weeks() -> None:
    """Sums up the week of every group whose Monday noon has come, where enough of its members agreed."""
    sum_up_due_weeks()
