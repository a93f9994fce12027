"""Removes what privacy.toml says may not stay; every rule can run again at any time."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from core.models import IdempotencyKey, OutboxMail, RateBucket

log = logging.getLogger(__name__)

type Keeper = Callable[[datetime], int]

KEEPERS: dict[str, Keeper] = {}

FINAL_STATES = [OutboxMail.State.SENT, OutboxMail.State.SKIPPED, OutboxMail.State.BOUNCED, OutboxMail.State.DEAD]


def register_keeper(name: str, keeper: Keeper) -> None:
    """Adds a rule of an upper layer: from an instant to the number of rows that it removed or emptied."""
    KEEPERS[name] = keeper


def keep_retention(now: datetime | None = None) -> dict[str, int]:
    """Runs every rule; the counts go to the log."""
    instant = now or timezone.now()
    counts = {name: keeper(instant) for name, keeper in KEEPERS.items()}
    log.info("retention %s", counts)
    return counts


def old_mails(now: datetime) -> int:
    """Rows of the outbox 90 days after they were sent or given up."""
    return OutboxMail.objects.filter(state__in=FINAL_STATES, due_at__lt=now - timedelta(days=90)).delete()[0]


def expired_sessions(now: datetime) -> int:
    """Sign-ins that opened nothing for 90 days."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def old_keys(now: datetime) -> int:
    """Idempotency keys after 30 days: a phone may sleep that long."""
    return IdempotencyKey.objects.filter(created_at__lt=now - timedelta(days=30)).delete()[0]


def old_buckets(now: datetime) -> int:
    """Write counts of a minute that is a day ago."""
    return RateBucket.objects.filter(minute__lt=int(now.timestamp() // 60) - 24 * 60).delete()[0]


register_keeper("mails", old_mails)
register_keeper("sessions", expired_sessions)
register_keeper("idempotency-keys", old_keys)
register_keeper("rate-buckets", old_buckets)
