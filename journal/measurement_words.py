"""Measurements as a person reads them: in their units, with the unit's short name."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from journal import load_units
from journal.load_units import Units, read_load, show_load
from journal.models import Fasting, Measurement, MeasurementKind
from journal.units import BLOOD_PRESSURE, BLOOD_PRESSURE_UNIT, KINDS, rounded

IMPERIAL = {"waist": "in", "six_minute_walk": "ft", "glucose": "mg/dL"}
WHOLE_IN = frozenset({("glucose", "mg/dL"), ("six_minute_walk", "ft")})
"""Kind and unit whose values people read as whole numbers."""
UNIT_WORDS: dict[str, str | Promise] = {
    **load_units.UNIT_WORDS,
    "cm": pgettext_lazy("unit of length", "cm"),
    "in": pgettext_lazy("unit of length", "in"),
    "m": pgettext_lazy("unit of length", "m"),
    "ft": pgettext_lazy("unit of length", "ft"),
    "bpm": pgettext_lazy("beats a minute, short", "bpm"),
    "steps": gettext_lazy("steps"),
}


def shown_unit(kind: str, person: Any) -> str:
    """The unit in which this person reads the kind; a blood pressure has one."""
    if kind == BLOOD_PRESSURE:
        return BLOOD_PRESSURE_UNIT
    if kind == MeasurementKind.WEIGHT:
        return Units.of(person).load
    is_imperial = person.units == person.Units.IMPERIAL
    return IMPERIAL.get(kind, KINDS[kind].unit) if is_imperial else KINDS[kind].unit


def in_unit(kind: str, value: Decimal, unit: str) -> Decimal:
    """A stored value in another of the kind's units, to at most one decimal more than people read."""
    known = KINDS[kind]
    if unit == known.unit:
        return value.normalize()
    if kind == MeasurementKind.WEIGHT:
        return read_load(value, unit).normalize()
    digits = 0 if (kind, unit) in WHOLE_IN else min(known.digits, 1)
    return rounded(value / known.factors[unit], digits).normalize()


def typed_in_unit(kind: str, value: Decimal, unit: str) -> Decimal:
    """The shortest number that is the same stored value when it is sent again."""
    if kind == MeasurementKind.WEIGHT:
        return Decimal(show_load(value, unit))
    known = KINDS[kind]
    factor = known.factors.get(unit, Decimal(1))
    tries = [rounded(value / factor, digits) for digits in range(known.digits + 3)]
    return next((one for one in tries if rounded(one * factor, known.digits) == value), tries[-1])


def number(kind: str, value: Decimal, person: Any) -> str:
    """The bare number in the person's unit: "72.5", "8,200"."""
    if kind == MeasurementKind.STEPS:
        return str(number_format(int(value), force_grouping=True))
    return f"{in_unit(kind, value, shown_unit(kind, person)):f}"


def quantity(kind: str, value: Decimal, person: Any) -> str:
    """The number with its unit, never parted by the end of a line: "72.5 kg"."""
    unit = shown_unit(kind, person)
    return f"{number(kind, value, person)}\N{NO-BREAK SPACE}{UNIT_WORDS.get(unit, unit)}"


def words(row: Measurement, person: Any, *, is_brief: bool = False) -> str:
    """ "72.5 kg", "8,200 steps", "128/82 mmHg · 60 bpm", "< 0.3 mg/L · fasting"; in brief up to the dot."""
    if row.systolic is not None and row.diastolic is not None:
        said = f"{row.systolic}/{row.diastolic}\N{NO-BREAK SPACE}{BLOOD_PRESSURE_UNIT}"
        beats = f"{row.pulse}\N{NO-BREAK SPACE}{UNIT_WORDS['bpm']}"
        return f"{said} · {beats}" if row.pulse and not is_brief else said
    if row.value is None:
        return ""
    below = "<\N{NO-BREAK SPACE}" if row.is_below_detection else ""
    said = below + quantity(row.kind, row.value, person)
    fasting = pgettext("a blood sample", "fasting")
    return f"{said} · {fasting}" if row.fasting == Fasting.YES and not is_brief else said
