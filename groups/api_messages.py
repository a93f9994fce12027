"""The API of messages: written to a membership, read by the two of a thread, deleted by whoever sent them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError

from core.api import Conflict
from groups import access, message_actions, message_bodies
from groups.api import SharedViewSet
from groups.models import LONGEST_MESSAGE, Message, validate_message


class MessageSerializer(serializers.Serializer[Message]):
    """A message to the membership `member`: a coach's to anybody of the group, anybody's to the coach."""

    member = serializers.UUIDField()
    text = serializers.CharField(max_length=LONGEST_MESSAGE, validators=[validate_message])


@extend_schema(tags=["messages"], request=MessageSerializer, responses=MessageSerializer)
class MessageViewSet(SharedViewSet):
    """Messages of the person's threads. What was sent stays as it is; DELETE takes an own one back."""

    resource = "messages"
    refusal = NotFound  # another person's row, though this one reads it
    serializer_class = MessageSerializer
    instant_field = "sent_at"
    day_field = "sent_at__date"

    def rows(self, person: Any) -> QuerySet[Message]:
        return access.visible_messages(person).select_related("sender", "receiver", "thread")

    def may_write(self, person: Any, row: Message) -> bool:
        return row.sender_id == person.pk

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Message | None) -> Message:
        if existing is not None:
            if existing.text != data["text"]:
                raise Conflict("A message that was sent stays as it is; delete it and write another.")
            return existing
        try:
            mine, other = access.writing_to(person, data["member"])
        except Http404 as error:
            raise ValidationError({"member": ["This is nobody whom you can write to."]}) from error
        return message_actions.write_message(mine=mine, other=other, text=data["text"], message_id=object_id)

    def delete_row(self, row: Message) -> None:
        message_actions.delete_message(message=row)

    def represent(self, person: Any, rows: Sequence[Message]) -> list[dict[str, Any]]:
        return message_bodies.of_messages(person, rows)

    def body_of(self, row: Message) -> dict[str, Any]:
        other = row.thread.group.memberships.filter(person=row.receiver_id).first() if row.thread.group else None
        return {"member": str(other.pk) if other else None, "text": row.text}
