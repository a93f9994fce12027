"""The tags of moods: six of everybody's, and the person's own with their use, a new name for one, or none."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from journal.actions import require_consents
from journal.models import MoodRating
from journal.mood import tags_by_use

DEFAULT_TAGS: dict[str, str | Promise] = {
    "slept_well": pgettext_lazy("mood tag", "slept well"),
    "trained": pgettext_lazy("mood tag", "trained"),
    "people": pgettext_lazy("mood tag", "people"),
    "work": pgettext_lazy("mood tag", "work"),
    "alone": pgettext_lazy("mood tag", "alone"),
    "outdoors": pgettext_lazy("mood tag", "outdoors"),
}
BATCH = 500


def tag_name(tag: str) -> str | Promise:
    """A default tag in the reader's language; a person's own as they wrote it."""
    return DEFAULT_TAGS.get(tag, tag)


def known_tag(text: str, known: Iterable[str] = ()) -> str:
    """The tag that a typed word means: one that is there, whatever its capitals, else the word itself."""
    wanted = text.strip().casefold()
    for tag in (*DEFAULT_TAGS, *known):
        if str(tag_name(tag)).casefold() == wanted:
            return tag
    return text.strip()


def own_tags(person: User) -> list[tuple[str, int]]:
    """Each with the number of its ratings, the most used first; one query."""
    tagged = person.mood_ratings.exclude(tags=[]).order_by("-rated_at", "-id").values_list("tags", flat=True)
    return [(tag, count) for tag, count in tags_by_use(tagged) if tag not in DEFAULT_TAGS]


@transaction.atomic
def replace_tag(*, person: User, old: str, new: str = "") -> int:
    """Renames a tag wherever it was used; without a new name takes it away. How many ratings carried it."""
    require_consents(person, ["wellbeing"])
    now = timezone.now()
    tagged = person.mood_ratings.select_for_update().exclude(tags=[]).only("tags")
    changed = [_with(row, old, new, now) for row in tagged if old in row.tags]
    MoodRating.objects.bulk_update(changed, ["tags", "updated_at"], batch_size=BATCH)
    return len(changed)


def _with(row: Any, old: str, new: str, now: datetime) -> Any:
    tags = (new if tag == old else tag for tag in row.tags)
    row.tags = list(dict.fromkeys(tag for tag in tags if tag))
    row.updated_at = now
    return row
