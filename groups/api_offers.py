"""Help that members offer for a meeting, through the API."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError

from core.api import Conflict
from groups import access, bodies
from groups.api_shared import LINE, SharedViewSet, circle_of, slot_of
from groups.forms_rite import offer_problems
from groups.models import Offer


class OfferSerializer(serializers.Serializer[Offer]):
    """Help with the meeting of `day`, the next one by default; own words need a line."""

    group = serializers.UUIDField()
    meeting = serializers.UUIDField()
    day = serializers.DateField(required=False)
    kind = serializers.ChoiceField(choices=Offer.Kind.choices)
    line = serializers.CharField(**LINE)  # type: ignore[arg-type]


@extend_schema(tags=["offers"], request=OfferSerializer, responses=OfferSerializer)
class OfferViewSet(SharedViewSet):
    """Offers of help in the person's groups; each writes their own."""

    resource = "offers"
    refusal = NotFound  # another person's row, though the group sees it
    serializer_class = OfferSerializer

    def rows(self, person: Any) -> QuerySet[Offer]:
        return access.visible_offers(person).select_related("membership")

    def may_write(self, person: Any, row: Offer) -> bool:
        return row.membership.person_id == person.pk

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Offer | None) -> Offer:
        """A fixed kind once for each meeting; a second id for it is a conflict."""
        circle, now = circle_of(person, data["group"]), timezone.now()
        slot = slot_of(circle, data["meeting"])
        kind, day = data["kind"], data.get("day") or circle.group.today(slot.meeting_after(now))
        line = data["line"] if kind == Offer.Kind.OWN_WORDS else ""
        if found := offer_problems(now, slot=slot, day=day, kind=kind, line=line):
            raise ValidationError({field: [str(problem)] for field, problem in found.items()})
        if existing and existing.membership_id != circle.mine.pk:
            raise ValidationError({"group": ["An offer stays with its group."]})
        twins = Offer.objects.filter(membership=circle.mine, slot=slot, day=day, kind=kind).exclude(pk=object_id)
        if kind != Offer.Kind.OWN_WORDS and twins.exists():
            raise Conflict("You have offered this already.")
        row = existing or Offer(pk=object_id, membership=circle.mine)
        row.slot, row.day, row.kind, row.line = slot, day, kind, line
        row.save(force_insert=existing is None)
        return row

    def represent(self, person: Any, rows: Sequence[Offer]) -> list[dict[str, Any]]:
        return bodies.of_offers(rows)
