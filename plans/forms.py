"""The weekly target as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ChipsMultiple, Stepper
from plans.models import WeeklyTarget
from plans.target_kinds import MOST_SESSIONS

WEEKDAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]


class WeeklyTargetForm(forms.Form):
    """How many sessions, on which days, and one if-then sentence."""

    target = forms.IntegerField(
        label=_("Sessions a week"),
        min_value=0,
        max_value=MOST_SESSIONS,
        help_text=_("Start with two. Small enough to finish is the point; 0 switches the target off."),
        widget=Stepper(attrs={"min": 0, "max": MOST_SESSIONS, "inputmode": "numeric"}),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On which days"), choices=WEEKDAYS, required=False, widget=ChipsMultiple
    )
    if_then = forms.CharField(
        label=_("If-then sentence"),
        required=False,
        max_length=300,
        help_text=_("For example: if it is Tuesday 18:30, then I put on my shoes and walk ten minutes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_weekdays(self) -> list[int]:
        """Weekdays as numbers, 0 Monday to 6 Sunday."""
        return sorted(int(day) for day in self.cleaned_data["weekdays"])

    @classmethod
    def for_target(cls, target: WeeklyTarget | None) -> "WeeklyTargetForm":
        """Filled with what holds now, or with a gentle start."""
        if target is None:
            return cls(initial={"target": 2})
        days = [str(day) for day in target.weekdays]
        return cls(initial={"target": target.target, "weekdays": days, "if_then": target.if_then})

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("target", "weekdays", "if_then")}
