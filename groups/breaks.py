"""Days without reminders: holidays of a group, and a member's own."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from groups.models import Break, Group, MeetingSlot, Membership

type Rests = dict[tuple[UUID, UUID | None], list[tuple[date, date]]]
"""By group and, for a member's own, the person: first and last days."""


@transaction.atomic
def add_break(*, group: Group, membership: Membership | None, starts_on: date, ends_on: date) -> Break:
    """Holidays of the group, or with a membership days of that member's own."""
    return Break.objects.create(group=group, membership=membership, starts_on=starts_on, ends_on=ends_on)


def breaks_for(membership: Membership, today: date) -> list[Break]:
    """The group's and the member's own that are not over, the nearest first; one query."""
    rows = Break.objects.filter(Q(membership=None) | Q(membership=membership), group=membership.group_id)
    return list(rows.filter(ends_on__gte=today).order_by("starts_on", "pk"))


def first_meeting(slot: MeetingSlot, now: Any, breaks: Iterable[Break]) -> Any:
    """The first meeting after `now` that does not fall into holidays of the group."""
    spans = [(row.starts_on, row.ends_on) for row in breaks if row.membership_id is None]
    at = slot.meeting_after(now)
    while any(first <= slot.group.today(at) <= last for first, last in spans):
        at = slot.meeting_after(at)
    return at


def rests(groups: Collection[UUID], days: Collection[date]) -> Rests:
    """Every break of these groups that may hold one of these days; one query."""
    found: Rests = {}
    rows = Break.objects.filter(group__in=groups).within(min(days), max(days))
    for group, person, first, last in rows.values_list("group", "membership__person", "starts_on", "ends_on"):
        found.setdefault((group, person), []).append((first, last))
    return found


def is_resting(found: Rests, group: UUID, day: date, person: UUID | None = None) -> bool:
    """Whether the whole group rests on this day, or this person of it."""
    spans = found.get((group, None), []) + (found.get((group, person), []) if person else [])
    return any(first <= day <= last for first, last in spans)


def old_breaks(now: Any) -> int:
    """Those that ended a week ago."""
    return Break.objects.filter(ends_on__lt=now.date() - timedelta(days=7)).delete()[0]
