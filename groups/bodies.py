"""Rows of groups as the API reads them, and what of them a person's own export carries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from groups import figures
from groups.models import CheckIn, Encouragement, Group, MeetingSlot, Membership, SharedWin

type Body = dict[str, Any]


def _instant(value: datetime | None) -> str | None:
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
            "time_zone": row.time_zone,
            "created_at": _instant(row.created_at),
            "role": mine.get(row.pk),
            "members": numbers.get(row.pk, 0),
            "size_limit": settings.GROUP_SIZE_LIMIT,
            "week_sessions": figures.shown(row, timezone.now()),
        }
        | ({"invite_expires_at": _instant(row.invite_expires_at)} if mine.get(row.pk) == "organiser" else {})
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
            "joined_at": _instant(row.joined_at),
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
            "next_meeting_at": _instant(row.meeting_after(now).astimezone(row.group.zone)),
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
            "created_at": _instant(row.created_at),
            "updated_at": _instant(row.updated_at),
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
            "created_at": _instant(row.created_at),
        }
        for row in rows
    ]


# The own export: what the person recorded or received; of others only the name in the group.


def export_groups(person: Any) -> Iterable[Body]:
    """The groups that the person is in, with role, day of joining and meetings."""
    rows = Membership.objects.filter(person=person).select_related("group").prefetch_related("group__slots")
    for row in rows.order_by("joined_at", "pk"):
        yield {
            "id": str(row.pk),
            "group": str(row.group_id),
            "name": row.group.name,
            "time_zone": row.group.time_zone,
            "role": row.role,
            "joined_at": _instant(row.joined_at),
            "counts_from": row.counts_from,
            "counts_text": figures.TEXTS.get(row.counts_text),
            "meetings": [
                {"weekday": slot.weekday, "time": slot.time.isoformat("minutes"), "title": slot.title}
                for slot in row.group.slots.all()
            ],
        }


def export_check_ins(person: Any) -> Iterable[Body]:
    rows = CheckIn.objects.filter(membership__person=person).select_related("membership")
    return of_check_ins(rows.order_by("created_at", "pk").iterator(chunk_size=500))


def export_encouragements(person: Any) -> Iterable[Body]:
    """Sent and received, with the name of the other."""
    rows: QuerySet[Encouragement] = Encouragement.objects.filter(Q(sender__person=person) | Q(receiver__person=person))
    rows = rows.select_related("sender__person", "receiver__person").order_by("created_at", "pk")
    for row, body in ((row, of_encouragements([row])[0]) for row in rows.iterator(chunk_size=500)):
        is_sent = row.sender.person_id == person.pk
        other = row.receiver.person if is_sent else row.sender.person
        yield body | {"is_sent": is_sent, "other": other.name}


def export_shared_wins(person: Any) -> Iterable[Body]:
    rows = SharedWin.objects.filter(membership__person=person).annotate(group=F("membership__group"))
    for row in rows.order_by("shared_at", "pk").iterator(chunk_size=500):
        yield {
            "id": str(row.pk),
            "group": str(row.group),  # type: ignore[attr-defined]
            "win": str(row.win_id),
            "shared_at": _instant(row.shared_at),
        }


EXPORTS: dict[str, Callable[[Any], Iterable[Body]]] = {
    "groups": export_groups,
    "check-ins": export_check_ins,
    "encouragements": export_encouragements,
    "shared-wins": export_shared_wins,
}
