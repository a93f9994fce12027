"""Who asks for a nudge: by their own answer to the question of the week, never by being absent."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from core.dates import Week
from groups.models import CheckIn, Membership

type Asking = dict[UUID, set[UUID]]
"""By group: the people who ask for a nudge."""


def asking_in(groups: Iterable[UUID], days: Iterable[date]) -> Asking:
    """Who in these groups asks for a nudge on the mornings of these days; one query."""
    mondays = {nudge_week(day) for day in days}
    rows = CheckIn.objects.filter(membership__in=Membership.objects.taking_part().filter(group__in=set(groups)))
    rows = rows.filter(slot=None, day__gte=min(mondays)).order_by("day")
    asking: Asking = {}
    told = rows.values_list("membership__group", "membership__person", "answer")
    latest = {(group, person): answer for group, person, answer in told}
    for (group, person), answer in latest.items():
        if answer == CheckIn.Answer.NUDGE:
            asking.setdefault(group, set()).add(person)
    return asking


def nudge_week(morning: date) -> date:
    """The week that was asked about on the evening before: on a Monday still the last one."""
    return Week.of(morning - timedelta(days=1)).monday
