"""Programmes that a coach offers to a group."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.uuid7 import uuid7
from groups.models.group import Group


class GroupProgramme(models.Model):
    """The text of a programme as it was when it was offered; a member who takes it gets a copy of their own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="programmes")
    name = models.CharField(_("name"), max_length=120)
    template = models.TextField()  # YAML, as plans/programmes/ writes one
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("programme of a group")
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="group_programme_once")]

    def __str__(self) -> str:
        return self.name
