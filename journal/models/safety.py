"""Care for the person: pauses, the readiness statement, alarm symptoms, support cards (SPEC 5.3, 8.1, 8.2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.uuid7 import uuid7
from journal.models.base import Entry, EntryQuerySet, in_range, owner


class Pause(Entry):
    """Days on which training is not expected; its weeks leave every count of weeks. `day` is the first one."""

    class Reason(models.TextChoices):
        ILLNESS = "illness", _("Illness")
        TRAVEL = "travel", _("Travel")
        EXAMS = "exams", _("Exams or a busy time")
        OTHER = "other", pgettext_lazy("reason of a pause", "Something else")

    class Symptom(models.TextChoices):
        """SPEC 8.1 G7: any but a cold above the neck means no training."""

        FEVER = "fever", _("Fever")
        CHEST = "chest_cough", _("Cough from the chest")
        ACHING = "aching", _("Aching body")
        STOMACH = "stomach", _("Stomach or bowels")
        COLD = "cold", _("Only a cold above the neck")

    person = owner("pauses")
    reason = models.CharField(max_length=7, choices=Reason)
    symptoms = models.JSONField(default=list)
    ended_on = models.DateField(null=True)  # the last day of it; empty while it lasts

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        indexes = [models.Index(fields=["person", "day"], name="pause_person_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("day")),
                name="pause_ends_after_it_begins",
            ),
        ]


class ReadinessStatement(models.Model):
    """The answers of SPEC 8.2 as "all no" or "some yes" with their day; kept for twelve months, then asked again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readiness_statements")
    answered_on = models.DateField()
    has_some_yes = models.BooleanField()
    has_talked_to_professional = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("readiness statement")
        indexes = [models.Index(fields=["person", "-answered_on"], name="readiness_person")]

    def __str__(self) -> str:
        return "readiness statement"


class AlarmReport(models.Model):
    """The button for alarm symptoms (SPEC 8.1 G5): that and when it was pressed, never which symptom; then cleared."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alarm_reports")
    reported_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)  # "checked by a professional" was ticked

    class Meta:
        verbose_name = _("report of feeling unwell")
        indexes = [models.Index(fields=["person", "-reported_at"], name="alarm_person")]

    def __str__(self) -> str:
        return "alarm report"


class CareAnswer(models.Model):
    """The newest answer to one of the own questions behind support cards (SPEC 8.1 G4, G8); kept for twelve weeks.

    Snoring is a tick: the row says yes. The other one is a score, 0 not at all to 10 very much.
    """

    class Question(models.TextChoices):
        SNORING = "snoring", _("Loud snoring with pauses in breathing")
        IRRITABLE = "irritable", _("Bad or irritable without training")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="care_answers")
    question = models.CharField(max_length=9, choices=Question)
    answered_on = models.DateField()
    score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("answer about care")
        constraints = [
            models.UniqueConstraint(fields=["person", "question"], name="care_answer_once"),
            in_range("score", 0, 10, name="care_answer_score"),
            models.CheckConstraint(
                condition=models.Q(question="snoring", score=None)
                | models.Q(question="irritable", score__isnull=False),
                name="care_answer_fits",
            ),
        ]

    def __str__(self) -> str:
        return "answer about care"


class SupportCard(models.Model):
    """One kind of card of one person, who alone sees it; nothing of why is stored (SPEC 8.1).

    journal/care_cards.py says what the columns mean together.
    """

    class Signal(models.TextChoices):
        LOW_MOOD = "G1", _("Mood has been low")
        DROP = "G2", _("Mood has dropped")
        QUESTIONNAIRE = "G3", _("A questionnaire")
        SLEEP = "G4", _("Sleep has been poor")
        PAIN = "G6", _("Pain")
        TOO_MUCH = "G8", _("A lot of training")
        WEIGHT = "G9", _("Weight")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="support_cards")
    signal = models.CharField(max_length=2, choices=Signal)
    due_on = models.DateField(null=True)  # the day on which the card came up last
    hidden_until = models.DateField(null=True)  # "not now"
    is_muted = models.BooleanField(default=False)
    times = models.PositiveSmallIntegerField(default=0)  # how often it came up within twelve weeks
    checked_on = models.DateField(null=True)  # the last check, where that found the signal; else empty

    class Meta:
        verbose_name = _("support card")
        constraints = [models.UniqueConstraint(fields=["person", "signal"], name="support_card_once")]

    def __str__(self) -> str:
        return self.signal
