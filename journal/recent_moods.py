"""What a person's newest ratings say, in one query: their own tags, whether tags are offered, a low stretch."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from journal.models import MoodRating
from journal.mood import is_low_stretch, tags_by_use
from journal.mood_tags import DEFAULT_TAGS, tag_name

NEWEST = 300  # a bound, so that a page costs the same after ten years
TAGS_FROM = 3
OWN_TAGS = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag to tap."""

    tag: str
    name: Any
    is_on: bool


class RecentMoods:
    """The newest ratings of a person, newest first."""

    def __init__(self, person: Any) -> None:
        self.person = person

    @cached_property
    def rows(self) -> list[tuple[Any, int, list[str]]]:
        """Id, score and tags."""
        newest = self.person.mood_ratings.order_by("-rated_at", "-id")
        return list(newest.values_list("pk", "score", "tags")[:NEWEST])

    @cached_property
    def own_tags(self) -> list[str]:
        """Tags of the person's own, the most used first."""
        used = tags_by_use(tags for _id, _score, tags in self.rows)
        return [tag for tag, _count in used if tag not in DEFAULT_TAGS][:OWN_TAGS]

    def offers_tags(self, rating: MoodRating | None) -> bool:
        """Tags come with the third entry, so that the first ones are a number and nothing else."""
        count = len(self.rows) + (rating is None)
        return count >= TAGS_FROM or any(tags for _id, _score, tags in self.rows)

    def chips(self, rating: MoodRating) -> list[Chip]:
        """The tags of a rating, those of everybody and the person's own; none before the third entry."""
        if not self.offers_tags(rating):
            return []
        tags = dict.fromkeys([*DEFAULT_TAGS, *rating.tags, *self.own_tags])
        return [Chip(tag, tag_name(tag), tag in rating.tags) for tag in tags]

    def wants_help(self, rating: MoodRating) -> bool:
        """Whether this rating is very low, or low as the two before it were."""
        ids = [each for each, _score, _tags in self.rows]
        before = self.rows[ids.index(rating.pk) + 1 :] if rating.pk in ids else []
        return is_low_stretch([rating.score, *(score for _id, score, _tags in before)])
