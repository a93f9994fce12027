"""The form of a pause."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Chips, ChipsMultiple, DateInput
from core.uuid7 import uuid7
from journal.models import Pause


class PauseForm(forms.Form):
    """Why, from when, until when; symptoms only for an illness, and only with the consent to well-being."""

    id = forms.UUIDField(widget=forms.HiddenInput)  # pressed twice it is one pause
    reason = forms.ChoiceField(label=_("What is it?"), choices=Pause.Reason.choices, widget=Chips)
    symptoms = forms.MultipleChoiceField(
        label=_("What do you have?"), choices=Pause.Symptom.choices, widget=ChipsMultiple, required=False
    )
    day = forms.DateField(label=_("First day"), widget=DateInput)
    ended_on = forms.DateField(label=_("Last day"), widget=DateInput, required=False)

    def __init__(self, *args: Any, may_tell_symptoms: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_tell_symptoms:
            del self.fields["symptoms"]

    def data_to_save(self, existing: Pause | None) -> dict[str, Any]:
        """The body that is written; symptoms that may not be told stay as they were."""
        data = {name: self.cleaned_data[name] for name in ("reason", "day", "ended_on")}
        kept = existing.symptoms if existing else []
        is_ill = data["reason"] == Pause.Reason.ILLNESS
        return data | {"symptoms": self.cleaned_data.get("symptoms", kept) if is_ill else []}


def first_values(person: Any, reason: str) -> dict[str, Any]:
    """A pause that begins today."""
    return {"id": uuid7(), "reason": reason if reason in Pause.Reason else None, "day": person.today()}


def values_of(pause: Pause) -> dict[str, Any]:
    """A stored pause as the form shows it."""
    return {
        "id": pause.pk,
        "reason": pause.reason,
        "symptoms": pause.symptoms,
        "day": pause.day,
        "ended_on": pause.ended_on,
    }
