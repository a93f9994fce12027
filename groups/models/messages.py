"""What a coach and one member of the coach's group write to each other."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.validators import validate_line
from core.uuid7 import uuid7
from groups.models.group import Group, is_consented

LONGEST_MESSAGE = 2000


def validate_message(text: str) -> None:
    """Several lines, each of ordinary letters; something has to stand there."""
    if not text.strip():
        raise ValidationError(_("Write a few words."))
    for line in text.split("\n"):
        validate_line(line)


class MessageThreadQuerySet(models.QuerySet["MessageThread"]):
    def of(self, person: Any) -> "MessageThreadQuerySet":
        """Those in which the person takes part, while both agree to groups; withdrawing hides at once."""
        return self.filter(Q(coach=person) | Q(member=person), is_consented("coach"), is_consented("member"))

    def between(self, one: Any, other: Any) -> "MessageThreadQuerySet":
        """Those of two people, given by id, whoever of them is the coach."""
        return self.filter(Q(coach=one, member=other) | Q(coach=other, member=one))

    def open(self) -> "MessageThreadQuerySet":
        """Those in which both may still write."""
        return self.filter(ended_at=None)


class MessageThread(models.Model):
    """A coach and one member of a group. It ends when one of them leaves, or the coach's role does."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="threads")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coach_threads")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member_threads")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = MessageThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "coach", "member"], condition=Q(ended_at=None), name="thread_once_while_open"
            ),
            models.CheckConstraint(condition=~Q(coach=models.F("member")), name="thread_of_two"),
        ]
        indexes = [models.Index(fields=["ended_at"], name="thread_ended", condition=Q(ended_at__isnull=False))]

    def __str__(self) -> str:
        return str(self.pk)

    def other(self, person: Any) -> Any:
        """The one whom this person writes to."""
        return self.member if self.coach_id == person.pk else self.coach


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, person: Any) -> "MessageQuerySet":
        """Sent or received by the person, in threads that both still see."""
        return self.filter(Q(sender=person) | Q(receiver=person), is_consented("sender"), is_consented("receiver"))

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)


class Message(models.Model):
    """A few lines; what was sent stays as it is until its sender deletes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    thread = models.ForeignKey(MessageThread, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sent_messages")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="received_messages")
    text = models.TextField(max_length=LONGEST_MESSAGE, validators=[validate_message])
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["thread", "sent_at", "id"], name="message_by_thread"),
            models.Index(fields=["receiver"], name="message_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.pk)
