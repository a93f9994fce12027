"""Sleep: the morning diary (Carney 2012) and the PSQI answer sheet (Buysse 1989)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.uuid7 import uuid7
from journal.models.base import Entry, EntryQuerySet, in_range, owner


class SleepDiaryEntry(Entry):
    """One night, named by the local day of waking. Derived minutes stand on the row, unrounded (SPEC 3.3)."""

    person = owner("sleep_diary")
    utc_offset = models.SmallIntegerField(default=0)  # minutes, at the final wake
    bed_utc_offset = models.SmallIntegerField(default=0)  # at going to bed: another one in a night of a clock change
    into_bed = models.DateTimeField(null=True)
    tried_to_sleep = models.DateTimeField(null=True)
    sol_min = models.PositiveSmallIntegerField(null=True)
    awakenings = models.PositiveSmallIntegerField(null=True)
    waso_min = models.PositiveSmallIntegerField(null=True)
    final_wake = models.DateTimeField(null=True)
    out_of_bed = models.DateTimeField(null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(max_length=4000, blank=True)
    time_in_bed_min = models.FloatField(null=True)
    total_sleep_min = models.FloatField(null=True)
    mid_sleep_min = models.FloatField(null=True)  # minutes after local midnight

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("sleep diary entry")
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="night_once"),
            in_range("sol_min", 0, 720, name="night_sol"),
            in_range("waso_min", 0, 720, name="night_waso"),
            in_range("awakenings", 0, 200, name="night_awakenings"),
            in_range("quality", 0, 10, name="night_quality"),
        ]


class SleepWeekRating(Entry):
    """The journal item of SPEC 3.4: how the sleep of the last seven nights was, 0 very poor to 10 excellent."""

    person = owner("sleep_weeks")
    score = models.PositiveSmallIntegerField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("sleep of the week")
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="sleep_week_once"),
            in_range("score", 0, 10, name="sleep_week_score"),
        ]


class PsqiSheet(models.Model):
    """One PSQI answer sheet for the past month, or a score entered directly. Components are scored on writing."""

    class Provenance(models.TextChoices):
        SHORT_NAMES = "short_names", _("Short names on the answer sheet")
        OFFICIAL_FORM = "official_form", _("Official form in hand")
        LICENSED_PACK = "licensed_pack", _("Licensed wording")
        DIRECT_SCORE = "direct_score", _("Score entered directly")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="psqi_sheets")
    taken_on = models.DateField()
    provenance = models.CharField(max_length=14, choices=Provenance, default=Provenance.SHORT_NAMES)
    bed_time = models.TimeField(null=True)
    rise_time = models.TimeField(null=True)
    latency_low_min = models.FloatField(null=True)
    latency_high_min = models.FloatField(null=True)  # equal to low unless a range was answered
    sleep_min = models.PositiveSmallIntegerField(null=True)
    d_a = models.PositiveSmallIntegerField(null=True)
    d_b = models.PositiveSmallIntegerField(null=True)
    d_c = models.PositiveSmallIntegerField(null=True)
    d_d = models.PositiveSmallIntegerField(null=True)
    d_e = models.PositiveSmallIntegerField(null=True)
    d_f = models.PositiveSmallIntegerField(null=True)
    d_g = models.PositiveSmallIntegerField(null=True)
    d_h = models.PositiveSmallIntegerField(null=True)
    d_i = models.PositiveSmallIntegerField(null=True)
    d_j = models.PositiveSmallIntegerField(null=True)
    d_j_reason = models.BooleanField(default=False)
    quality = models.PositiveSmallIntegerField(null=True)
    medication = models.PositiveSmallIntegerField(null=True)
    awake_trouble = models.PositiveSmallIntegerField(null=True)
    enthusiasm = models.PositiveSmallIntegerField(null=True)
    c1 = models.PositiveSmallIntegerField(null=True)
    c2 = models.PositiveSmallIntegerField(null=True)
    c3 = models.PositiveSmallIntegerField(null=True)
    c4 = models.PositiveSmallIntegerField(null=True)
    c5 = models.PositiveSmallIntegerField(null=True)
    c6 = models.PositiveSmallIntegerField(null=True)
    c7 = models.PositiveSmallIntegerField(null=True)
    global_score = models.PositiveSmallIntegerField(null=True)
    flags = models.JSONField(default=list)
    scoring_version = models.CharField(max_length=20, default="pitt-2005")
    source = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("PSQI sheet")
        constraints = [
            models.UniqueConstraint(fields=["person", "taken_on"], name="psqi_once_a_day"),
            in_range("global_score", 0, 21, name="psqi_global"),
            *[in_range(f"c{n}", 0, 3, name=f"psqi_c{n}") for n in range(1, 8)],
            *[in_range(f"d_{x}", 0, 3, name=f"psqi_d_{x}") for x in "abcdefghij"],
            *[
                in_range(item, 0, 3, name=f"psqi_{item}")
                for item in ("quality", "medication", "awake_trouble", "enthusiasm")
            ],
        ]

    def __str__(self) -> str:
        return f"PSQI {self.pk}"


class PsqiDraft(models.Model):
    """A sheet that is being filled in: saved answer by answer, resumable for seven days."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="psqi_draft"
    )
    answers = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return "PSQI draft"
