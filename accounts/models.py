"""People, what they consented to, and the tokens of their scripts."""

from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.validators import validate_line, validate_time_zone
from core.compiled import Compiled
from core.dates import local_day
from core.uuid7 import uuid7


class UserQuerySet(models.QuerySet["User"]):
    def with_review_due(self, now: datetime) -> "UserQuerySet":
        """Those whose weekly review should be written by `now`, longest due first."""
        return self.filter(next_review_at__lte=now, is_active=True).order_by("next_review_at")

    def with_digest_due(self, now: datetime) -> "UserQuerySet":
        """Coaches whose weekly digest should be written by `now`, longest due first."""
        return self.filter(next_digest_at__lte=now, is_active=True).order_by("next_digest_at")

    def with_support_check_due(self, now: datetime) -> "UserQuerySet":
        """Those whose entries should be looked at for a support card by `now`, longest due first."""
        return self.filter(next_support_check_at__lte=now, is_active=True).order_by("next_support_check_at")


class UserManager(BaseUserManager["User"]):
    """Creates people by e-mail address."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get(self, *args: Any, **kwargs: Any) -> "User":
        """As every manager's; by `pk` alone, the way every request finds its person, with a statement written once."""
        if args or kwargs.keys() != {"pk"}:
            return super().get(*args, **kwargs)
        person: User | None = BY_KEY.first(key=kwargs["pk"])
        if person is None:
            raise self.model.DoesNotExist
        return person

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person; without a password they sign in by a code sent to them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An operator of the site."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, with the preferences that shape every page and mail."""

    class Units(models.TextChoices):
        METRIC = "metric", _("Metric (kg, km)")
        IMPERIAL = "imperial", _("Imperial (lb, mi)")

    class LoadUnit(models.TextChoices):
        LIKE_UNITS = "", _("Like the units")
        KG = "kg", _("Kilograms")
        LB = "lb", _("Pounds")
        JIN = "jin", _("Jin (half a kilogram)")

    class SetEffort(models.TextChoices):
        RPE = "rpe", _("Effort of a set (RPE)")
        RIR = "rir", _("Repetitions in reserve")

    class PressureScheme(models.TextChoices):
        """Whose classes of blood pressure are shown (SPEC 2.6)."""

        BY_REGION = "", _("By region")
        ESC = "esc", "ESC 2024"
        AHA = "aha", "AHA/ACC 2025"
        CHINA = "china", _("China")

    class MailLevel(models.TextChoices):
        FACTS = "facts", _("Training facts")
        LINK = "link", _("Link only")
        OFF = "off", _("Off")

    class Theme(models.TextChoices):
        AUTO = "auto", _("Like the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class TextSize(models.TextChoices):
        NORMAL = "normal", _("Normal")
        LARGE = "large", _("Large")

    class Motion(models.TextChoices):
        AUTO = "auto", _("Like the device")
        LESS = "less", _("Less motion")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=60, blank=True, validators=[validate_line])
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    language = models.CharField(
        _("language"), max_length=10, choices=[("en", "English"), ("zh-hans", "简体中文")], default="en"
    )
    units = models.CharField(_("units"), max_length=10, choices=Units, default=Units.METRIC)
    load_unit = models.CharField(_("unit of weights"), max_length=3, choices=LoadUnit, blank=True)
    set_effort = models.CharField(_("effort of a set"), max_length=3, choices=SetEffort, default=SetEffort.RPE)
    rest_seconds = models.PositiveSmallIntegerField(_("rest between sets, seconds"), default=90)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    uses_heart_rate = models.BooleanField(_("heart-rate zones"), default=True)
    max_heart_rate = models.PositiveSmallIntegerField(_("highest measured heart rate"), null=True, blank=True)
    height_cm = models.PositiveSmallIntegerField(_("height, cm"), null=True, blank=True)
    body_kinds = models.JSONField(default=list, blank=True)  # kinds of measurement that are switched on
    pressure_scheme = models.CharField(_("classes of blood pressure"), max_length=5, choices=PressureScheme, blank=True)
    usual_bed_time = models.TimeField(_("usual bed time"), null=True, blank=True)
    usual_rise_time = models.TimeField(_("usual rise time"), null=True, blank=True)
    review_weekday = models.PositiveSmallIntegerField(_("day of the weekly review"), default=0)
    review_time = models.TimeField(_("time of the weekly review"), default=time(7, 30))
    mail_level = models.CharField(_("weekly mail"), max_length=10, choices=MailLevel, default=MailLevel.FACTS)
    has_checkin_reminders = models.BooleanField(_("reminders before a group meeting"), default=True)
    has_message_mails = models.BooleanField(_("a mail when somebody wrote"), default=True)
    pushed_kinds = models.JSONField(default=list, blank=True)  # kinds of mail that go to their devices instead
    quiet_from = models.TimeField(_("quiet from"), default=time(21, 30))
    quiet_until = models.TimeField(_("quiet until"), default=time(7, 30))
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme, default=Theme.AUTO)
    text_size = models.CharField(_("text size"), max_length=6, choices=TextSize, default=TextSize.NORMAL)
    motion = models.CharField(_("motion"), max_length=4, choices=Motion, default=Motion.AUTO)
    hides_numbers = models.BooleanField(_("words in the place of mood numbers"), default=False)
    help_contact = models.TextField(blank=True)  # somebody they trust: a name, a line break, a number
    next_review_at = models.DateTimeField(null=True, blank=True)
    next_support_check_at = models.DateTimeField(null=True, blank=True)  # empty: nothing that a card could come from
    is_coach = models.BooleanField(default=False)  # in a group at least; kept by groups, read by the navigation
    has_coach_digest = models.BooleanField(_("a weekly mail about your groups"), default=True)
    has_grant_questions = models.BooleanField(_("a question before something you share ends"), default=True)
    next_digest_at = models.DateTimeField(null=True, blank=True)  # empty for whoever coaches nobody
    is_sixteen = models.BooleanField(default=False)
    is_welcomed = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)  # made to look around with: gets no mail outside development
    mail_failures = models.PositiveSmallIntegerField(default=0)
    unread_messages = models.PositiveIntegerField(default=0)  # counted at each write, so that pages need not ask
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(review_weekday__lte=6), name="user_review_weekday"),
            models.CheckConstraint(condition=models.Q(rest_seconds__lte=1800), name="user_rest_seconds"),
        ]
        indexes = [
            models.Index(
                fields=["next_review_at"], name="user_review_due", condition=models.Q(next_review_at__isnull=False)
            ),
            models.Index(
                fields=["next_support_check_at"],
                name="user_support_check_due",
                condition=models.Q(next_support_check_at__isnull=False),
            ),
            models.Index(
                fields=["next_digest_at"], name="user_digest_due", condition=models.Q(next_digest_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The person's own time zone."""
        return ZoneInfo(self.time_zone)

    def local_now(self) -> datetime:
        """This instant on the person's clock."""
        return timezone.now().astimezone(self.zone)

    def today(self) -> date:
        """The person's local date."""
        return local_day(timezone.now(), self.zone)

    @property
    def name(self) -> str:
        """What others may call them: the display name, else the part before the @."""
        return self.display_name or self.email.partition("@")[0]

    @property
    def has_unread_messages(self) -> bool:
        return self.unread_messages > 0

    @cached_property
    def consent_categories(self) -> frozenset[str]:
        """The categories of data this person has agreed to and not withdrawn (one query a request)."""
        return frozenset(category for (category,) in OPEN_CONSENTS.rows(person=self.pk))

    def forget_consents(self) -> None:
        """Makes the next question about a consent ask the database again."""
        self.__dict__.pop("consent_categories", None)

    def has_consent(self, category: str) -> bool:
        """Whether data of `category` may be stored for this person."""
        return category in self.consent_categories


class Consent(models.Model):
    """A receipt: who agreed to what text, when, and when it was withdrawn."""

    class Category(models.TextChoices):
        TRAINING = "training", _("Training")
        WELLBEING = "wellbeing", _("Well-being")
        SLEEP = "sleep", _("Sleep")
        BODY = "body", _("Body")
        SOCIAL = "social", _("Groups")
        POOL = "pool", _("Pooled summary")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    category = models.CharField(max_length=10, choices=Category)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"], condition=models.Q(withdrawn_at=None), name="consent_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.category


BY_KEY = Compiled(lambda key: User.objects.filter(pk=key), key=models.UUIDField())
OPEN_CONSENTS = Compiled(
    lambda person: Consent.objects.filter(person=person, withdrawn_at=None).values_list("category"),
    person=models.UUIDField(),
)


class ApiToken(models.Model):
    """A key for a person's own scripts; only its SHA-256 is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)  # empty: everything; else of accounts.tokens.SCOPES
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class ReminderSettingQuerySet(models.QuerySet["ReminderSetting"]):
    def due(self, now: datetime) -> "ReminderSettingQuerySet":
        """Those whose time has come, longest due first."""
        return self.filter(next_at__lte=now, person__is_active=True).order_by("next_at")


class ReminderSetting(models.Model):
    """Whether and when a person wants one kind of reminder; no row is off."""

    class Kind(models.TextChoices):
        PLAN_SESSION = "plan_session", _("Today's task")
        COMEBACK = "comeback", _("A word after a quiet time")
        LATE_VIGOROUS = "late_vigorous", _("Before a hard session late in the day")
        EMOTION_AFTER = "emotion_after", _("The note after a session")
        MEASUREMENT = "measurement", _("A measurement")
        MILESTONE = "milestone", _("A look back at your plan")

    class Channel(models.TextChoices):
        OFF = "off", pgettext_lazy("reminder", "Off")
        MAIL = "mail", pgettext_lazy("reminder", "By mail")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reminder_settings")
    kind = models.CharField(max_length=15, choices=Kind)
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.OFF)
    at_time = models.TimeField(null=True)  # on the person's clock; empty for kinds that follow a session's hour
    weekend_at = models.TimeField(null=True)  # on Saturdays and Sundays instead; empty: the same time
    every_weeks = models.PositiveSmallIntegerField(default=4)  # of the measurement
    next_at = models.DateTimeField(null=True)  # when it is looked at again; empty while it is off

    objects = ReminderSettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="reminder_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(every_weeks__gte=1, every_weeks__lte=12), name="reminder_every_weeks"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="reminder_due", condition=models.Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.kind


class SiteCount(models.Model):
    """How often something happened on the whole site in one week: a number for the operator, nobody's row."""

    class Name(models.TextChoices):
        SHEET_LEFT = "sheet-left"  # a questionnaire that was begun and not finished within its week
        REMINDER_STOPPED = "reminder-stopped"

    name = models.CharField(max_length=20, choices=Name)
    week = models.DateField()  # its Monday, UTC
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "week"], name="site_count_once")]

    def __str__(self) -> str:
        return self.name
