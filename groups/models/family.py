"""One activity a week with the family: a link for a relative without an account, and their ticks."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_line
from core.uuid7 import uuid7


class FamilyLink(models.Model):
    """What the page behind the link shows is `shown_name` and `title`; whose link it is, its owner alone reads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="family_links")
    shown_name = models.CharField(_("your first name"), max_length=30, validators=[validate_line])
    title = models.CharField(_("what you do together"), max_length=60, validators=[validate_line])
    relative = models.CharField(_("for whom"), max_length=30, validators=[validate_line])
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)

    def is_open(self, now: datetime) -> bool:
        """Whether the link still leads somewhere."""
        return now < self.expires_at


class FamilyTick(models.Model):
    """A relative ticked the activity of a week; the week is the member's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    link = models.ForeignKey(FamilyLink, on_delete=models.CASCADE, related_name="ticks")
    monday = models.DateField()
    ticked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "monday"], name="family_tick_once_a_week")]

    def __str__(self) -> str:
        return str(self.monday)
