"""Numbers for the operator: nothing that a person recorded."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from core.models import Heartbeat, OutboxMail


@dataclass(frozen=True, slots=True)
class OperatorCounts:
    """What the operator's page shows."""

    people: int
    welcomed: int
    joined_in_28_days: int
    signed_in_in_28_days: int
    mails: dict[str, int]
    heartbeats: list[Heartbeat]


def operator_counts() -> OperatorCounts:
    """Six queries, however many people there are."""
    recently = timezone.now() - timedelta(days=28)
    people = User.objects.filter(is_active=True)
    return OperatorCounts(
        people=people.count(),
        welcomed=people.filter(is_welcomed=True).count(),
        joined_in_28_days=people.filter(date_joined__gte=recently).count(),
        signed_in_in_28_days=people.filter(last_login__gte=recently).count(),
        mails=dict(OutboxMail.objects.values_list("state").annotate(Count("pk")).order_by("state")),
        heartbeats=list(Heartbeat.objects.order_by("name")),
    )
