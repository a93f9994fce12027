"""One measurement; blood pressure has three numbers, everything else a value and a unit."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.dates import at_offset
from core.forms import Chips, DateTimeInput
from journal.load_units import UNIT_WORDS
from journal.measurement_words import in_unit, shown_unit
from journal.models import Measurement
from journal.units import BLOOD_PRESSURE, KINDS

HOW: dict[str, str | Promise] = {
    "blood_pressure": _("Sit for 5 minutes, arm at heart height. Two readings, a minute apart."),
    "waist": _("Midway between the lowest rib and the hip bone, standing, at the end of a normal breath out."),
    "body_fat": _("Same device, same time of day. The device itself is off by several points."),
    "resting_hr": _("On waking, still lying."),
    "weight": _("Weight moves by a kilogram and more within days; only weeks say something."),
    "steps": _("The steps of one whole day."),
    "hs_crp": _("A single value moves a lot between months. In mg/L: 1 mg/dL is 10 mg/L."),
    "il6": _("Laboratories differ, and a hard session raises it for hours."),
}


def whole(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))


class MeasurementForm(forms.Form):
    """The fields of one kind; ranges are the action's to check."""

    measured_at = forms.DateTimeField(label=_("When"), widget=DateTimeInput)

    def __init__(self, *args: Any, kind: str, units: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        when = self.fields.pop("measured_at")
        if kind == BLOOD_PRESSURE:
            self.fields["systolic"] = whole(_("Upper value, mmHg"))
            self.fields["diastolic"] = whole(_("Lower value, mmHg"))
            self.fields["pulse"] = whole(_("Pulse, beats a minute"), required=False)
        else:
            self._add_value(kind, units)
        self.fields["measured_at"] = when

    def _add_value(self, kind: str, units: str) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "decimal" if KINDS[kind].digits else "numeric", "autocomplete": "off"}
        )
        self.fields["value"] = forms.DecimalField(label=_("Value"), localize=False, widget=widget)
        names = KINDS[kind].units
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"),
            choices=[(name, UNIT_WORDS.get(name, name)) for name in names],
            initial=shown_unit(kind, units),
            widget=Chips if len(names) > 1 else forms.HiddenInput,
        )

    def clean_measured_at(self) -> datetime:
        measured_at: datetime = self.cleaned_data["measured_at"]
        if measured_at > timezone.now() + timedelta(minutes=10):
            raise forms.ValidationError(_("This time is still to come."), code="future")
        return measured_at

    def data_to_save(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.cleaned_data}


def initial_of(row: Measurement, units: str) -> dict[str, Any]:
    """A stored measurement as the form's first values, in the person's unit."""
    values: dict[str, Any] = {"measured_at": at_offset(row.measured_at, row.utc_offset).replace(tzinfo=None)}
    if row.kind == BLOOD_PRESSURE or row.value is None:
        return values | {name: getattr(row, name) for name in ("systolic", "diastolic", "pulse")}
    unit = shown_unit(row.kind, units)
    return values | {"unit": unit, "value": f"{in_unit(row.kind, row.value, unit):f}"}
