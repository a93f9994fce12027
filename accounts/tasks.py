"""Background work of accounts; each task is a hint that may be lost or repeated."""

from celery import shared_task

from accounts.operators import warn_of_late_backup


@shared_task
def watch_backups() -> None:
    """Tells the operators of a back-up that is late."""
    warn_of_late_backup()
