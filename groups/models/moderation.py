"""What keeps a group friendly: distance from a person, a word to whose post was removed, reports to the operator."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_line
from core.uuid7 import uuid7
from groups.models.group import Membership
from groups.models.messages import LONGEST_MESSAGE


class Distance(models.Model):
    """A person who wants to read nothing of another one (mute), or neither to be read by them (block).

    Holds in every group that both are in, and the other person is not told.
    """

    class Kind(models.TextChoices):
        MUTE = "mute", _("Muted")
        BLOCK = "block", _("Blocked")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="distances")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "other"], name="distance_once")]

    def __str__(self) -> str:
        return self.kind


class PostKind(models.TextChoices):
    """What a member wrote."""

    CHECK_IN = "check_in", _("Line of a check-in")
    ENCOURAGEMENT = "encouragement", _("Encouragement")
    OFFER = "offer", _("Offer of help")
    MESSAGE = "message", _("Message")


class Removal(models.Model):
    """What an organiser tells the writer of a post that was removed; gone once it was read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="removals")
    kind = models.CharField(max_length=13, choices=PostKind)
    note = models.CharField(max_length=280, validators=[validate_line])
    removed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.kind


class Report(models.Model):
    """A post, or a message by its receiver, as it read when it was reported to the operator of the site."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=13, choices=PostKind)
    post = models.UUIDField()  # no key: the post may be removed meanwhile
    text = models.CharField(_("text"), max_length=LONGEST_MESSAGE)
    reason = models.CharField(_("reason"), max_length=280, blank=True, validators=[validate_line])
    reported_at = models.DateTimeField(_("reported"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reporter", "post"], name="report_once")]
        verbose_name, verbose_name_plural = _("report"), _("reports")

    def __str__(self) -> str:
        return str(self.pk)
