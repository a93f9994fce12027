"""Programmes that a person or operator added, and the secret address of the calendar."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.uuid7 import uuid7


class OwnProgramme(models.Model):
    """A programme beside the shipped ones, held to the same rules; one without a person is the site's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="own_programmes"
    )
    name = models.CharField(_("name"), max_length=120)
    template = models.TextField()  # YAML, as plans/programmes/ writes one
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("own programme")
        indexes = [models.Index(fields=["person", "created_at", "id"], name="own_programme_person")]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """The secret of a person's calendar address; changing it ends the old address at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    secret_hash = models.CharField(max_length=64, unique=True)  # SHA-256
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return "calendar feed"
