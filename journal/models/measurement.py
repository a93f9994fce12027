"""Body and laboratory measurements, each with one stored unit (SPEC 2.6, 2.7)."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.base import Entry, EntryQuerySet, in_range, owner


class MeasurementKind(models.TextChoices):
    WEIGHT = "weight", _("Weight")
    WAIST = "waist", _("Waist")
    BODY_FAT = "body_fat", _("Body fat")
    RESTING_HR = "resting_hr", _("Resting heart rate")
    STEPS = "steps", _("Steps")
    BLOOD_PRESSURE = "blood_pressure", _("Blood pressure")
    HS_CRP = "hs_crp", _("hs-CRP")
    IL6 = "il6", _("IL-6")
    TNF_ALPHA = "tnf_alpha", _("TNF-alpha")
    IL1_BETA = "il1_beta", _("IL-1 beta")
    GLUCOSE = "glucose", _("Glucose")
    SIX_MINUTE_WALK = "six_minute_walk", _("Six-minute walk")


class Fasting(models.TextChoices):
    YES = "yes", pgettext_lazy("fasting", "Yes")
    NO = "no", pgettext_lazy("fasting", "No")
    UNKNOWN = "unknown", pgettext_lazy("fasting", "Unknown")


class MeasurementQuerySet(EntryQuerySet):
    """Phrases of measurements; of several entries of steps on one day the latest counts."""

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def newest_first(self) -> Self:
        """By day first: the index of a kind is in that order."""
        return self.order_by("-day", "-measured_at", "-id")

    def newest_of(self, kinds: Iterable[str]) -> Self:
        """The last one of each kind, whatever the number of years."""
        last = [models.Subquery(self.of_kind(kind).newest_first().values("pk")[:1]) for kind in kinds]
        return self.filter(pk__in=last)

    def step_days(self) -> dict[date, int]:
        """Local day -> steps."""
        rows = self.of_kind(MeasurementKind.STEPS).order_by("measured_at", "created_at", "id")
        return {day: int(steps) for day, steps in rows.values_list("day", "value")}

    def latest_steps(self) -> Self:
        """The entry of each day that counts."""
        steps = self.of_kind(MeasurementKind.STEPS)
        later = steps.filter(person=models.OuterRef("person"), day=models.OuterRef("day"))
        at, entered = models.OuterRef("measured_at"), models.OuterRef("created_at")
        newer = models.Q(measured_at__gt=at) | models.Q(measured_at=at, created_at__gt=entered)
        return steps.filter(~models.Exists(later.filter(newer)))

    def first_steps(self, valid_from: int, count: int) -> Self:
        """The first days with so many steps or more: a few rows, whatever the number of years."""
        return self.latest_steps().filter(value__gte=valid_from).order_by("day")[:count]

    def first_step_days(self, valid_from: int, count: int) -> dict[date, int]:
        """The same as local day -> steps."""
        return {day: int(value) for day, value in self.first_steps(valid_from, count).values_list("day", "value")}


class Measurement(Entry):
    """One value in the kind's stored unit, or a blood pressure with its three numbers."""

    person = owner("measurements")
    measured_at = models.DateTimeField()
    utc_offset = models.SmallIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=MeasurementKind)
    value = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    unit = models.CharField(max_length=8)
    systolic = models.PositiveSmallIntegerField(null=True)
    diastolic = models.PositiveSmallIntegerField(null=True)
    pulse = models.PositiveSmallIntegerField(null=True)
    is_below_detection = models.BooleanField(default=False)  # a laboratory's "< value"
    laboratory = models.CharField(max_length=80, blank=True)
    fasting = models.CharField(max_length=7, choices=Fasting, blank=True)
    had_infection = models.BooleanField(null=True)  # infection, injury or vaccination in the 14 days before
    hours_since_hard = models.PositiveSmallIntegerField(null=True)  # since the last hard training

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        indexes = [
            models.Index(fields=["person", "measured_at", "id"], name="measurement_person_at"),
            models.Index(fields=["person", "kind", "day"], name="measurement_person_kind"),
        ]
        constraints = [
            in_range("systolic", 60, 280, name="measurement_systolic"),
            in_range("diastolic", 30, 180, name="measurement_diastolic"),
            in_range("pulse", 30, 240, name="measurement_pulse"),
            in_range("hours_since_hard", 0, 1000, name="measurement_hours_since_hard"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False)
                | models.Q(kind="blood_pressure", systolic__isnull=False, diastolic__lt=models.F("systolic")),
                name="measurement_has_value",
            ),
        ]
