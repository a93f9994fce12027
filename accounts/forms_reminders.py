"""The form of reminders: a switch for each kind, and its hour where it has one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import ReminderSetting, User
from accounts.reminders import USUAL_TIMES, Channel, Choice, Kind
from core.clocks import is_within
from core.forms import Switch, TimeInput

HELP = {
    Kind.PLAN_SESSION: _("On days with an open task, at this time."),
    Kind.COMEBACK: _("Seven days after your last entry, once more after 21, then silence until you are back."),
    Kind.LATE_VIGOROUS: _("Six hours before, when it would end within three hours of your usual bed time."),
    Kind.EMOTION_AFTER: _("Ten minutes after the planned end, if you rated how you felt before."),
    Kind.MEASUREMENT: _("At your own rhythm, unless you have measured by then."),
    Kind.MILESTONE: _("On the Sunday of weeks 4, 6 and 8."),
}
RHYTHMS = [(1, _("Every week")), (2, _("Every two weeks")), (4, _("Every four weeks")), (8, _("Every eight weeks"))]


class ReminderForm(forms.Form):
    """Everything is off until the person switches it on."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        rows = {row.kind: row for row in person.reminder_settings.all()}
        for kind in Kind:
            row = rows.get(kind) or ReminderSetting(kind=kind)
            self.fields[kind.value] = forms.BooleanField(
                label=kind.label,
                help_text=HELP[kind],
                required=False,
                widget=Switch,
                initial=row.channel == Channel.MAIL,
            )
            if kind in USUAL_TIMES:
                self.fields[f"{kind.value}_at"] = forms.TimeField(
                    label=_("Time"), required=False, widget=TimeInput, initial=row.at_time or USUAL_TIMES[kind]
                )
            if kind == Kind.MEASUREMENT:
                self.fields["measurement_weeks"] = forms.TypedChoiceField(
                    label=_("How often"), choices=RHYTHMS, coerce=int, initial=row.every_weeks, widget=forms.Select
                )

    def clean(self) -> dict[str, Any]:
        """A chosen hour may not lie in the quiet hours, in which nothing would ever come."""
        for kind, usual in USUAL_TIMES.items():
            at = self.cleaned_data.get(f"{kind.value}_at") or usual
            if self.cleaned_data.get(kind.value) and is_within(at, self.person.quiet_from, self.person.quiet_until):
                self.add_error(
                    f"{kind.value}_at", ValidationError(gettext("This lies in your quiet hours. Choose another time."))
                )
        return self.cleaned_data

    def chosen(self) -> dict[str, Choice]:
        """Every kind as it was set."""
        data = self.cleaned_data
        found = {}
        for kind in Kind:
            at = (data[f"{kind.value}_at"] or USUAL_TIMES[kind]) if kind in USUAL_TIMES else None
            weeks = data["measurement_weeks"] if kind == Kind.MEASUREMENT else 4
            found[kind.value] = Choice(Channel.MAIL if data[kind.value] else Channel.OFF, at, weeks)
        return found

    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each kind, for one card each."""
        return [[self[name] for name in self.fields if name.startswith(kind.value)] for kind in Kind]
