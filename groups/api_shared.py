"""What the resources of groups share: read by members, written by whoever may."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request

from accounts.validators import validate_line
from core.api import OwnedViewSet
from groups import access
from groups.models import MeetingSlot

LINE = {"max_length": 280, "required": False, "allow_blank": True, "default": "", "validators": [validate_line]}


class SharedViewSet(OwnedViewSet):
    """Rows that a group shares: read by its members, written by whoever may. Outsiders find nothing."""

    category = "social"
    refusal: type[Exception] = PermissionDenied

    def may_write(self, person: Any, row: Any) -> bool:
        """Whether the person may change or delete a row that they see."""
        raise NotImplementedError

    def body_of(self, row: Any) -> dict[str, Any]:
        return self.represent(None, [row])[0]

    def _existing(self, request: Request, object_id: UUID) -> Any | None:
        row = self.rows(request.user).filter(pk=object_id).first()
        if row is None and self.rows(request.user).model._default_manager.filter(pk=object_id).exists():
            raise NotFound()
        return row

    def _write(
        self, request: Request, object_id: UUID, body: dict[str, Any], *, existing: Any, changed: Any = None
    ) -> Any:
        if existing is not None and not self.may_write(request.user, existing):
            raise self.refusal()
        return super()._write(request, object_id, body, existing=existing, changed=changed)

    def remove(self, person: Any, row: Any) -> None:
        """Deletes the row, where the person may."""
        if not self.may_write(person, row):
            raise self.refusal()
        self.delete_row(row)

    def delete_row(self, row: Any) -> None:
        row.delete()


def circle_of(person: Any, group_id: UUID, field: str = "group") -> access.Circle:
    """The group that a body names; one that the person is not in is refused like one that does not exist."""
    try:
        found = access.circle(person, group_id)
    except Http404 as error:
        raise ValidationError({field: ["This is not one of your groups."]}) from error
    if found.mine not in found.members:
        raise ValidationError({field: ["This is not one of your groups."]})
    return found


def slot_of(circle: access.Circle, slot_id: UUID) -> MeetingSlot:
    """The meeting that a body names; one of another group is refused."""
    slot = circle.group.slots.select_related("group").filter(pk=slot_id).first()
    if slot is None:
        raise ValidationError({"meeting": ["This is not a meeting of the group."]})
    return slot
