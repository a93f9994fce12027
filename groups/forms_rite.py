"""The forms of what members do for each other: help, promises, breaks, the family's activity, a friendly group."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_line
from core.forms import DateInput
from groups.access import Circle
from groups.forms import is_open_meeting
from groups.models import Break, Distance, FamilyLink, MeetingSlot, Offer

LONGEST_BREAK = timedelta(days=365)


class LineForm(forms.Form):
    """One line of somebody's own words."""

    line = forms.CharField(max_length=280, validators=[validate_line])


class ReasonForm(forms.Form):
    """Why something is reported, if they like."""

    reason = forms.CharField(max_length=280, required=False, validators=[validate_line])


class DistanceForm(forms.Form):
    """How far away somebody should be; empty for not at all."""

    kind = forms.ChoiceField(choices=[("", ""), *Distance.Kind.choices], required=False)


class PromiseForm(forms.Form):
    """The sentence that each of a pair promises the other."""

    promise = forms.CharField(
        label=_("Your promise, in one sentence"),
        help_text=_("Small enough to keep, such as: I write to you every Thursday evening."),
        max_length=280,
        validators=[validate_line],
    )


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]
    """Help with a meeting that is still to come; own words need words."""

    class Meta:
        model = Offer
        fields = ["slot", "day", "kind", "line"]

    def __init__(self, data: Any, *, circle: Circle, now: datetime) -> None:
        """Only for the group's own meetings."""
        super().__init__(data)
        self.now = now
        self.fields["slot"].queryset = circle.group.slots.select_related("group")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuses a day without a meeting, and own words without any."""
        values: Any = super().clean() or self.cleaned_data
        if self.errors:
            return values  # type: ignore[no-any-return]
        for field, problem in offer_problems(self.now, **values).items():
            self.add_error(field, problem)
        is_own = values["kind"] == Offer.Kind.OWN_WORDS
        return values if is_own else values | {"line": ""}


def offer_problems(now: datetime, *, slot: MeetingSlot, day: Any, kind: str, line: str) -> dict[str, Any]:
    """What is wrong with an offer, by field."""
    if not is_open_meeting(slot, day, now):
        return {"day": _("The group does not meet on this day, or the meeting is over.")}
    return {"line": _("Write a few words.")} if kind == Offer.Kind.OWN_WORDS and not line else {}


class BreakForm(forms.ModelForm):  # type: ignore[type-arg]
    """First and last day of holidays, or of days of one's own."""

    class Meta:
        model = Break
        fields = ["starts_on", "ends_on"]
        widgets = {"starts_on": DateInput, "ends_on": DateInput}

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and not more than a year after."""
        values: Any = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and not first <= last <= first + LONGEST_BREAK:
            self.add_error("ends_on", _("Use a day from the first on, within a year."))
        return values  # type: ignore[no-any-return]


class FamilyForm(forms.ModelForm):  # type: ignore[type-arg]
    """An activity and whom it is done with."""

    class Meta:
        model = FamilyLink
        fields = ["title", "relative", "shown_name"]
        labels = {
            "title": _("What you do together"),
            "relative": _("Who gets the link"),
            "shown_name": _("Your first name on their page"),
        }
        help_texts = {
            "title": _("Something gentle, such as a walk in the woods."),
            "relative": _("For you alone; it is not on their page."),
        }
