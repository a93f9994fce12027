"""A programme that a person follows: its weeks, its small tasks, what it aims at and what it proposes."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.clocks import instant
from core.dates import Week
from core.uuid7 import uuid7


class PlanQuerySet(models.QuerySet["Plan"]):
    def running(self) -> Self:
        """Those that lay out weeks or would, were they not paused."""
        return self.filter(state__in=[Plan.State.ACTIVE, Plan.State.PAUSED])

    def active(self) -> Self:
        return self.filter(state=Plan.State.ACTIVE)


class Plan(models.Model):
    """One programme followed by one person from a Monday on."""

    class State(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("state of a plan", "Active")
        PAUSED = "paused", pgettext_lazy("state of a plan", "Paused")
        ENDED = "ended", pgettext_lazy("state of a plan", "Ended")
        COMPLETED = "completed", pgettext_lazy("state of a plan", "Completed")

    class Wish(models.TextChoices):
        """What the person wants most; it orders the programmes and words the reasons."""

        PROGRESS = "progress", _("See progress")
        ENERGY = "energy", _("Have more energy")
        COMPANY = "company", _("Train with others")
        SLEEP = "sleep", _("Sleep more regularly")
        HEALTH = "health", _("Look after my health")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plans")
    programme = models.CharField(max_length=60)  # the id of a template; "own:" and a UUID for an own one
    state = models.CharField(max_length=9, choices=State, default=State.ACTIVE)
    wish = models.CharField(max_length=8, choices=Wish, blank=True)
    starts_on = models.DateField()
    weekdays = models.JSONField(default=list)  # 0 Monday to 6 Sunday, one for each session of a week
    at_time = models.TimeField(null=True)  # the usual hour of a session on the person's clock
    if_then = models.CharField(max_length=300, blank=True)
    swaps = models.JSONField(default=dict)  # exercise of the template -> the one that is done instead
    auto_accepts = models.BooleanField(default=False)
    has_mirror = models.BooleanField(default=False)  # whether the prompt before the mirror is asked (SPEC 6.3)
    programme_week = models.PositiveSmallIntegerField(default=1)  # the one that this ISO week follows
    next_step_at = models.DateTimeField(null=True)  # when the next week is laid out: Monday 00:00 local
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        indexes = [
            models.Index(fields=["person", "created_at", "id"], name="plan_person_created"),
            models.Index(fields=["next_step_at"], name="plan_step_due", condition=Q(next_step_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__iso_week_day=1), name="plan_starts_on_monday"),
            models.CheckConstraint(condition=Q(programme_week__gte=1), name="plan_programme_week"),
        ]

    def __str__(self) -> str:
        return self.programme


class PlanWeek(models.Model):
    """Which week of the programme an ISO week follows; a repeated one stands here twice and is called "again"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_weeks")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="weeks")
    monday = models.DateField()
    programme_week = models.PositiveSmallIntegerField()
    is_easy = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "monday"], name="plan_week_once"),
            models.CheckConstraint(condition=Q(monday__iso_week_day=1), name="plan_week_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.monday}"


class PlannedSessionQuerySet(models.QuerySet["PlannedSession"]):
    def in_week(self, week: Week) -> Self:
        return self.filter(day__range=(week.monday, week.sunday))

    def on(self, day: date) -> Self:
        return self.filter(day=day)

    def open(self) -> Self:
        """Those that nothing has been said of yet."""
        return self.filter(state=PlannedSession.State.PLANNED)


class PlannedSession(models.Model):
    """One small task on one day. `elements` are those of the template with the person's own targets filled in."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("state of a task", "Planned")
        DONE = "done", pgettext_lazy("state of a task", "Done")
        SKIPPED = "skipped", pgettext_lazy("state of a task", "Skipped")
        RESTED = "rested", pgettext_lazy("state of a task", "Rest instead")
        GONE = "gone", pgettext_lazy("state of a task", "Gone by")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="planned_sessions")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="planned_sessions")
    key = models.CharField(max_length=20)  # of the template: W3-S2
    day = models.DateField()
    at_time = models.TimeField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    is_short = models.BooleanField(default=False)  # the ten-minute version is planned or was done
    planned_minutes = models.PositiveSmallIntegerField()
    is_vigorous = models.BooleanField(default=False)
    elements = models.JSONField(default=list)
    session = models.ForeignKey(
        "journal.TrainingSession", on_delete=models.SET_NULL, null=True, related_name="planned_sessions"
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlannedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned session")
        ordering = ["day", "key"]
        indexes = [
            models.Index(fields=["person", "day"], name="planned_person_day"),
            models.Index(fields=["plan", "day"], name="planned_plan_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "day", "key"], name="planned_once"),
            models.UniqueConstraint(fields=["session"], name="planned_one_session", condition=Q(session__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.key

    def starts_at(self, zone: ZoneInfo) -> datetime | None:
        """The instant on the person's clock; None without an hour."""
        return instant(self.day, self.at_time, zone) if self.at_time else None


class PlanTarget(models.Model):
    """What the next exposure of one exercise aims at; moved by accepted proposals only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_targets")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    exercise = models.CharField(max_length=60)
    load_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reps = models.PositiveSmallIntegerField(null=True)
    seconds = models.PositiveSmallIntegerField(null=True)
    pose_level = models.PositiveSmallIntegerField(null=True)
    pace_s_per_km = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    rounds = models.PositiveSmallIntegerField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "exercise"], name="plan_target_once")]

    def __str__(self) -> str:
        return self.exercise


class PlanProposal(models.Model):
    """A change that the rules propose, with the logged rows it rests on; only the person accepts it."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a proposal", "Open")
        ACCEPTED = "accepted", pgettext_lazy("state of a proposal", "Accepted")
        DECLINED = "declined", pgettext_lazy("state of a proposal", "Declined")

    class Outcome(models.TextChoices):
        """SPEC 6.2, in the order of evaluation."""

        PAUSE = "pause", pgettext_lazy("outcome of a rule", "Pause")
        GAP = "gap", pgettext_lazy("outcome of a rule", "After a break")
        BACK = "back", pgettext_lazy("outcome of a rule", "One step back")
        ADVANCE = "advance", pgettext_lazy("outcome of a rule", "One step on")
        HOLD = "hold", pgettext_lazy("outcome of a rule", "Again")
        EASY = "easy", pgettext_lazy("outcome of a rule", "Easy week")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_proposals")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    monday = models.DateField()  # the ISO week for which it is made
    rule = models.CharField(max_length=20)
    exercise = models.CharField(max_length=60, blank=True)  # empty for a rule about the whole week
    outcome = models.CharField(max_length=7, choices=Outcome)
    change = models.JSONField(default=dict)  # what accepting sets: {"load_kg": "62.5"}, {"programme_week": 4}
    before = models.JSONField(default=dict)  # what stood in the place of the change when it was accepted
    reasons = models.JSONField(default=list)  # codes with their figures; the words are made on reading
    basis = models.JSONField(default=list)  # ids of the entries that it rests on; never empty, save for a gap
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposal")
        indexes = [models.Index(fields=["person", "state", "monday"], name="proposal_person_state")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "monday", "rule", "exercise"], name="proposal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"
