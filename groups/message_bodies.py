"""Messages as the API reads them, and as a person's own export carries them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from groups.models import Message

type Body = dict[str, Any]


def of_messages(person: Any, rows: Sequence[Message]) -> list[Body]:
    """Rows of threads of the person's. Whether the other has read a message of mine is theirs to know."""
    return [body_of(person, row) for row in rows]


def body_of(person: Any, row: Message) -> Body:
    """One row; `thread` holds them together, `other` is who writes to me or whom I write to."""
    is_mine = row.sender_id == person.pk
    other = row.receiver if is_mine else row.sender
    return {
        "id": str(row.pk),
        "thread": str(row.thread_id),
        "group": str(row.thread.group_id) if row.thread.group_id else None,
        "other": other.name,
        "is_mine": is_mine,
        "text": row.text,
        "sent_at": row.sent_at.isoformat(),
        "is_unread": not is_mine and row.read_at is None,
        "is_over": row.thread.ended_at is not None,
    }


def export_messages(person: Any) -> Iterable[Body]:
    """Sent and received, with the name of the other."""
    rows = (person.sent_messages.all() | person.received_messages.all()).select_related("sender", "receiver", "thread")
    for row in rows.order_by("sent_at", "pk").iterator(chunk_size=500):
        yield body_of(person, row)


EXPORTS: dict[str, Callable[[Any], Iterable[Body]]] = {"messages": export_messages}
