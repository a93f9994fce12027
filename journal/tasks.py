"""Background work of the journal; a task is a hint that may be lost or repeated."""

from celery import shared_task

from journal import care_check


@shared_task
def support_check() -> None:
    """Looks at everybody whose own clock has passed four in the morning."""
    care_check.check_due()
