"""Measurements as a person reads them: in their units, with the unit's short name."""

from decimal import Decimal

from journal.models import Measurement, MeasurementKind
from journal.units import BLOOD_PRESSURE, KINDS, rounded

IMPERIAL = {"weight": "lb", "waist": "in", "six_minute_walk": "ft"}
PRESSURE_HIGH = (180, 120)
"""From here on (systolic or diastolic) the page asks to rest and to measure again (SPEC 2.6)."""
STEPS_OF = {"weight": "0.1", "waist": "0.5", "body_fat": "0.1", "glucose": "0.1", "il6": "any", "hs_crp": "any"}


def shown_unit(kind: str, units: str) -> str:
    """The unit a person of metric or imperial habits reads."""
    return IMPERIAL.get(kind, KINDS[kind].unit) if units == "imperial" else KINDS[kind].unit


def in_unit(kind: str, value: Decimal, unit: str) -> Decimal:
    """A stored value in another of the kind's units, to at most one decimal more than people read."""
    known = KINDS[kind]
    if unit == known.unit:
        return value.normalize()
    return rounded(value / known.factors[unit], min(known.digits, 1)).normalize()


def words(row: Measurement, units: str) -> str:
    """ "72.5 kg", "8200 steps", "128/82 mmHg"."""
    if row.kind == BLOOD_PRESSURE:
        pulse = f" · {row.pulse} bpm" if row.pulse else ""
        return f"{row.systolic}/{row.diastolic} mmHg{pulse}"
    unit = shown_unit(row.kind, units)
    if row.value is None:
        return ""
    value = in_unit(row.kind, row.value, unit)
    return f"{value:f} {unit}" if row.kind != MeasurementKind.STEPS else f"{value:f}"


def is_pressure_high(row: Measurement) -> bool:
    """Whether a blood pressure asks for rest and a second reading."""
    if row.systolic is None or row.diastolic is None:
        return False
    return row.systolic >= PRESSURE_HIGH[0] or row.diastolic >= PRESSURE_HIGH[1]
