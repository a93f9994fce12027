"""Writing, reading and ending what a coach and a member write to each other."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.mail import enqueue_all
from core.uuid7 import uuid7
from groups.message_mail import row_for
from groups.models import Distance, Membership, Message, MessageThread

KEPT_AFTER_THE_END = timedelta(days=30)


@transaction.atomic
def write_message(*, mine: Membership, other: Membership, text: str, message_id: UUID | None = None) -> Message:
    """Sends a message; what I had not read of this thread counts as read. One mail a thread until it is read."""
    now = timezone.now()
    thread = _open_thread(mine, other)
    mark_read(person=mine.person, thread=thread)
    is_first = not thread.messages.unread().filter(receiver=other.person_id).exists()
    is_muted = Distance.objects.filter(person=other.person_id, other=mine.person_id).exists()
    message = Message.objects.create(
        pk=message_id or uuid7(),
        thread=thread,
        sender_id=mine.person_id,
        receiver_id=other.person_id,
        text=text,
        read_at=now if is_muted else None,  # it stands in the thread, and nothing calls them there
    )
    count_unread([other.person_id])
    if is_first and not is_muted and other.person.has_message_mails:
        enqueue_all([row_for(other.person, thread.pk, message.pk.hex, now)])
    return message


def _open_thread(mine: Membership, other: Membership) -> MessageThread:
    """The one that both may write in, made with the first message. Of two coaches, who joined first is the coach."""
    thread = open_thread(mine, other)
    if thread is None:
        coaches = [row for row in (mine, other) if row.role == Membership.Role.COACH]
        coach = min(coaches, key=lambda row: (row.joined_at, row.pk))
        member = other if coach.pk == mine.pk else mine
        people: Any = {"coach_id": coach.person_id, "member_id": member.person_id}
        thread, _is_new = MessageThread.objects.get_or_create(group_id=mine.group_id, ended_at=None, **people)
    return thread


def open_thread(mine: Membership, other: Membership) -> MessageThread | None:
    """What the two have begun, if they have."""
    found = MessageThread.objects.open().between(mine.person_id, other.person_id)
    return found.filter(group=mine.group_id).first()


@transaction.atomic
def mark_read(*, person: Any, thread: MessageThread) -> None:
    """What this person received in the thread is read."""
    if thread.messages.unread().filter(receiver=person.pk).update(read_at=timezone.now()):
        count_unread([person.pk])


@transaction.atomic
def delete_message(*, message: Message) -> None:
    """Takes a message back; a thread in which nothing is left goes with it."""
    thread, receiver = message.thread, message.receiver_id
    message.delete()
    count_unread([receiver])
    if not thread.messages.exists():
        thread.delete()


@transaction.atomic
def end_threads(membership: Membership) -> None:
    """When somebody leaves a group, nobody writes in their threads any more."""
    rows = MessageThread.objects.open().filter(group=membership.group_id)
    rows.filter(Q(coach=membership.person_id) | Q(member=membership.person_id)).update(ended_at=timezone.now())


@transaction.atomic
def end_coached_threads(membership: Membership) -> None:
    """A coach who becomes something else writes to nobody as their coach."""
    rows = MessageThread.objects.open().filter(group=membership.group_id, coach=membership.person_id)
    rows.update(ended_at=timezone.now())


@transaction.atomic
def end_threads_between(one: Any, other: Any) -> None:
    """When one of the two blocks the other: nothing new is written; what was, both can read for thirty days."""
    MessageThread.objects.open().between(one, other).update(ended_at=timezone.now())


@transaction.atomic
def forget_threads(person: Any, category: str | None) -> None:
    """Before an account or all of its groups' data is erased, its threads go for both."""
    if category in {None, "social"}:
        _delete(MessageThread.objects.filter(Q(coach=person) | Q(member=person)))


@transaction.atomic
def forget_ended_threads(now: datetime) -> int:
    """Threads thirty days after they ended; returns how many."""
    return _delete(MessageThread.objects.filter(ended_at__lt=now - KEPT_AFTER_THE_END))


def _delete(threads: Any) -> int:
    """Deletes threads with their messages and counts anew for whoever had not read them."""
    ids = list(threads.values_list("pk", flat=True))
    readers = list(Message.objects.unread().filter(thread__in=ids).values_list("receiver", flat=True).distinct())
    MessageThread.objects.filter(pk__in=ids).delete()
    count_unread(readers)
    return len(ids)


def count_around(person: Any, category: str) -> None:
    """Agreeing to groups shows threads again, and withdrawing hides them, for both."""
    if category == "social":
        sent = Message.objects.unread().filter(sender=person)
        count_unread({person.pk, *sent.values_list("receiver", flat=True)})


def count_unread(people: Iterable[UUID]) -> None:
    """Writes onto each person how much they have not read, so that a page knows it without asking."""
    for person_id in people:
        unread = Message.objects.of(person_id).unread().filter(receiver=person_id).count()
        User.objects.filter(pk=person_id).update(unread_messages=unread)
