"""The API of groups. Members read what groups/access.py lets them see and write what is their own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accounts.validators import validate_line, validate_time_zone
from core.api import Conflict, parse_uuid
from groups import access, actions, api_sharing, bodies, support_wins
from groups.api_offers import OfferViewSet
from groups.api_shared import LINE, SharedViewSet, circle_of, slot_of
from groups.forms import problems
from groups.models import CheckIn, Encouragement, Group, MeetingSlot, Membership


class GroupSerializer(serializers.Serializer[Group]):
    """A group; whoever makes it is its organiser."""

    name = serializers.CharField(max_length=60, validators=[validate_line])
    time_zone = serializers.CharField(max_length=64, validators=[validate_time_zone])


@extend_schema(tags=["groups"], request=GroupSerializer, responses=GroupSerializer)
class GroupViewSet(SharedViewSet):
    """Groups that the person is in."""

    resource = "groups"
    serializer_class = GroupSerializer
    day_field = "created_at__date"

    def rows(self, person: Any) -> QuerySet[Group]:
        return access.visible_groups(person)

    def may_write(self, person: Any, row: Group) -> bool:
        return row.memberships.filter(person=person, role=Membership.Role.ORGANISER).exists()

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Group | None) -> Group:
        if existing is None:
            return actions.create_group(person=person, group_id=object_id, **data)
        actions.change_group(group=existing, **data)
        return existing

    def represent(self, person: Any, rows: Sequence[Group]) -> list[dict[str, Any]]:
        return bodies.of_groups(person, rows)

    def body_of(self, row: Group) -> dict[str, Any]:
        return {"name": row.name, "time_zone": row.time_zone}

    def delete_row(self, row: Group) -> None:
        actions.end_group(row)

    @extend_schema(request=None, responses={200: dict})
    @action(detail=True, methods=["post", "delete"])
    def invite(self, request: Request, id: str | None = None) -> Response:
        """POST makes a new link, shown this once; DELETE ends it."""
        self.check_scope(request, write=True)
        group = self._own(request, parse_uuid(id))
        if not self.may_write(request.user, group):
            raise PermissionDenied()
        if request.method == "DELETE":
            actions.revoke_invite(group=group)
            return Response(status=status.HTTP_204_NO_CONTENT)
        secret = actions.renew_invite(group=group)
        return Response({"invite": secret, "invite_expires_at": group.invite_expires_at})


class MembershipSerializer(serializers.Serializer[Membership]):
    """Joining takes the secret of an invite link, for good or with `guest` for seven days; a pair asks for a promise.

    An organiser changes the role; `guest` false makes one's own week as a guest a membership.
    """

    invite = serializers.CharField(max_length=100, required=False, write_only=True)
    guest = serializers.BooleanField(required=False)
    promise = serializers.CharField(max_length=280, required=False, allow_blank=True, validators=[validate_line])
    role = serializers.ChoiceField(choices=Membership.Role.choices, required=False)


@extend_schema(tags=["memberships"], request=MembershipSerializer, responses=MembershipSerializer)
class MembershipViewSet(SharedViewSet):
    """Members of the person's groups. DELETE leaves, or removes somebody where the person organises."""

    resource = "memberships"
    serializer_class = MembershipSerializer
    instant_field = "joined_at"
    day_field = "joined_at__date"

    def rows(self, person: Any) -> QuerySet[Membership]:
        return access.visible_memberships(person).select_related("person", "group")

    def may_write(self, person: Any, row: Membership) -> bool:
        if row.person_id == person.pk:
            return True
        return row.group.memberships.filter(person=person, role=Membership.Role.ORGANISER).exists()

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Membership | None) -> Membership:
        """Joins, or gives another role; the same PUT again changes nothing."""
        if existing is None:
            return self.join(person, object_id, data)
        if existing.person_id == person.pk and existing.is_guest and data.get("guest") is False:
            actions.stay_in_group(membership=existing)
        role = data.get("role", existing.role)
        if role == existing.role:
            return existing
        if not existing.group.memberships.filter(person=person, role=Membership.Role.ORGANISER).exists():
            raise PermissionDenied()
        try:
            actions.set_role(membership=existing, role=role)
        except actions.LastOrganiser as error:
            raise Conflict("Somebody has to organise the group.") from error
        except actions.NoPart as error:
            raise Conflict(
                "A guest has no part in the group before they join, and in a pair both have the same."
            ) from error
        return existing

    def join(self, person: Any, object_id: UUID, data: dict[str, Any]) -> Membership:
        """A new membership by an invite."""
        try:
            row = actions.join_group(
                person=person,
                secret=data.get("invite", ""),
                membership_id=object_id,
                as_guest=data.get("guest", False),
                promise=data.get("promise", ""),
            )
        except actions.InviteOver as error:
            raise ValidationError({"invite": ["This link has ended."]}) from error
        except actions.PromiseNeeded as error:
            raise ValidationError({"promise": ["A pair asks for a promise, in one sentence."]}) from error
        except actions.GroupFull as error:
            raise ValidationError({"invite": ["This group is full at the moment."]}) from error
        if row.pk != object_id:
            raise Conflict("You are in this group already.")
        return row

    def delete_row(self, row: Membership) -> None:
        actions.leave_group(membership=row)

    def represent(self, person: Any, rows: Sequence[Membership]) -> list[dict[str, Any]]:
        return bodies.of_memberships(person, rows)

    def body_of(self, row: Membership) -> dict[str, Any]:
        return {"role": row.role}

    def merged(self, row: Membership, changes: dict[str, Any]) -> dict[str, Any]:
        return changes


class MeetingSerializer(serializers.Serializer[MeetingSlot]):
    """A weekly meeting on the group's clock; `weekday` 0 Monday to 6 Sunday."""

    group = serializers.UUIDField()
    weekday = serializers.IntegerField(min_value=0, max_value=6)
    time = serializers.TimeField(format="%H:%M", input_formats=["%H:%M", "%H:%M:00"])
    title = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default="", validators=[validate_line]
    )


@extend_schema(tags=["meetings"], request=MeetingSerializer, responses=MeetingSerializer)
class MeetingViewSet(SharedViewSet):
    """Meeting slots; organisers and coaches write them."""

    resource = "meetings"
    serializer_class = MeetingSerializer
    day_field = "created_at__date"

    def rows(self, person: Any) -> QuerySet[MeetingSlot]:
        return access.visible_slots(person).select_related("group")

    def may_write(self, person: Any, row: MeetingSlot) -> bool:
        return access.circle(person, row.group_id).may_set_meetings

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: MeetingSlot | None) -> MeetingSlot:
        group_id = data.pop("group")
        circle = circle_of(person, group_id)
        if existing is not None and existing.group_id != group_id:
            raise ValidationError({"group": ["A meeting stays with its group."]})
        if not circle.may_set_meetings:
            raise PermissionDenied()
        twins = circle.group.slots.filter(weekday=data["weekday"], time=data["time"]).exclude(pk=object_id)
        if twins.exists():
            raise Conflict("The group meets at this time already.")
        return actions.save_slot(group=circle.group, existing=existing, slot_id=object_id, **data)

    def delete_row(self, row: MeetingSlot) -> None:
        actions.delete_slot(slot=row)

    def represent(self, person: Any, rows: Sequence[MeetingSlot]) -> list[dict[str, Any]]:
        return bodies.of_slots(rows)


class CheckInSerializer(serializers.Serializer[CheckIn]):
    """An answer to a meeting on `day`, or without `meeting` for the week from Monday `day` (this week's by default)."""

    group = serializers.UUIDField()
    meeting = serializers.UUIDField(required=False, allow_null=True, default=None)
    day = serializers.DateField(required=False)
    answer = serializers.ChoiceField(choices=CheckIn.Answer.choices)
    line = serializers.CharField(**LINE)  # type: ignore[arg-type]


@extend_schema(tags=["check-ins"], request=CheckInSerializer, responses=CheckInSerializer)
class CheckInViewSet(SharedViewSet):
    """Check-ins of the person's groups; each writes their own."""

    resource = "check-ins"
    refusal = NotFound  # another person's row, though the group sees it
    serializer_class = CheckInSerializer

    def rows(self, person: Any) -> QuerySet[CheckIn]:
        return access.visible_check_ins(person).select_related("membership")

    def may_write(self, person: Any, row: CheckIn) -> bool:
        return row.membership.person_id == person.pk

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: CheckIn | None) -> CheckIn:
        """One row for each question; a second id for the same question is a conflict."""
        circle = circle_of(person, data["group"])
        values = self.question(circle, data) | {"answer": data["answer"], "line": data["line"]}
        same = existing and (existing.slot_id, existing.day) == (getattr(values["slot"], "pk", None), values["day"])
        found = problems(circle.group, timezone.now(), values)
        if same:
            found.pop("day", None)  # a line may be corrected after the meeting
        if found:
            raise ValidationError({field: [str(problem)] for field, problem in found.items()})
        if existing and existing.membership_id != circle.mine.pk:
            raise ValidationError({"group": ["A check-in stays with its group."]})
        twins = CheckIn.objects.filter(membership=circle.mine, slot=values["slot"], day=values["day"])
        if twins.exclude(pk=object_id).exists():
            raise Conflict("You have answered this; change that answer.")
        row = existing or CheckIn(pk=object_id, membership=circle.mine)
        row.slot, row.day, row.answer, row.line = values["slot"], values["day"], values["answer"], values["line"]
        row.save(force_insert=existing is None)
        return row

    def question(self, circle: access.Circle, data: dict[str, Any]) -> dict[str, Any]:
        """The slot and the day that are answered; a meeting of another group is refused."""
        now = timezone.now()
        if data["meeting"] is None:
            return {"slot": None, "day": data.get("day") or circle.group.week(now).monday}
        slot = slot_of(circle, data["meeting"])
        return {"slot": slot, "day": data.get("day") or circle.group.today(slot.meeting_after(now))}

    def represent(self, person: Any, rows: Sequence[CheckIn]) -> list[dict[str, Any]]:
        return bodies.of_check_ins(rows)


class EncouragementSerializer(serializers.Serializer[Encouragement]):
    """A word to the membership `member`."""

    member = serializers.UUIDField()
    phrase = serializers.ChoiceField(choices=Encouragement.Phrase.choices)
    line = serializers.CharField(**LINE)  # type: ignore[arg-type]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Own words need words; a phrase stands for itself."""
        is_own = attrs["phrase"] == Encouragement.Phrase.OWN_WORDS
        if is_own and not attrs["line"]:
            raise serializers.ValidationError({"line": ["Write a few words."]})
        return attrs if is_own else attrs | {"line": ""}


@extend_schema(tags=["encouragements"], request=EncouragementSerializer, responses=EncouragementSerializer)
class EncouragementViewSet(SharedViewSet):
    """Encouragements within the person's groups; each writes their own."""

    resource = "encouragements"
    refusal = NotFound  # another person's row, though the group sees it
    serializer_class = EncouragementSerializer

    def rows(self, person: Any) -> QuerySet[Encouragement]:
        return access.visible_encouragements(person).select_related("sender")

    def may_write(self, person: Any, row: Encouragement) -> bool:
        return row.sender.person_id == person.pk

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Encouragement | None) -> Encouragement:
        receiver = access.heard_memberships(person).filter(pk=data["member"]).exclude(person=person).first()
        if receiver is None:
            raise ValidationError({"member": ["This is not a member of one of your groups."]})
        sender = access.own_memberships(person).select_related("group").get(group=receiver.group_id)
        if existing and existing.sender_id != sender.pk:
            raise ValidationError({"member": ["An encouragement stays in its group."]})
        day = existing.day if existing else sender.group.today(timezone.now())
        twins = Encouragement.objects.filter(sender=sender, receiver=receiver, phrase=data["phrase"], day=day)
        if data["phrase"] != Encouragement.Phrase.OWN_WORDS and twins.exclude(pk=object_id).exists():
            raise Conflict("You have said this today.")
        row = existing or Encouragement(pk=object_id, sender=sender, day=day)
        people = {person, receiver.person, *([row.receiver.person] if existing else [])}
        row.receiver, row.phrase, row.line = receiver, data["phrase"], data["line"]
        row.save(force_insert=existing is None)
        support_wins.follow(people, [day])
        return row

    def remove(self, person: Any, row: Encouragement) -> None:
        """The small wins that rest on it go with it."""
        people = {person, row.receiver.person}
        super().remove(person, row)
        support_wins.follow(people, [row.day])

    def represent(self, person: Any, rows: Sequence[Encouragement]) -> list[dict[str, Any]]:
        return bodies.of_encouragements(rows)


def register(router: BaseRouter) -> None:
    """Adds this app's resources."""
    from groups.api_messages import MessageViewSet  # it builds on this module

    router.register("groups", GroupViewSet, basename="group")
    router.register("memberships", MembershipViewSet, basename="membership")
    router.register("meetings", MeetingViewSet, basename="meeting")
    router.register("check-ins", CheckInViewSet, basename="check-in")
    router.register("encouragements", EncouragementViewSet, basename="encouragement")
    api_sharing.register(router)
    router.register("offers", OfferViewSet, basename="offer")
    router.register("messages", MessageViewSet, basename="message")
