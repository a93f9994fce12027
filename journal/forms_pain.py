"""Pain, for the form of a session and the one after it: asked only when a person opens it (SPEC 8.1 G6)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Chips, RatingField, Switch
from journal.models import PainPlace

CARE = _("Stop, or leave out what hurts. See a professional if it lasts more than 7 days, or if it hurts at night.")
"""What is said at once of pain from 4 on, or of pain that changes the movement."""


class PainFields(forms.Form):
    """How much, where, and whether it changed the movement."""

    pain = RatingField(label=_("Pain"), low=_("none"), high=_("the worst"))
    pain_place = forms.ChoiceField(
        label=_("Where?"), choices=[("", _("Not said")), *PainPlace.choices], required=False, widget=Chips
    )
    pain_changes_movement = forms.BooleanField(label=_("It changed how I moved"), required=False, widget=Switch)
