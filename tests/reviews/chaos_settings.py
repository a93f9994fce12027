"""Settings of the processes that the chaos test starts and kills: the real ones at a faster pace."""

from celery.signals import worker_init

from config.settings import *  # noqa: F403
from config.settings import CELERY_BEAT_SCHEDULE

for _name in ("write-due-reviews", "send-due-mail"):
    CELERY_BEAT_SCHEDULE[_name] |= {"schedule": 0.5, "options": {}}


@worker_init.connect(weak=False)
def hurry(**_: object) -> None:
    """Small chunks and short leases, so that a kill falls into a batch and its rows come back soon."""
    from datetime import timedelta

    from core import sender
    from reviews import actions

    sender.LEASE = timedelta(seconds=6)
    sender.send_due.__kwdefaults__["chunk"] = 25
    actions.write_due_reviews.__kwdefaults__["batch"] = 40
