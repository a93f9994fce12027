"""Numbers for the operator: nothing that a person recorded."""

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django
from django.db import connection
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ReminderSetting, User
from core import health
from core.models import Heartbeat, OutboxMail

State = OutboxMail.State
STATES = {
    State.SENT: _("Sent"),
    State.SKIPPED: _("Left out, as not wanted any more"),
    State.BOUNCED: _("Refused by the other side"),
    State.DEAD: _("Given up"),
}
QUEUES = {
    "next_review_at": _("Weekly reviews to write"),
    "next_digest_at": _("Mails of coaches to write"),
    "next_support_check_at": _("Support cards to look at"),
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
    queues: list[tuple[Any, int, datetime | None]]
    """What else is due: how many, and since when the first waits."""
    settled: list[tuple[Any, int]]
    """How mails of the last seven days ended."""
    work: list[tuple[Any, datetime | None]]
    versions: list[tuple[str, str]]


def operator_counts() -> OperatorCounts:
    """Nine queries, however many people there are."""
    now = timezone.now()
    recently = now - timedelta(days=28)
    people = User.objects.filter(is_active=True, is_demo=False)
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
        queues=queues(now),
        settled=[(words, numbers.get(state, 0)) for state, words in STATES.items()],
        work=[(words, beats.get(name)) for name, words in WORK.items()],
        versions=versions(),
    )


def queues(now: datetime) -> list[tuple[Any, int, datetime | None]]:
    """What waits for the worker beside mails; two queries on the indexes of due times."""
    found: dict[str, Any] = {}
    for field in QUEUES:
        due = Q(**{f"{field}__lte": now}, is_active=True)
        found |= {f"{field}_number": Count("pk", filter=due), f"{field}_oldest": Min(field, filter=due)}
    some = Q()
    for field in QUEUES:
        some |= Q(**{f"{field}__lte": now})
    told = User.objects.filter(some).aggregate(**found)
    reminders = ReminderSetting.objects.due(now).aggregate(number=Count("pk"), oldest=Min("next_at"))
    rows = [(words, told[f"{field}_number"], told[f"{field}_oldest"]) for field, words in QUEUES.items()]
    return [*rows, (_("Reminders to look at"), reminders["number"], reminders["oldest"])]


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
