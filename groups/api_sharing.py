"""The API of what is shown to coaches: a person's own grants and access log, and a coach's people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone, translation
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from accounts.factors import has_second_factor
from core.api import Conflict, ConsentRequired, OwnedViewSet, parse_uuid
from core.schema import OnePage
from groups import access_coach, bodies_sharing, granting, looks
from groups.coach_figures import figures_of
from groups.coach_member import body_of
from groups.models import AccessLogEntry, Grant, Stream
from groups.models.sharing import CATEGORY_OF


class GrantSerializer(serializers.Serializer[Grant]):
    """One stream for the coach with this membership; a second grant of an open one renews it."""

    coach = serializers.UUIDField()
    stream = serializers.ChoiceField(choices=Stream.choices)


@extend_schema(tags=["grants"], request=GrantSerializer, responses=GrantSerializer)
class GrantViewSet(OwnedViewSet):
    """What the person shows coaches, and receipts of what is over. DELETE takes a grant back; its receipt stays."""

    related_name = "grants"
    resource = "grants"
    category = "social"
    serializer_class = GrantSerializer
    instant_field = "given_at"
    day_field = "given_on"
    http_method_names = ["get", "post", "put", "delete", "head", "options"]

    def categories_of(self, data: dict[str, Any]) -> set[str]:
        """What is not stored cannot be shown."""
        return {"social", CATEGORY_OF[data["stream"]]}

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Grant | None) -> Grant:
        """Gives it; the same PUT again is the same grant."""
        if existing is not None:
            if existing.revoked_at or (existing.coach_id, existing.stream) != (data["coach"], data["stream"]):
                raise Conflict("A receipt stays as it is; make another grant.")
            return existing
        coach = access_coach.coaches_of(person).filter(pk=data["coach"]).first()
        if coach is None:
            raise ValidationError({"coach": ["This is not a coach of one of your groups."]})
        language = translation.get_language() or "en"
        return granting.give(person=person, coach=coach, stream=data["stream"], language=language, grant_id=object_id)

    def remove(self, person: Any, row: Grant) -> None:
        if row.coach is not None and row.revoked_at is None:
            granting.take_back(person=person, coach=row.coach, stream=row.stream)

    def represent(self, person: Any, rows: Sequence[Grant]) -> list[dict[str, Any]]:
        return bodies_sharing.of_grants(rows)


class AccessLogSerializer(serializers.Serializer[AccessLogEntry]):
    """One look of a coach; without streams it was the default view."""

    looked_at = serializers.DateTimeField(read_only=True)
    coach_name = serializers.CharField(read_only=True)
    place = serializers.ChoiceField(choices=AccessLogEntry.Place.choices, read_only=True)
    streams = serializers.ListField(child=serializers.CharField(), read_only=True)


@extend_schema(tags=["access-log"], responses=AccessLogSerializer)
class AccessLogViewSet(OwnedViewSet):
    """Who looked at what the person shows."""

    related_name = "access_log"
    resource = "access-log"
    category = "social"
    serializer_class = AccessLogSerializer
    instant_field = "looked_at"
    day_field = "looked_at__date"
    http_method_names = ["get", "head", "options"]

    def represent(self, person: Any, rows: Sequence[AccessLogEntry]) -> list[dict[str, Any]]:
        return bodies_sharing.of_looks(rows)


class CoachedViewSet(OwnedViewSet):
    """People whom the person coaches, by membership; a row holds the default view and the granted streams alone."""

    resource = "coached"
    category = "social"
    pagination_class = OnePage
    http_method_names = ["get", "head", "options"]

    def rows(self, person: Any) -> "QuerySet[Any]":
        return access_coach.coachings(person)

    def may_read(self, request: Request) -> None:
        """A coach who agrees to take part in groups, with a second factor."""
        self.check_scope(request)
        if not request.user.is_coach:
            raise NotFound()
        if not request.user.has_consent("social"):
            raise ConsentRequired("social")
        if not has_second_factor(request.user):
            raise PermissionDenied("Set up a second factor first.")

    @extend_schema(tags=["coached"], responses={200: {"type": "object"}})
    def list(self, request: Request) -> Response:
        """Names and what each shows; no value of anybody."""
        self.may_read(request)
        rows = [
            {
                "id": str(one.member.pk),
                "group": str(one.member.group_id),
                "display_name": one.member.person.name,
                "shares": {stream: day.isoformat() for stream, day in sorted(one.streams.items())},
            }
            for one in access_coach.sights(request.user, timezone.now())
        ]
        return Response({"results": rows, "next": None})

    @extend_schema(tags=["coached"], responses={200: {"type": "object"}})
    def retrieve(self, request: Request, id: str | None = None) -> Response:
        """One of them; the look is noted where they see it."""
        self.may_read(request)
        now = timezone.now()
        one = access_coach.sight(request.user, parse_uuid(id), now)
        body = body_of(one, figures_of([one])[one.member.pk])
        looks.note_looks([(one, one.streams)], place=AccessLogEntry.Place.API, now=now)
        return Response(body)


def register(router: BaseRouter) -> None:
    """Adds these resources."""
    router.register("grants", GrantViewSet, basename="grant")
    router.register("access-log", AccessLogViewSet, basename="access-log")
    router.register("coached", CoachedViewSet, basename="coached")
