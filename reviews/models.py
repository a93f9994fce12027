"""Weekly reviews: the facts as they were sent, and the person's answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.dates import Week
from core.uuid7 import uuid7


class WeeklyReviewQuerySet(models.QuerySet["WeeklyReview"]):
    def for_week(self, week: Week) -> "WeeklyReviewQuerySet":
        return self.filter(week_start=week.monday)

    def newest_first(self) -> "WeeklyReviewQuerySet":
        return self.order_by("-week_start")


class WeeklyReview(models.Model):
    """Exactly one per person and ISO week. `facts` is stored as it was written, in the shape of api.md."""

    class NextWeek(models.TextChoices):
        SAME = "same", _("Same again")
        SMALLER = "smaller", _("Make it smaller")
        MOVE = "move", _("Move a day")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_reviews")
    week_start = models.DateField()
    language = models.CharField(max_length=10)
    facts = models.JSONField()
    wins = models.JSONField(default=list)  # [{id, rule}] of the sentences in facts["wins"], in their order
    written_at = models.DateTimeField(auto_now_add=True)
    next_week = models.CharField(_("one thing for next week"), max_length=7, choices=NextWeek, blank=True)
    went_well = models.TextField(_("what went well"), max_length=1000, blank=True)
    confidence = models.PositiveSmallIntegerField(_("confidence"), null=True)
    has_smaller_target = models.BooleanField(default=False)  # the answer has made the next week's target smaller
    answered_at = models.DateTimeField(null=True)

    objects = WeeklyReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly review")
        constraints = [
            models.UniqueConstraint(fields=["person", "week_start"], name="review_one_per_week"),
            models.CheckConstraint(condition=models.Q(week_start__iso_week_day=1), name="review_starts_on_monday"),
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__range=(0, 10)), name="review_confidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week_start}"

    @property
    def week(self) -> Week:
        return Week(self.week_start)

    @property
    def is_answered(self) -> bool:
        return bool(self.next_week)
