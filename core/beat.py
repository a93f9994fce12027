"""Celery's beat, which also records that it really hands out tasks."""

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler
from celery.schedules import crontab
from django.db import DatabaseError, connection

from core.health import record_heartbeat

logger = logging.getLogger(__name__)
RECORD_EVERY_SECONDS = 20


class HeartbeatScheduler(PersistentScheduler):
    """A restarted beat asks at once who is due; each task handed to the broker is a sign of life."""

    last_recorded = float("-inf")

    def setup_schedule(self) -> None:
        """Makes each interval due now: the tasks may run twice, people should not wait for a restart."""
        super().setup_schedule()
        for entry in self.schedule.values():
            interval: Any = entry.schedule
            if not isinstance(interval, crontab):
                entry.last_run_at = entry.default_now() - interval.run_every
        self.sync()

    def apply_async(self, *args: Any, **options: Any) -> Any:
        """Hands out the task, then records it; a database that is away does not stop beat."""
        result = super().apply_async(*args, **options)
        if time.monotonic() - self.last_recorded >= RECORD_EVERY_SECONDS:
            try:
                record_heartbeat("beat")
                self.last_recorded = time.monotonic()
            except DatabaseError as error:
                connection.close()  # the next try opens a new one
                logger.warning("beat could not record its heartbeat: %s", type(error).__name__)
        return result
