"""Numbers for the operator: nothing that a person recorded."""

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import health
from core.models import Heartbeat, OutboxMail

State = OutboxMail.State
STATES = {
    State.SENT: _("Sent"),
    State.SKIPPED: _("Left out, as not wanted any more"),
    State.BOUNCED: _("Refused by the other side"),
    State.DEAD: _("Given up"),
}
WORK = {
    "worker": _("Worker"),
    "beat": _("Clock of the regular work"),
    health.BACKUP: _("Back-up"),
}


@dataclass(frozen=True, slots=True)
class OperatorCounts:
    """What the operator's page shows."""

    people: int
    welcomed: int
    joined_in_28_days: int
    signed_in_in_28_days: int
    waiting: int
    oldest_waiting: datetime | None
    settled: list[tuple[Any, int]]
    """How mails of the last seven days ended."""
    work: list[tuple[Any, datetime | None]]
    versions: list[tuple[str, str]]


def operator_counts() -> OperatorCounts:
    """Seven queries, however many people there are."""
    now = timezone.now()
    recently = now - timedelta(days=28)
    people = User.objects.filter(is_active=True)
    due = OutboxMail.objects.due(now).aggregate(number=Count("pk"), oldest=Min("due_at"))
    ended = OutboxMail.objects.filter(due_at__gte=now - timedelta(days=7), state__in=STATES)
    numbers = dict(ended.values_list("state").annotate(Count("pk")))
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    return OperatorCounts(
        people=people.count(),
        welcomed=people.filter(is_welcomed=True).count(),
        joined_in_28_days=people.filter(date_joined__gte=recently).count(),
        signed_in_in_28_days=people.filter(last_login__gte=recently).count(),
        waiting=due["number"],
        oldest_waiting=due["oldest"],
        settled=[(words, numbers.get(state, 0)) for state, words in STATES.items()],
        work=[(words, beats.get(name)) for name, words in WORK.items()],
        versions=versions(),
    )


def versions() -> list[tuple[str, str]]:
    """What runs here."""
    with connection.cursor() as cursor:
        cursor.execute("select sqlite_version()" if connection.vendor == "sqlite" else "show server_version")
        database = str(cursor.fetchone()[0]).partition(" ")[0]
    return [
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (connection.display_name, database),
    ]
