"""The form of reminders: for each kind how it comes, and its hours where it has any."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import ReminderSetting, User
from accounts.reminders import MAIL_PREFIX, ON_DEVICES, USUAL_TIMES, WITH_WEEKENDS, Channel, Choice, Kind
from core.clocks import is_within
from core.forms import Chips, TimeInput

HELP = {
    Kind.PLAN_SESSION: _("On days with an open task, at this time."),
    Kind.COMEBACK: _("Seven days after your last entry, once more after 21, then silence until you are back."),
    Kind.LATE_VIGOROUS: _("Six hours before, when it would end within three hours of your usual bed time."),
    Kind.EMOTION_AFTER: _("Ten minutes after the planned end, if you rated how you felt before."),
    Kind.MEASUREMENT: _("At your own rhythm, unless you have measured by then."),
    Kind.MILESTONE: _("On the Sunday of weeks 4, 6 and 8."),
}
RHYTHMS = [(1, _("Every week")), (2, _("Every two weeks")), (4, _("Every four weeks")), (8, _("Every eight weeks"))]


WEEKEND = "_weekend_at"


class ReminderForm(forms.Form):
    """Everything is off until the person chooses a way for it to come."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        rows = {row.kind: row for row in person.reminder_settings.all()}
        ways = self._ways()
        for kind in Kind:
            row = rows.get(kind) or ReminderSetting(kind=kind)
            way = ON_DEVICES if row.channel != Channel.OFF and self._is_pushed(kind) else row.channel
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, help_text=HELP[kind], required=False, widget=Chips, choices=ways, initial=way
            )
            self._add_hours(kind, row)

    def _ways(self) -> list[tuple[str, Any]]:
        """How a reminder may come; to devices once there is one."""
        has_devices = self.person.push_devices.exists() or any(map(self._is_pushed, Kind))
        return [*Channel.choices, (ON_DEVICES, _("On my devices"))] if has_devices else list(Channel.choices)

    def _is_pushed(self, kind: Kind) -> bool:
        return MAIL_PREFIX + kind in self.person.pushed_kinds

    def _add_hours(self, kind: Kind, row: ReminderSetting) -> None:
        """When it comes: an hour, another one on weekends, every so many weeks."""
        if kind in USUAL_TIMES:
            self.fields[f"{kind.value}_at"] = forms.TimeField(
                label=_("Time"), required=False, widget=TimeInput, initial=row.at_time or USUAL_TIMES[kind]
            )
        if kind in WITH_WEEKENDS:
            self.fields[kind.value + WEEKEND] = forms.TimeField(
                label=_("On weekends"), required=False, widget=TimeInput, initial=row.weekend_at
            )
        if kind == Kind.MEASUREMENT:
            self.fields["measurement_weeks"] = forms.TypedChoiceField(
                label=_("How often"), choices=RHYTHMS, coerce=int, initial=row.every_weeks, widget=forms.Select
            )

    def clean(self) -> dict[str, Any]:
        """A chosen hour may not lie in the quiet hours, in which nothing would ever come."""
        for kind, usual in USUAL_TIMES.items():
            hours = {f"{kind.value}_at": self.cleaned_data.get(f"{kind.value}_at") or usual}
            hours[kind.value + WEEKEND] = self.cleaned_data.get(kind.value + WEEKEND)
            is_on = self.cleaned_data.get(kind.value, "") not in ("", Channel.OFF)
            for name, at in hours.items():
                if is_on and at and is_within(at, self.person.quiet_from, self.person.quiet_until):
                    text = gettext("This lies in your quiet hours. Choose another time.")
                    self.add_error(name, ValidationError(text))
        return self.cleaned_data

    def chosen(self) -> dict[str, Choice]:
        """Every kind as it was set."""
        data = self.cleaned_data
        found = {}
        for kind, way in self.ways().items():
            at = (data[f"{kind}_at"] or USUAL_TIMES[Kind(kind)]) if kind in USUAL_TIMES else None
            weeks = data["measurement_weeks"] if kind == Kind.MEASUREMENT else 4
            channel = Channel.OFF if way == Channel.OFF else Channel.MAIL
            found[kind] = Choice(channel, at, weeks, data.get(kind + WEEKEND))
        return found

    def ways(self) -> dict[str, str]:
        """Off, by mail, or to devices, for every kind."""
        return {kind.value: self.cleaned_data[kind.value] or Channel.OFF for kind in Kind}

    def groups(self) -> list[tuple[forms.BoundField, list[forms.BoundField]]]:
        """Each kind and its hours, for one card each."""
        return [
            (self[kind.value], [self[name] for name in self.fields if name.startswith(f"{kind.value}_")])
            for kind in Kind
        ]
