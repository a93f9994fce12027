"""Small groups: members, meetings, check-ins, encouragements, shared wins."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.uuid7 import uuid7


class Group(models.Model):
    """A few people who check in with each other, in the group's own time zone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=60)
    time_zone = models.CharField(_("time zone"), max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    invite_hash = models.CharField(max_length=64, blank=True, db_index=True)  # SHA-256 of the link's secret
    invite_expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="membership_once")]

    def __str__(self) -> str:
        return self.role


class MeetingSlot(models.Model):
    """A weekly time at which the group meets, on the group's own clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    time = models.TimeField(_("time"))
    title = models.CharField(_("title"), max_length=60, blank=True)
    next_meeting_at = models.DateTimeField()
    next_reminder_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "weekday", "time"], name="slot_once"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="slot_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.time}"


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

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="check_ins")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="check_ins", null=True)
    day = models.DateField()  # the meeting's day, or the week's Monday, on the group's clock
    answer = models.CharField(max_length=13, choices=Answer)
    line = models.CharField(max_length=280, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "slot", "day"], condition=models.Q(slot__isnull=False), name="check_in_meeting"
            ),
            models.UniqueConstraint(
                fields=["membership", "day"], condition=models.Q(slot__isnull=True), name="check_in_week"
            ),
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
    line = models.CharField(max_length=280, blank=True)
    day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "receiver", "phrase", "day"],
                condition=~models.Q(phrase="own_words"),
                name="encouragement_phrase_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase


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


class Meeting(models.Model):
    """One meeting whose reminder was handled: what makes the reminder happen once, whoever asks."""

    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "starts_at"], name="meeting_once")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"

    def is_over(self, now: datetime) -> bool:
        return self.starts_at < now
