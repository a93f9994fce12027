"""Background work of plans; each task is a hint that may be lost or repeated."""

from celery import shared_task

from plans import settling, stepping
from plans.reminders import write_due_reminders


@shared_task
def settle_past_tasks() -> None:
    """Moves the open tasks of past days to a free day of their week, or lets them disappear."""
    settling.settle_due_tasks()


@shared_task
def remind() -> None:
    """Puts due reminders into the outbox, which sends each at its hour or leaves it."""
    write_due_reminders()


@shared_task
def step_due_plans() -> None:
    """Settles the week of every plan whose Monday has come, proposes the next one and lays it out."""
    stepping.step_due_plans()
