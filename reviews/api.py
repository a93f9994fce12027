"""The API of weekly reviews: facts are read, answers are written."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.routers import BaseRouter

from accounts.models import User
from core.api import OwnedViewSet
from groups.actions import shared_among
from reviews import actions
from reviews.models import WeeklyReview
from reviews.sharing import share_with_all_groups, win_ids

EXPORT_BATCH = 100


class AnswersSerializer(serializers.Serializer[Any]):
    """`next_week` finishes a review; the others may stay away.

    With a plan, `same` accepts what its rules propose for the week that comes (or leaves it as it is), `smaller` makes
    it an easy week, and `move` changes nothing by itself. Without one, `smaller` takes a session off the weekly target.
    """

    next_week = serializers.ChoiceField(choices=WeeklyReview.NextWeek.choices, required=False)
    went_well = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    confidence = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=10)


class WeeklyReviewSerializer(serializers.Serializer[Any]):
    """What a person answers, and which of the week's wins their groups see."""

    answers = AnswersSerializer(required=False)
    shared_wins = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=3)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A first answer needs `next_week`; only wins of this review can be shared."""
        review: WeeklyReview | None = self.context["existing"]
        if not attrs:
            raise serializers.ValidationError({"answers": ["Send answers or shared_wins."]})
        known = review.next_week if review else ""
        if "answers" in attrs and not (attrs["answers"].get("next_week") or known):
            raise serializers.ValidationError({"answers": {"next_week": ["This field is required."]}})
        if review and not set(attrs.get("shared_wins", ())) <= set(win_ids(review)):
            raise serializers.ValidationError({"shared_wins": ["Name wins of this review."]})
        return attrs


class WeeklyReviewReadSerializer(WeeklyReviewSerializer):
    """A review as it is read; only for the schema."""

    id = serializers.UUIDField()
    week_start = serializers.DateField()
    facts = serializers.JSONField()


@extend_schema(tags=["weekly-reviews"], request=WeeklyReviewSerializer, responses=WeeklyReviewReadSerializer)
class WeeklyReviewViewSet(OwnedViewSet):
    """The reviews that were written, by week; `since` and `until` look at their Monday."""

    related_name = "weekly_reviews"
    resource = "weekly-reviews"
    category = "training"
    serializer_class = WeeklyReviewSerializer
    instant_field = "week_start"
    day_field = "week_start"
    http_method_names = ["get", "put", "patch", "head", "options"]

    def categories_of(self, data: dict[str, Any]) -> set[str]:
        """Words about the week and confidence are well-being."""
        answers = data.get("answers") or {}
        is_personal = answers.get("went_well") or answers.get("confidence") is not None
        return {"training", "wellbeing"} if is_personal else {"training"}

    def save(self, person: Any, object_id: UUID, data: dict[str, Any], existing: Any | None) -> WeeklyReview:
        """Reviews are written by the journal, so there is nothing to create."""
        if existing is None:
            raise NotFound()
        if "shared_wins" in data:
            share_with_all_groups(person=person, review=existing, wins=data["shared_wins"])
        if "answers" not in data:
            return existing
        return actions.answer_review(person=person, review=existing, answers=data["answers"])

    def body_of(self, row: WeeklyReview) -> dict[str, Any]:
        """Nothing: what a PATCH leaves out stays as it is."""
        return {}

    def represent(self, person: Any, rows: Sequence[WeeklyReview]) -> list[dict[str, Any]]:
        """With facts and shares; one query for the shares of all rows."""
        return bodies(person, rows)


def bodies(person: Any, rows: Sequence[WeeklyReview]) -> list[dict[str, Any]]:
    """Reviews as they are read."""
    wins = [win_id for row in rows for win_id in win_ids(row)]
    shared = shared_among(person, wins) if wins else set()
    return [
        {
            "id": str(row.pk),
            "week_start": row.week_start.isoformat(),
            "facts": row.facts,
            "answers": {
                "next_week": row.next_week or None,
                "went_well": row.went_well,
                "confidence": row.confidence,
            },
            "shared_wins": [str(win_id) for win_id in win_ids(row) if win_id in shared],
        }
        for row in rows
    ]


def export_rows(person: User) -> Iterator[dict[str, Any]]:
    """All of a person's reviews for the own export, oldest first."""
    reviews = person.weekly_reviews.order_by("week_start").iterator(chunk_size=EXPORT_BATCH)
    for batch in batched(reviews, EXPORT_BATCH):
        for body, review in zip(bodies(person, batch), batch, strict=True):
            yield body | {
                "language": review.language,
                "written_at": review.written_at,
                "answered_at": review.answered_at,
            }


def register(router: BaseRouter) -> None:
    """Adds this app's resources."""
    router.register("weekly-reviews", WeeklyReviewViewSet, basename="weekly-review")
