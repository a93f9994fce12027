"""The weekly reviews in the own export, and what they forget when a category is erased."""

from collections.abc import Iterator
from itertools import batched
from typing import Any

from accounts.erasure import after_erasing_category
from accounts.export import register_kind
from accounts.models import User
from journal.wins_facts import RULES
from reviews.api import WeeklyReviewViewSet

BATCH = 500
NO_FIGURES: dict[str, dict[str, dict[str, int | None]]] = {
    "wellbeing": {"mood": {"ratings": 0, "mean": None}, "emotion": {"rated": 0, "median_change": None}},
    "sleep": {
        "sleep": {
            "nights": 0,
            "mean_total_sleep_min": None,
            "mean_efficiency": None,
            "mean_awakenings": None,
            "mid_sleep_sd_min": None,
        }
    },
}


def review_rows(person: User) -> Iterator[dict[str, Any]]:
    """Reviews as the API reads them, oldest first."""
    reviews = person.weekly_reviews.order_by("week_start")
    for batch in batched(reviews.iterator(chunk_size=BATCH), BATCH):
        yield from WeeklyReviewViewSet().represent(person, batch)


def forget(person: User, category: str) -> None:
    """Takes an erased category's figures out of the stored facts: they read as if nothing had been logged.

    Sentences of wins that rest on the category go as well.
    """
    if category not in NO_FIGURES:
        return
    reviews = list(person.weekly_reviews.all())
    for review in reviews:
        gone = {place for place, win in enumerate(review.wins) if RULES[win["rule"]].category == category}
        review.facts = review.facts | NO_FIGURES[category]
        review.facts["wins"] = [text for place, text in enumerate(review.facts["wins"]) if place not in gone]
        review.wins = [win for place, win in enumerate(review.wins) if place not in gone]
    person.weekly_reviews.bulk_update(reviews, ["facts", "wins"], batch_size=BATCH)


def register() -> None:
    """Adds the kind to the export, and listens for what is erased."""
    register_kind("weekly-reviews", review_rows)
    after_erasing_category.append(forget)
