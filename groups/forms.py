"""The forms of groups: founding, meetings, check-ins, encouragements."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import WEEKDAYS, ZoneField
from core.forms import Chips, TimeInput
from groups.access import Circle
from groups.models import CheckIn, Encouragement, Group, MeetingSlot, Membership


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name and the clock that meetings follow."""

    time_zone = ZoneField(help_text=_("Meetings follow this clock, wherever members are."))

    class Meta:
        model = Group
        fields = ["name", "time_zone"]
        labels = {"name": _("Name of the group")}


class SlotForm(forms.ModelForm):  # type: ignore[type-arg]
    """A weekly meeting."""

    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=WEEKDAYS, coerce=int, widget=Chips)
    time = forms.TimeField(label=_("Time"), widget=TimeInput)

    class Meta:
        model = MeetingSlot
        fields = ["weekday", "time", "title"]
        labels = {"title": _("What you do there")}

    def clean(self) -> dict[str, Any]:
        """A group meets once at the same time."""
        values: Any = super().clean() or self.cleaned_data
        twins = MeetingSlot.objects.filter(
            group=self.instance.group_id, weekday=values.get("weekday"), time=values.get("time")
        )
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("time", _("The group meets at this time already."))
        return values


class CheckInForm(forms.ModelForm):  # type: ignore[type-arg]
    """An answer to a meeting that is still to come, or for this week; `id` names a new one."""

    id = forms.UUIDField(required=False)

    class Meta:
        model = CheckIn
        fields = ["slot", "day", "answer", "line"]

    def __init__(self, data: Any, *, circle: Circle, now: datetime) -> None:
        """Only the group's own meetings can be answered."""
        super().__init__(data)
        self.circle, self.now = circle, now
        self.fields["slot"].queryset = circle.group.slots.select_related("group")  # type: ignore[attr-defined]
        self.fields["slot"].required = False

    def clean(self) -> dict[str, Any]:
        """Refuses an answer that does not belong to the question."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for field, problem in problems(self.circle.group, self.now, values).items():
                self.add_error(field, problem)
        return values


def problems(group: Group, now: datetime, values: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with an answer, by field: its day, or a word that belongs to the other question."""
    slot, day, answer = values.get("slot"), values["day"], values["answer"]
    if answer not in (CheckIn.FOR_MEETING if slot else CheckIn.FOR_WEEK):
        return {"answer": _("This answer belongs to another question.")}
    if slot and not is_open_meeting(slot, day, now):
        return {"day": _("The group does not meet on this day, or the meeting is over.")}
    monday = group.week(now).monday
    if not slot and day not in {monday, monday - timedelta(days=7)}:
        return {"day": _("Use the Monday of this week or of the last.")}
    return {}


def is_open_meeting(slot: MeetingSlot, day: date, now: datetime) -> bool:
    """Whether this is one of the slot's meetings of the next two weeks."""
    if day.weekday() != slot.weekday or not date.min < day < date.max:
        return False
    return now < slot.meeting_on(day) <= now + timedelta(days=14)


class EncouragementForm(forms.ModelForm):  # type: ignore[type-arg]
    """One of two phrases, or a line of one's own."""

    class Meta:
        model = Encouragement
        fields = ["phrase", "line"]

    def clean(self) -> dict[str, Any]:
        """Own words need words; a phrase stands for itself."""
        values = super().clean() or self.cleaned_data
        is_own = values.get("phrase") == Encouragement.Phrase.OWN_WORDS
        if is_own and not values.get("line") and "line" not in self.errors:
            self.add_error("line", _("Write a few words."))
        return values if is_own else values | {"line": ""}


class RoleForm(forms.Form):
    """What somebody does in the group."""

    role = forms.ChoiceField(choices=Membership.Role.choices)
