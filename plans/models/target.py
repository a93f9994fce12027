"""What a person means to do: the weekly target, its days, and the if-then sentence."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.dates import Week
from core.uuid7 import uuid7


class WeeklyTargetQuerySet(models.QuerySet["WeeklyTarget"]):
    def in_force(self, week: Week, kind: str = "sessions") -> "WeeklyTargetQuerySet":
        """The target that holds in `week`: the newest that began by then. Slice or `.first()` it."""
        return self.in_force_on(week.monday, kind)

    def in_force_on(self, monday: Any, kind: str = "sessions") -> "WeeklyTargetQuerySet":
        """The same for the Monday of a week, or an expression for it."""
        return self.filter(kind=kind, starts_on__lte=monday).order_by("-starts_on")

    def all_in_force_on(self, monday: Any) -> "WeeklyTargetQuerySet":
        """Of each kind the one that holds in the week of a Monday; those that were switched off are among them."""
        newer = WeeklyTarget.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"), starts_on__lte=monday)
        return self.filter(~Exists(newer.filter(starts_on__gt=OuterRef("starts_on"))), starts_on__lte=monday)


class WeeklyTarget(models.Model):
    """A target per week from a Monday on, until a newer one of the same kind begins; 0 switches it off."""

    class Kind(models.TextChoices):
        SESSIONS = "sessions", _("Training sessions")
        MODERATE_EQUIVALENT_MINUTES = "moderate_equivalent_minutes", _("Moderate-equivalent minutes")
        RESISTANCE_DAYS = "resistance_days", _("Resistance days")
        STEPS = "steps", _("Steps a day")
        FAMILY_SESSIONS = "family_sessions", _("Sessions with family")
        MIND_BODY_SESSIONS = "mind_body_sessions", _("Yoga, tai chi or mobility")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weekly_targets")
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.SESSIONS)
    target = models.PositiveSmallIntegerField()  # of steps: where the personal ramp ends
    weekdays = models.JSONField(default=list)  # 0 Monday to 6 Sunday
    if_then = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = WeeklyTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly target")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "starts_on"], name="target_one_per_kind_and_week"),
            models.CheckConstraint(condition=models.Q(starts_on__iso_week_day=1), name="target_starts_on_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"

    def is_for(self, day: date) -> bool:
        """Whether `day` is one of the chosen weekdays."""
        return day.weekday() in self.weekdays
