"""What a measurement may hold (SPEC 2.6, 2.7, 9): the same rules for the API, the pages and imports."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal import units
from journal.fields import Choice, Field, Flag, Instant, Text, Whole, decimal_of, raise_if, read_all, refusal
from journal.laboratory import LABORATORY
from journal.models import Fasting, MeasurementKind
from journal.validation import local_columns

MEASUREMENT_FIELDS: dict[str, Field] = {
    "measured_at": Instant(is_required=True),
    "kind": Choice(choices=tuple(MeasurementKind.values), is_required=True),
    "unit": Text(max_length=12),
    "systolic": Whole(low=60, high=280),
    "diastolic": Whole(low=30, high=180),
    "pulse": Whole(low=30, high=240),
    "is_below_detection": Flag(help="The laboratory wrote < before the value"),
    "laboratory": Text(max_length=80),
    "fasting": Choice(choices=tuple(Fasting.values)),
    "had_infection": Flag(empty=None, help="Infection, injury or vaccination in the 14 days before"),  # type: ignore[arg-type]
    "hours_since_hard": Whole(low=0, high=1000, help="Hours since the last hard training"),
}
NO_SAMPLE: dict[str, Any] = {
    "is_below_detection": False,
    "laboratory": "",
    "fasting": "",
    "had_infection": None,
    "hours_since_hard": None,
}
"""What a measurement that is no laboratory value says of a blood sample, whatever its body says."""
MEASUREMENT_REASONS = {
    "unknown_kind": _("Use one of: %(kinds)s."),
    "unknown_unit": _("Use one of these units: %(units)s."),
    "not_a_number": _("Use a number."),
    "not_whole": _("Use a whole number."),
    "required": _("This field is required."),
    "out_of_range": _("Use a value from %(low)s to %(high)s %(unit)s."),
    "diastolic_not_below_systolic": _("The lower value must be below the upper one."),
}
MG_PER_DL = _("Use a value from %(low)s to %(high)s %(unit)s. 1 mg/dL is 10 mg/L.")

ROWS_OF_CATEGORY = {"training": Q(kind=MeasurementKind.STEPS), "body": ~Q(kind=MeasurementKind.STEPS)}


def clean_measurement(person: User, data: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a measurement, in the kind's stored unit."""
    values, errors = read_all(MEASUREMENT_FIELDS, data, person.zone)
    if values["kind"] and values["kind"] not in LABORATORY:
        values |= NO_SAMPLE
        errors = {name: reasons for name, reasons in errors.items() if name not in NO_SAMPLE}
    try:
        if values["kind"] == units.BLOOD_PRESSURE:
            values |= _blood_pressure(values)
        else:
            for name in ("systolic", "diastolic", "pulse"):
                values[name] = None
                errors.pop(name, None)
            values |= _value(values, data.get("value")) if values["kind"] else {}
    except units.MeasurementError as error:
        message = MG_PER_DL if error.hint == "is_mg_per_dl" else MEASUREMENT_REASONS[error.code]
        errors.setdefault(error.field, [refusal(message, error.code, **error.params)])
    raise_if(errors)
    return values | local_columns(values["measured_at"])


def measurement_category(kind: str) -> str:
    """Steps belong to training, everything else to the body, the six-minute walk too."""
    return "training" if kind == MeasurementKind.STEPS else "body"


def _blood_pressure(values: Mapping[str, Any]) -> dict[str, Any]:
    if values["unit"] and values["unit"].casefold() != units.BLOOD_PRESSURE_UNIT.casefold():
        raise units.MeasurementError("unit", "unknown_unit", units=units.BLOOD_PRESSURE_UNIT)
    units.check_blood_pressure(values["systolic"], values["diastolic"], values["pulse"])
    return {"value": None, "unit": units.BLOOD_PRESSURE_UNIT}


def _value(values: Mapping[str, Any], raw: Any) -> dict[str, Any]:
    if raw is None or raw == "":
        raise units.MeasurementError("value", "required")
    number = decimal_of(raw)
    if number is None:
        raise units.MeasurementError("value", "not_a_number")
    value, unit = units.normalise(values["kind"], number, values["unit"])
    return {"value": value, "unit": unit}
