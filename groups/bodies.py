"""Rows of groups as the API reads them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from groups import figures
from groups.models import CheckIn, Encouragement, Group, MeetingSlot, Membership, Offer

type Body = dict[str, Any]


def instant(value: datetime | None) -> str | None:
    """As the API writes it."""
    return value.isoformat() if value else None


def of_groups(person: Any, rows: Sequence[Group]) -> list[Body]:
    """Groups with the person's own role and how many take part; the link's end is for organisers only."""
    mine = dict(person.memberships.filter(group__in=rows).values_list("group", "role"))
    members = Membership.objects.taking_part().filter(group__in=rows).values("group").annotate(number=Count("pk"))
    numbers = dict(members.values_list("group", "number"))
    return [
        {
            "id": str(row.pk),
            "name": row.name,
            "kind": "pair" if row.is_pair else "group",
            "within": str(row.within_id) if row.within_id else None,
            "time_zone": row.time_zone,
            "created_at": instant(row.created_at),
            "role": mine.get(row.pk),
            "members": numbers.get(row.pk, 0),
            "size_limit": row.size_limit,
            "week_sessions": figures.shown(row, timezone.now()),
        }
        | ({"invite_expires_at": instant(row.invite_expires_at)} if mine.get(row.pk) == "organiser" else {})
        for row in rows
    ]


def of_memberships(person: Any, rows: Sequence[Membership]) -> list[Body]:
    """Members with the name that others may read; never an address."""
    return [
        {
            "id": str(row.pk),
            "group": str(row.group_id),
            "display_name": row.person.name,
            "role": row.role,
            "is_me": row.person_id == person.pk,
            "joined_at": instant(row.joined_at),
            "guest_until": instant(row.guest_until),
            "promise": row.promise,
        }
        for row in rows
    ]


def of_slots(rows: Sequence[MeetingSlot]) -> list[Body]:
    """Weekly meetings with the next one's instant."""
    now = timezone.now()
    return [
        {
            "id": str(row.pk),
            "group": str(row.group_id),
            "weekday": row.weekday,
            "time": row.time.isoformat("minutes"),
            "title": row.title,
            "next_meeting_at": instant(row.meeting_after(now).astimezone(row.group.zone)),
        }
        for row in rows
    ]


def of_check_ins(rows: Iterable[CheckIn]) -> list[Body]:
    """Answers; `meeting` is null for that of a week."""
    return [
        {
            "id": str(row.pk),
            "group": str(row.membership.group_id),
            "member": str(row.membership_id),
            "meeting": str(row.slot_id) if row.slot_id else None,
            "day": row.day.isoformat(),
            "answer": row.answer,
            "line": row.line,
            "created_at": instant(row.created_at),
            "updated_at": instant(row.updated_at),
        }
        for row in rows
    ]


def of_encouragements(rows: Iterable[Encouragement]) -> list[Body]:
    """Words; `sender` and `member` are memberships."""
    return [
        {
            "id": str(row.pk),
            "group": str(row.sender.group_id),
            "sender": str(row.sender_id),
            "member": str(row.receiver_id),
            "phrase": row.phrase,
            "line": row.line,
            "day": row.day.isoformat(),
            "created_at": instant(row.created_at),
        }
        for row in rows
    ]


def of_offers(rows: Iterable[Offer]) -> list[Body]:
    """Help that members offer for a meeting."""
    return [
        {
            "id": str(row.pk),
            "group": str(row.membership.group_id),
            "member": str(row.membership_id),
            "meeting": str(row.slot_id),
            "day": row.day.isoformat(),
            "kind": row.kind,
            "line": row.line,
            "created_at": instant(row.created_at),
        }
        for row in rows
    ]
