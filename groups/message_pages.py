"""What the pages of messages show, in a number of queries that does not grow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from groups.access import visible_threads
from groups.models import Group, Membership, Message, MessageThread

SHOWN_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One person of the list: where their thread is, when it last grew, how much is unread."""

    name: str
    group: Group | None
    address: str
    latest_at: datetime | None = None
    unread: int = 0
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its reader sees it."""

    message: Message
    is_mine: bool

    @property
    def is_unread(self) -> bool:
        return not self.is_mine and self.message.read_at is None


def rows_of(person: Any, partners: Iterable[Membership]) -> list[ThreadRow]:
    """Threads from the latest on, then those whom nothing was written to yet; one query."""
    unread = Count("messages", filter=Q(messages__receiver=person, messages__read_at=None))
    found = visible_threads(person).select_related("coach", "member", "group")
    threads = list(found.annotate(latest_at=Max("messages__sent_at"), unread=unread))
    now = {(row.group_id, row.person_id): row for row in partners}
    begun = [row_of(thread, thread.other(person), now) for thread in threads]
    taken = {(thread.group_id, thread.other(person).pk) for thread in threads if thread.ended_at is None}
    fresh = [ThreadRow(row.person.name, row.group, _with(row)) for key, row in now.items() if key not in taken]
    return sorted(begun, key=lambda row: (row.latest_at, row.address), reverse=True) + fresh  # type: ignore[arg-type, return-value]


def row_of(thread: Any, other: Any, partners: dict[Any, Membership]) -> ThreadRow:
    """A thread that both may write in leads to the other's membership, one that has ended to itself."""
    partner = None if thread.ended_at else partners.get((thread.group_id, other.pk))
    address = _with(partner) if partner else reverse("groups:past-thread", args=[thread.pk])
    return ThreadRow(other.name, thread.group, address, thread.latest_at, thread.unread, is_over=partner is None)


def _with(row: Membership) -> str:
    return reverse("groups:thread", args=[row.pk])


def lines_of(person: Any, thread: MessageThread | None, *, is_whole: bool) -> tuple[list[Line], bool]:
    """The messages, oldest first, and whether there are earlier ones; without `is_whole` only the latest; one query."""
    if thread is None:
        return [], False
    rows = thread.messages.order_by("-sent_at", "-pk")
    found = list(rows if is_whole else rows[: SHOWN_AT_ONCE + 1])
    shown = found if is_whole else found[:SHOWN_AT_ONCE]
    return [Line(row, row.sender_id == person.pk) for row in reversed(shown)], len(shown) < len(found)
