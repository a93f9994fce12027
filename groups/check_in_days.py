"""When a person checked in: what the look back of a programme for groups counts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from groups.access import own_memberships
from groups.models import CheckIn


def check_in_days(person: Any, first: date, last: date) -> Sequence[date]:
    """The days of own check-ins, each as often as there were some, in groups that the person takes part in."""
    mine = CheckIn.objects.filter(membership__in=own_memberships(person), day__range=(first, last))
    return list(mine.values_list("day", flat=True))
