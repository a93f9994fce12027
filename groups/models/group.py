"""Small groups: members, meetings, check-ins, encouragements, shared wins."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent
from accounts.validators import validate_line, validate_time_zone
from core.dates import Week, local_day
from core.uuid7 import uuid7
from groups import meeting_times


class Group(models.Model):
    """A few people who check in with each other, in the group's own time zone; a pair is a group of two.

    A pair within a group ends when one of the two leaves that group.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=60, validators=[validate_line])
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    created_at = models.DateTimeField(auto_now_add=True)
    invite_hash = models.CharField(max_length=64, blank=True, db_index=True)  # SHA-256 of the link's secret
    invite_expires_at = models.DateTimeField(null=True)
    is_pair = models.BooleanField(default=False)
    within = models.ForeignKey("self", on_delete=models.CASCADE, related_name="pairs", null=True)
    figure_due_at = models.DateTimeField(null=True)  # empty: nobody agreed to be counted
    figure_week = models.DateField(null=True)  # the Monday of the last week that was looked at; never looked at again
    figure_sessions = models.PositiveIntegerField(null=True)  # empty: no number may be shown for it

    class Meta:
        indexes = [
            models.Index(fields=["figure_due_at"], name="group_figure_due", condition=Q(figure_due_at__isnull=False))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def size_limit(self) -> int:
        """How many people may be in it."""
        return 2 if self.is_pair else settings.GROUP_SIZE_LIMIT

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime) -> date:
        """The date on the group's clock."""
        return local_day(now, self.zone)

    def week(self, now: datetime) -> Week:
        """The ISO week on the group's clock."""
        return Week.of(self.today(now))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def taking_part(self) -> "MembershipQuerySet":
        """Those whose person agrees to take part in groups now, and guests within their week."""
        return self.filter(is_consented(), is_no_guest() | Q(guest_until__gt=timezone.now()))

    def full(self) -> "MembershipQuerySet":
        """Those who take part and are no guests."""
        return self.taking_part().filter(is_no_guest())

    def with_consent(self) -> "MembershipQuerySet":
        """Each row says as `is_taking_part` whether its person agrees to take part."""
        return self.annotate(is_taking_part=is_consented())


def is_no_guest() -> Q:
    """Of a membership, that it does not end by itself."""
    return Q(guest_until=None)


def is_consented(path: str = "person", category: str = "social") -> Exists:
    """Whether the person at the end of `path` has an open consent, to groups if nothing else is said."""
    return Exists(Consent.objects.filter(person=OuterRef(path), category=category, withdrawn_at=None))


class Membership(models.Model):
    """A person in a group. Leaving deletes the row and all that it let others see."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        COACH = "coach", _("Coach")
        MEMBER = "member", _("Member")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=9, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)
    promise = models.CharField(max_length=280, blank=True, validators=[validate_line])  # in a pair: a sentence
    guest_until = models.DateTimeField(null=True, db_index=True)  # a guest looks in for a week
    counts_from = models.DateField(null=True)  # the Monday from which on their sessions are counted; empty: not at all
    counts_text = models.CharField(max_length=4, blank=True)  # the version of the text that they agreed to

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="membership_once")]

    def __str__(self) -> str:
        return self.role

    @property
    def is_organiser(self) -> bool:
        return self.role == self.Role.ORGANISER

    @property
    def is_guest(self) -> bool:
        return self.guest_until is not None

    @property
    def is_guest_week_over(self) -> bool:
        return self.guest_until is not None and self.guest_until <= timezone.now()


class MeetingSlotQuerySet(models.QuerySet["MeetingSlot"]):
    def with_reminder_due(self, now: datetime) -> "MeetingSlotQuerySet":
        """Those whose next meeting's reminders have to be written by `now`, longest due first."""
        return self.filter(next_reminder_at__lte=now).order_by("next_reminder_at")

    def with_morning_due(self, now: datetime) -> "MeetingSlotQuerySet":
        """Those after whose last meeting it is nine in the morning by `now`, longest due first."""
        return self.filter(next_morning_at__lte=now).order_by("next_morning_at")


class MeetingSlot(models.Model):
    """A weekly time at which the group meets, on the group's own clock.

    `next_meeting_at` is the first meeting whose reminders are not in the outbox yet, `next_reminder_at` when they have
    to be written: a good day before the meeting, since somebody's quiet hours may call for the evening before.
    `next_morning_at` is nine o'clock after a meeting, for the word of the morning after.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    time = models.TimeField(_("time"))
    title = models.CharField(_("title"), max_length=60, blank=True, validators=[validate_line])
    created_at = models.DateTimeField(auto_now_add=True)
    next_meeting_at = models.DateTimeField()
    next_reminder_at = models.DateTimeField(db_index=True)
    next_morning_at = models.DateTimeField(db_index=True)

    objects = MeetingSlotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "weekday", "time"], name="slot_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="slot_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.time}"

    @property
    def weekday_name(self) -> Any:
        """Its weekday in words."""
        return WEEKDAYS[self.weekday]

    def meeting_after(self, now: datetime) -> datetime:
        """The first meeting after `now`."""
        return meeting_times.meeting_after(now, self.group.zone, self.weekday, self.time)

    def meeting_before(self, now: datetime) -> datetime:
        """The last meeting that has begun by `now`."""
        return meeting_times.meeting_before(now, self.group.zone, self.weekday, self.time)

    def meeting_on(self, day: date) -> datetime:
        """The meeting of a day on the group's clock."""
        return meeting_times.instant(day, self.time, self.group.zone)

    def wait_for_meeting_after(self, now: datetime) -> None:
        """Turns to the first meeting after `now`; does not save."""
        self.next_meeting_at = self.meeting_after(now)
        self.next_reminder_at = meeting_times.written_from(self.next_meeting_at)

    def wait_for_morning_after(self, now: datetime) -> None:
        """Turns to the first nine o'clock after `now` that follows a day of meeting; does not save."""
        self.next_morning_at = meeting_times.morning_after(now, self.group.zone, self.weekday)

    def wait_anew(self, now: datetime) -> None:
        """For a new time: nobody is reminded or written to of a meeting before `now`; does not save."""
        self.wait_for_meeting_after(now)
        self.wait_for_morning_after(self.next_meeting_at)


class CheckIn(models.Model):
    """One answer: to a meeting before it, or for an ISO week."""

    class Answer(models.TextChoices):
        COMING = "coming", _("Coming")
        SHORT_VERSION = "short_version", _("Short version")
        NOT_TODAY = "not_today", _("Not today")
        MOVED = "moved", _("I moved")
        QUIET_WEEK = "quiet_week", _("Quiet week")
        NUDGE = "nudge", _("Could use a nudge")

    FOR_MEETING = (Answer.COMING, Answer.SHORT_VERSION, Answer.NOT_TODAY)
    FOR_WEEK = (Answer.MOVED, Answer.QUIET_WEEK, Answer.NUDGE)
    CALL_FOR_COMFORT = (Answer.NOT_TODAY, Answer.QUIET_WEEK, Answer.NUDGE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="check_ins")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="check_ins", null=True)
    day = models.DateField()  # the meeting's day, or the week's Monday, on the group's clock
    answer = models.CharField(max_length=13, choices=Answer)
    line = models.CharField(max_length=280, blank=True, validators=[validate_line])
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "slot", "day"], condition=Q(slot__isnull=False), name="check_in_meeting"
            ),
            models.UniqueConstraint(fields=["membership", "day"], condition=Q(slot__isnull=True), name="check_in_week"),
        ]

    def __str__(self) -> str:
        return self.answer


class Encouragement(models.Model):
    """A word from one member to another of the same group."""

    class Phrase(models.TextChoices):
        WELL_DONE = "well_done", _("Well done")
        THINKING_OF_YOU = "thinking_of_you", _("Thinking of you")
        OWN_WORDS = "own_words", _("Own words")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sender = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="sent_encouragements")
    receiver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="received_encouragements")
    phrase = models.CharField(max_length=15, choices=Phrase)
    line = models.CharField(max_length=280, blank=True, validators=[validate_line])
    day = models.DateField()  # on the group's clock
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "receiver", "phrase", "day"],
                condition=~Q(phrase="own_words"),
                name="encouragement_phrase_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase

    @property
    def words(self) -> Any:
        """What the receiver reads."""
        return self.line or self.get_phrase_display()


class SharedWin(models.Model):
    """A small win that its owner ticked to share with one group."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="shared_wins")
    win = models.ForeignKey("journal.SmallWin", on_delete=models.CASCADE, related_name="shares")
    shared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "win"], name="shared_win_once")]

    def __str__(self) -> str:
        return str(self.pk)
