"""The form after a training session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import RatingField
from journal.forms_training import WELLBEING, effort_field


class FinishForm(forms.Form):
    """What a person may say about a finished session; all of it optional."""

    mark_optional = False
    emotion_after = RatingField(
        label=_("How strong is the feeling now?"), low=_("not at all"), high=_("as strong as it gets")
    )
    rpe = effort_field()
    confidence_next = RatingField(
        label=_("How sure are you that the next session will happen?"), low=_("not at all"), high=_("quite sure")
    )
    note = forms.CharField(
        label=_("One line, only if you want"),
        max_length=4000,
        required=False,
        widget=forms.TextInput({"placeholder": _("What went a little better today?"), "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, has_before: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        hidden = () if person.has_consent("wellbeing") else WELLBEING
        for name in {*hidden, *(() if has_before else ("emotion_after",))} & self.fields.keys():
            del self.fields[name]
