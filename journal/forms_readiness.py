"""The seven readiness questions in our own words (SPEC 8.2). The answers leave this form only as one yes or no."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import Chips

QUESTIONS = (
    _("Has a doctor ever told you of a heart problem or high blood pressure?"),
    _("Do you get pain or pressure in the chest, at rest or when active?"),
    _("Have you fainted or lost balance from dizziness in the last 12 months?"),
    _("Do you have another long-term illness or take regular medicine for one?"),
    _("Is there a bone, joint or muscle problem that activity could make worse?"),
    _("Has anyone medically trained said you should be active only under supervision?"),
    _("Are you pregnant or did you give birth in the last 12 weeks?"),
)
ANSWERS = [("no", pgettext_lazy("answer", "No")), ("yes", pgettext_lazy("answer", "Yes"))]


class ReadinessForm(forms.Form):
    """Yes or no to each question, nothing chosen beforehand, all of them needed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, question in enumerate(QUESTIONS, 1):
            missing = {"required": _("Please choose yes or no.")}
            field = forms.ChoiceField(label=question, choices=ANSWERS, widget=Chips, error_messages=missing)
            self.fields[f"question_{number}"] = field

    def has_some_yes(self) -> bool:
        """All that is kept of the answers."""
        return "yes" in self.cleaned_data.values()


class TalkedForm(forms.Form):
    """The tick that opens programmes with vigorous parts after some yes."""

    has_talked = forms.BooleanField(label=_("I have talked to a professional about this"))
