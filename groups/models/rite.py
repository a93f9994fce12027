"""What members do for each other around a meeting: being there, help that somebody offers, times of rest."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_line
from core.uuid7 import uuid7
from groups.models.group import Group, MeetingSlot, Membership


class Presence(models.Model):
    """Somebody was at a meeting: said by themselves, or ticked by one who was there too.

    A tick of another person is shown to that person alone until they have said so themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="presences")
    day = models.DateField()  # the meeting's, on the group's clock
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="presences")
    said_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="sightings")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slot", "day", "member", "said_by"], name="presence_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Offer(models.Model):
    """Help with a meeting, which the group sees until its owner takes it back."""

    class Kind(models.TextChoices):
        DRIVE = "drive", _("I drive")
        MATS = "mats", _("I bring the mats")
        OWN_WORDS = "own_words", _("Own words")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="help_offers")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="help_offers")
    day = models.DateField()  # the meeting's, on the group's clock
    kind = models.CharField(max_length=9, choices=Kind)
    line = models.CharField(max_length=280, blank=True, validators=[validate_line])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "slot", "day", "kind"],
                condition=~Q(kind="own_words"),
                name="offer_kind_once_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def at(self) -> datetime:
        """The meeting's instant."""
        return self.slot.meeting_on(self.day)

    @property
    def words(self) -> str:
        """What the group reads."""
        return self.line or str(self.get_kind_display())


class BreakQuerySet(models.QuerySet["Break"]):
    def within(self, first: date, last: date) -> "BreakQuerySet":
        """Those that have a day in common with the days from `first` to `last`."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Break(models.Model):
    """Days without reminders, first and last included: holidays of a group, or one member's own, who alone sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="breaks")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="breaks", null=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    objects = BreakQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="break_order")]

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"


class PairRequest(models.Model):
    """A pair within a group that waits for the other's sentence; gone once it is answered."""

    pair = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="request", primary_key=True)
    asked = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pair_requests")
    sender = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="sent_pair_requests")

    def __str__(self) -> str:
        return str(self.pk)
