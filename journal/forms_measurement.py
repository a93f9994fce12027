"""One measurement of a kind; a blood pressure is two readings a minute apart, a laboratory value knows its sample."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.dates import at_offset
from core.forms import Chips, DateInput, DateTimeInput
from journal.laboratory import LABORATORY
from journal.measurement_words import UNIT_WORDS, shown_unit, typed_in_unit
from journal.models import Fasting, Measurement, MeasurementKind
from journal.units import BLOOD_PRESSURE, KINDS

HOW: dict[str, str | Promise] = {
    "blood_pressure": _("Sit for 5 minutes, arm at heart height. Two readings, a minute apart; their mean counts."),
    "waist": _("Midway between the lowest rib and the hip bone, standing, at the end of a normal breath out."),
    "body_fat": _("Same device, same time of day. The device itself is off by several points."),
    "resting_hr": _("On waking, still lying."),
    "weight": _("Same time of day, if you can."),
    "steps": _("The steps of one whole day. Entered again, the later number counts."),
    "hs_crp": _("In mg/L: 1 mg/dL is 10 mg/L."),
}
MINUTE = timedelta(minutes=1)
END_OF_DAY = time(23, 59)
PRESSURE = ("systolic", "diastolic", "pulse")
SECOND = "_2"
"""Ends the names of the second reading's fields."""
SAMPLE = ("fasting", "had_infection", "hours_since_hard", "laboratory")


class DecimalText(forms.DecimalField):
    """A decimal with a comma or a point."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def whole(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))


class MeasurementForm(forms.Form):
    """The fields of one kind; ranges are the action's to check. `row` is the measurement that is being corrected."""

    def __init__(self, *args: Any, kind: str, person: Any, row: Measurement | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind, self.person, self.row = kind, person, row
        if kind == BLOOD_PRESSURE:
            self._add_readings()
        else:
            self._add_value()
        if kind == MeasurementKind.STEPS:
            self.fields["day"] = forms.DateField(label=_("Day"), required=False, widget=DateInput)
        else:
            self.fields["measured_at"] = forms.DateTimeField(label=_("When"), widget=DateTimeInput)
        if kind in LABORATORY:
            self._add_sample()

    def _add_readings(self) -> None:
        for end in ("",) if self.row else ("", SECOND):
            self.fields[f"systolic{end}"] = whole(_("Upper value"), required=not end)
            self.fields[f"diastolic{end}"] = whole(_("Lower value"), required=not end)
            self.fields[f"pulse{end}"] = whole(_("Pulse"), required=False)

    def _add_value(self) -> None:
        names = KINDS[self.kind].units
        mode = "decimal" if KINDS[self.kind].digits else "numeric"
        widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
        self.fields["value"] = DecimalText(label=self._value_label(names), widget=widget)
        if self.kind in LABORATORY:
            self.fields["is_below_detection"] = forms.BooleanField(
                label=_("The laboratory wrote < before it"), required=False
            )
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit"),
            choices=[(name, UNIT_WORDS.get(name, name)) for name in names],
            initial=shown_unit(self.kind, self.person),
            widget=Chips if len(names) > 1 else forms.HiddenInput,
        )

    def _value_label(self, units: tuple[str, ...]) -> Any:
        """With the unit where there is no choice."""
        if self.kind == MeasurementKind.STEPS:
            return MeasurementKind.STEPS.label
        if self.kind == MeasurementKind.SIX_MINUTE_WALK:
            return _("Distance")
        return _("Value") if len(units) > 1 else _("Value, %(unit)s") % {"unit": UNIT_WORDS.get(units[0], units[0])}

    def _add_sample(self) -> None:
        self.fields["fasting"] = forms.ChoiceField(
            label=_("Fasting"), required=False, choices=Fasting.choices, widget=Chips
        )
        self.fields["had_infection"] = forms.TypedChoiceField(
            label=_("Infection, injury or vaccination in the 14 days before"),
            required=False,
            coerce=lambda answer: answer == "yes",
            empty_value=None,
            choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))],
            widget=Chips,
        )
        self.fields["hours_since_hard"] = whole(_("Hours since the last hard training"), required=False)
        self.fields["laboratory"] = forms.CharField(label=_("Laboratory"), required=False, max_length=80)

    @property
    def readings(self) -> list[list[forms.BoundField]]:
        """The fields of each reading of a blood pressure."""
        return [[self[name + end] for name in PRESSURE] for end in ("", SECOND) if f"systolic{end}" in self.fields]

    @property
    def sample(self) -> list[forms.BoundField]:
        """The fields that few people need."""
        return [self[name] for name in SAMPLE if name in self.fields]

    @property
    def others(self) -> list[forms.BoundField]:
        """Everything else, in order."""
        apart = {field.name for fields in [*self.readings, self.sample] for field in fields}
        return [self[name] for name in self.fields if name not in apart]

    def clean_measured_at(self) -> datetime:
        measured_at: datetime = self.cleaned_data["measured_at"]
        if measured_at > timezone.now() + timedelta(minutes=10):
            raise forms.ValidationError(_("This time is still to come."), code="future")
        return measured_at

    def clean_day(self) -> date:
        """Empty is today."""
        today: date = self.person.today()
        day: date = self.cleaned_data["day"] or today
        if day > today:
            raise forms.ValidationError(_("This day has not come yet."), code="future")
        return day

    def bodies(self) -> list[tuple[dict[str, Any], str]]:
        """The measurements to write as the API takes them, each with the end of its fields' names."""
        data = {"kind": self.kind, **self.cleaned_data}
        if self.row and self.row.value is not None and not {"value", "unit"} & set(self.changed_data):
            data |= {"value": self.row.value, "unit": self.row.unit}  # pounds and back would move it
        if self.row and "measured_at" in data and _clock(data["measured_at"]) == _clock(_local(self.row)):
            data["measured_at"] = _local(self.row)  # another zone would move it
        if self.kind == MeasurementKind.STEPS:
            data["measured_at"] = self._instant_of(data.pop("day"))
        if self.kind != BLOOD_PRESSURE:
            return [(data, "")]
        first = {"kind": self.kind, "measured_at": data["measured_at"], **{name: data[name] for name in PRESSURE}}
        second = {name: data.get(name + SECOND) for name in PRESSURE}
        if all(value is None for value in second.values()):
            return [(first, "")]
        return [(first, ""), ({"kind": self.kind, "measured_at": data["measured_at"] + MINUTE, **second}, SECOND)]

    def _instant_of(self, day: date) -> datetime:
        """Now, or the end of an earlier day; a day that was not changed keeps its instant."""
        if self.row and self.row.day == day:
            return _local(self.row)
        now: datetime = self.person.local_now()
        return now if day == now.date() else datetime.combine(day, END_OF_DAY, tzinfo=self.person.zone)


def initial_of(row: Measurement, person: Any) -> dict[str, Any]:
    """A stored measurement as the form's first values, in the person's unit."""
    values: dict[str, Any] = {"measured_at": _clock(_local(row)), "day": row.day}
    values["is_below_detection"] = row.is_below_detection
    values |= {name: getattr(row, name) for name in (*PRESSURE, *SAMPLE)}
    values["had_infection"] = {True: "yes", False: "no", None: ""}[row.had_infection]
    if row.value is None:
        return values
    unit = shown_unit(row.kind, person)
    return values | {"unit": unit, "value": Decimal(f"{typed_in_unit(row.kind, row.value, unit):f}")}


def _local(row: Measurement) -> datetime:
    return at_offset(row.measured_at, row.utc_offset)


def _clock(instant: datetime) -> datetime:
    """What the picker shows: the time on the wall to the minute."""
    return instant.replace(tzinfo=None, second=0, microsecond=0)
