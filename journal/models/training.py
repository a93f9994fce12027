"""Training sessions and their sets, own exercises, rest days and small wins."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.uuid7 import uuid7
from journal import emotion
from journal.models.base import Entry, EntryQuerySet, in_range, owner

PAIN_NEEDS_CARE_FROM = 4


class Activity(models.TextChoices):
    STRENGTH = "strength", _("Strength")
    RUNNING = "running", _("Running")
    WALKING = "walking", _("Walking")
    CYCLING = "cycling", _("Cycling")
    SWIMMING = "swimming", _("Swimming")
    HIKING = "hiking", _("Hiking")
    YOGA = "yoga", _("Yoga")
    TAI_CHI = "tai_chi", _("Tai chi")
    MOBILITY = "mobility", _("Mobility")
    TEAM_SPORT = "team_sport", _("Team sport")
    CIRCUIT = "circuit", _("Circuit")
    DANCE = "dance", _("Dance")
    CARDIO = "cardio", _("Cardio")
    OTHER = "other", pgettext_lazy("kind of activity", "Other")


class Intensity(models.TextChoices):
    LIGHT = "light", pgettext_lazy("intensity", "Light")
    MODERATE = "moderate", pgettext_lazy("intensity", "Moderate")
    VIGOROUS = "vigorous", pgettext_lazy("intensity", "Vigorous")


class EmotionWord(models.TextChoices):
    """SPEC 4.2; the first eight are unpleasant, the last four pleasant."""

    TENSE = "tense", _("tense")
    WORRIED = "worried", _("worried")
    DOWN = "down", pgettext_lazy("emotion", "down")
    IRRITATED = "irritated", _("irritated")
    TIRED = "tired", _("tired")
    STRESSED = "stressed", _("stressed")
    RESTLESS = "restless", _("restless")
    LONELY = "lonely", _("lonely")
    CALM = "calm", pgettext_lazy("emotion", "calm")
    CONTENT = "content", pgettext_lazy("emotion", "content")
    ENERGETIC = "energetic", _("energetic")
    PROUD = "proud", _("proud")


class PainPlace(models.TextChoices):
    """Where it hurt; asked only once pain was opened (SPEC 8.1 G6)."""

    NECK = "neck", pgettext_lazy("place of pain", "Neck")
    SHOULDER = "shoulder", pgettext_lazy("place of pain", "Shoulder")
    ARM = "arm", pgettext_lazy("place of pain", "Arm or hand")
    CHEST = "chest", pgettext_lazy("place of pain", "Chest")
    BACK = "back", pgettext_lazy("place of pain", "Back")
    HIP = "hip", pgettext_lazy("place of pain", "Hip or groin")
    KNEE = "knee", pgettext_lazy("place of pain", "Knee")
    LEG = "leg", pgettext_lazy("place of pain", "Leg")
    FOOT = "foot", pgettext_lazy("place of pain", "Ankle or foot")
    ELSEWHERE = "elsewhere", pgettext_lazy("place of pain", "Elsewhere")


class TrainingSessionQuerySet(EntryQuerySet):
    def newest_first(self) -> "TrainingSessionQuerySet":
        return self.order_by("-started_at", "-id")


class TrainingSession(Entry):
    """One training session. Minutes counted by intensity stand on the row, set by the write that sets their grounds."""

    person = owner("training_sessions")
    started_at = models.DateTimeField()
    utc_offset = models.SmallIntegerField(default=0)  # minutes, at entry
    minutes = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=12, choices=Activity)
    title = models.CharField(max_length=120, blank=True)
    rpe = models.PositiveSmallIntegerField(null=True)
    talk_test = models.CharField(max_length=8, choices=Intensity, blank=True)
    emotion_word = models.CharField(max_length=10, choices=EmotionWord, blank=True)
    emotion_before = models.PositiveSmallIntegerField(null=True)
    emotion_after = models.PositiveSmallIntegerField(null=True)
    confidence_next = models.PositiveSmallIntegerField(null=True)
    emotion_after_at = models.DateTimeField(null=True)  # when it was rated: late from half an hour after the end on
    pain = models.PositiveSmallIntegerField(null=True)
    pain_place = models.CharField(max_length=10, choices=PainPlace, blank=True)
    pain_changes_movement = models.BooleanField(default=False)
    distance_m = models.PositiveIntegerField(null=True)
    avg_hr = models.PositiveSmallIntegerField(null=True)
    max_hr = models.PositiveSmallIntegerField(null=True)
    hr_light_min = models.PositiveSmallIntegerField(null=True)  # minutes by heart-rate zone, of samples or a watch
    hr_moderate_min = models.PositiveSmallIntegerField(null=True)
    hr_vigorous_min = models.PositiveSmallIntegerField(null=True)  # near the maximum counts here
    note = models.TextField(max_length=4000, blank=True)
    body_note = models.TextField(max_length=4000, blank=True)
    with_family = models.BooleanField(default=False)
    group = models.UUIDField(null=True)  # no key: groups are a layer above, and leaving one empties this
    planned_session = models.UUIDField(null=True)  # no key either: the task that it was started from
    intensity = models.CharField(max_length=8, choices=Intensity)
    moderate_minutes = models.PositiveSmallIntegerField(default=0)
    vigorous_minutes = models.PositiveSmallIntegerField(default=0)
    is_resistance = models.BooleanField(default=False)

    objects = TrainingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("training session")
        indexes = [
            models.Index(fields=["person", "started_at", "id"], name="session_person_started"),
            models.Index(fields=["person", "day"], name="session_person_day"),
        ]
        constraints = [
            in_range("minutes", 1, 900, name="session_minutes"),
            in_range("rpe", 0, 10, name="session_rpe"),
            in_range("emotion_before", 0, 10, name="session_emotion_before"),
            in_range("emotion_after", 0, 10, name="session_emotion_after"),
            in_range("confidence_next", 0, 10, name="session_confidence_next"),
            in_range("pain", 0, 10, name="session_pain"),
            in_range("distance_m", 0, 200_000, name="session_distance"),
            in_range("avg_hr", 30, 240, name="session_avg_hr"),
            in_range("max_hr", 30, 240, name="session_max_hr"),
            *[in_range(f"hr_{zone}_min", 0, 900, name=f"session_hr_{zone}") for zone in Intensity.values],
        ]

    @property
    def load(self) -> int | None:
        """Session load in arbitrary units, effort x minutes; None without effort (Foster 2001)."""
        return None if self.rpe is None else self.rpe * self.minutes

    @property
    def moderate_equivalent_minutes(self) -> int:
        """Moderate minutes plus twice the vigorous ones (WHO 2020)."""
        return self.moderate_minutes + 2 * self.vigorous_minutes

    @property
    def needs_care(self) -> bool:
        """Pain that asks to stop or to leave something out (SPEC 8.1 G6)."""
        return (self.pain or 0) >= PAIN_NEEDS_CARE_FROM or self.pain_changes_movement

    @property
    def emotion_change(self) -> emotion.Change | None:
        """The feeling before and after; None unless both were rated."""
        if not self.emotion_word or self.emotion_before is None or self.emotion_after is None:
            return None
        return emotion.Change(self.emotion_word, self.emotion_before, self.emotion_after)

    @property
    def is_emotion_late(self) -> bool:
        """Whether the feeling after was rated long after the end; False where nobody knows when."""
        at = self.emotion_after_at
        return at is not None and emotion.is_late(at, self.started_at, self.minutes)


class SetKind(models.TextChoices):
    WORKING = "working", pgettext_lazy("kind of set", "Working")
    WARMUP = "warmup", pgettext_lazy("kind of set", "Warm-up")
    DROP = "drop", pgettext_lazy("kind of set", "Drop")
    FAILURE = "failure", pgettext_lazy("kind of set", "Failure")
    ASSISTED = "assisted", pgettext_lazy("kind of set", "Assisted")


class TrainingSet(models.Model):
    """One set of one exercise; person and start are repeated from the session so that one index finds the last ones."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training_sets")
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="sets")
    started_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField()
    exercise = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=SetKind, default=SetKind.WORKING)
    reps = models.PositiveSmallIntegerField(null=True)
    load_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    seconds = models.PositiveSmallIntegerField(null=True)
    distance_m = models.PositiveIntegerField(null=True)
    rpe = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    pose_level = models.PositiveSmallIntegerField(null=True)
    superset = models.PositiveSmallIntegerField(null=True)  # exercises of a session with the same number alternate
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["person", "exercise", "-started_at"], name="set_person_exercise")]
        constraints = [
            in_range("reps", 0, 100, name="set_reps"),
            in_range("load_kg", 0, 500, name="set_load"),
            in_range("seconds", 1, 32_400, name="set_seconds"),
            in_range("distance_m", 0, 200_000, name="set_distance"),
            in_range("rpe", 5, 10, name="set_rpe"),
            in_range("pose_level", 1, 5, name="set_pose_level"),
        ]

    def __str__(self) -> str:
        return self.exercise


class OwnExercise(models.Model):
    """An exercise that a person added to the catalogue for themselves."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_exercises")
    slug = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    activity = models.CharField(max_length=12, choices=Activity, default=Activity.STRENGTH)
    pattern = models.CharField(max_length=12, default="other")
    unit = models.CharField(max_length=10, default="load")
    increment_kg = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    is_low_impact = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)  # not offered when an exercise is chosen; what was logged stays
    merged_into = models.CharField(max_length=60, blank=True)  # the slug that stands for this one since a merge
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "slug"], name="own_exercise_slug")]

    def __str__(self) -> str:
        return self.name


class ExerciseSetting(models.Model):
    """How one person does one exercise: the rest between sets, the empty bar of the plate calculator."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exercise_settings")
    exercise = models.CharField(max_length=60)
    rest_seconds = models.PositiveSmallIntegerField(null=True)
    bar_kg = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "exercise"], name="exercise_setting_once"),
            in_range("rest_seconds", 0, 1800, name="exercise_setting_rest"),
            in_range("bar_kg", 0, 100, name="exercise_setting_bar"),
        ]

    def __str__(self) -> str:
        return self.exercise


class SessionTemplate(models.Model):
    """A session to start from: activity, exercises in order, and sets as the API writes them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_templates")
    name = models.CharField(_("name"), max_length=80)
    activity = models.CharField(max_length=12, choices=Activity)
    minutes = models.PositiveSmallIntegerField(null=True)
    sets = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("session template")
        constraints = [in_range("minutes", 1, 900, name="session_template_minutes")]
        indexes = [models.Index(fields=["person", "created_at", "id"], name="template_person_created")]

    def __str__(self) -> str:
        return self.name


class UnfinishedSession(models.Model):
    """What stands in a session form that was not saved yet, for a reload, a killed tab or another device."""

    id = models.UUIDField(primary_key=True, editable=False)  # that of the session to be
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unfinished_sessions")
    data = models.JSONField(default=dict)  # the names and values of the form
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-updated_at"], name="unfinished_person")]

    def __str__(self) -> str:
        return "unfinished session"


class RestDay(Entry):
    """A day on which the person chose to rest."""

    person = owner("rest_days")
    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("rest day")
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="rest_day_once")]


class SmallWin(models.Model):
    """A fact of the log worth a pause. Rewritten whenever the log it rests on changes; the text is made on reading."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="small_wins")
    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="wins", null=True)
    day = models.DateField()
    rule = models.CharField(max_length=4)
    kind = models.CharField(max_length=5, default="fact")
    exercise = models.CharField(max_length=60, blank=True)
    old = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    new = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    extra = models.DecimalField(max_digits=9, decimal_places=2, null=True)  # the weight of SW02, the weeks of SW13
    priority = models.PositiveSmallIntegerField()
    is_dismissed = models.BooleanField(default=False)
    is_kept = models.BooleanField(default=False)
    is_shared: bool  # annotated by wins_log.with_shares

    class Meta:
        indexes = [models.Index(fields=["person", "day"], name="win_person_day")]

    def __str__(self) -> str:
        return self.rule
