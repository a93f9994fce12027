"""Background work of weekly reviews; each task is a hint that may be lost or repeated."""

from celery import shared_task

from reviews import actions


@shared_task
def write_due_reviews() -> None:
    """Writes the reviews of everybody who is due in their own time zone."""
    actions.write_due_reviews()


@shared_task
def repair_due_times() -> None:
    """Makes sure that everybody has a due time, also after new time zone rules."""
    actions.repair_due_times()
