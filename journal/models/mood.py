"""Mood ratings: one number, several a day, saved by one tap."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.models.base import Entry, EntryQuerySet, in_range, owner


class MoodRating(Entry):
    """How a person felt at an instant, 0 very low to 10 very good."""

    person = owner("mood_ratings")
    rated_at = models.DateTimeField()
    utc_offset = models.SmallIntegerField(default=0)
    score = models.PositiveSmallIntegerField()
    energy = models.PositiveSmallIntegerField(null=True)
    calm = models.PositiveSmallIntegerField(null=True)
    tags = models.JSONField(default=list)
    note = models.TextField(max_length=4000, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mood rating")
        indexes = [
            models.Index(fields=["person", "rated_at", "id"], name="mood_person_rated"),
            models.Index(fields=["person", "day"], name="mood_person_day"),
        ]
        constraints = [
            in_range("score", 0, 10, name="mood_score"),
            in_range("energy", 0, 10, name="mood_energy"),
            in_range("calm", 0, 10, name="mood_calm"),
        ]
