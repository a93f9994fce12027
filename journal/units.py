"""Units and accepted ranges of what a person measures (SPEC 2.6, 2.7, 9). Stored are kg, cm, m and the like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

KG_PER_LB = Decimal("0.45359237")  # exact by definition
KG_PER_JIN = Decimal("0.5")  # the market jin 市斤
KM_PER_MI = Decimal("1.609344")  # exact by definition
CM_PER_IN = Decimal("2.54")  # exact by definition
M_PER_FT = Decimal("0.3048")  # exact by definition
MG_DL_PER_MMOL_GLUCOSE = Decimal("18.0156")  # 180.156 g/mol


class MeasurementError(ValueError):
    """A refused measurement: `field` and `code` for translation, `params` for its placeholders.

    Codes: `unknown_kind`, `unknown_unit` (units), `not_a_number`, `not_whole`, `out_of_range` (low, high, unit) and
    `diastolic_not_below_systolic`. `hint` is "" or `is_mg_per_dl`: 1 mg/dL of hs-CRP is 10 mg/L.
    """

    def __init__(self, field: str, code: str, hint: str = "", **params: str) -> None:
        self.field, self.code, self.hint, self.params = field, code, hint, params
        super().__init__(f"{field}: {code} {params or ''}".strip())


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of measurement: the stored unit, accepted range in it, and factors from other units."""

    unit: str
    low: Decimal
    high: Decimal
    digits: int
    """Decimals that are stored; 0 for whole numbers."""
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    """Other accepted unit -> factor to the stored one."""
    hint: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """Accepted units, the stored one first."""
        return (self.unit, *self.factors)


def _kind(unit: str, low: str, high: str, digits: int, hint: str = "", **factors: Decimal) -> Kind:
    return Kind(unit, Decimal(low), Decimal(high), digits, {_SPELLED.get(u, u): f for u, f in factors.items()}, hint)


_SPELLED = {"mg_dl": "mg/dL", "ng_l": "ng/L", "inch": "in"}
_ALIASES = {"lbs": "lb", "斤": "jin", "kgs": "kg", "inch": "in", "percent": "%", "count": "steps", "公斤": "kg"}

KINDS: Mapping[str, Kind] = {
    "weight": _kind("kg", "25", "350", 2, lb=KG_PER_LB, jin=KG_PER_JIN),
    "waist": _kind("cm", "40", "200", 2, inch=CM_PER_IN),
    "body_fat": _kind("%", "3", "60", 2),
    "resting_hr": _kind("bpm", "30", "120", 0),
    "steps": _kind("steps", "0", "100000", 0),
    "hs_crp": _kind("mg/L", "0.01", "300", 3, "is_mg_per_dl", mg_dl=Decimal(10)),
    "il6": _kind("pg/mL", "0.1", "1000", 3, ng_l=Decimal(1)),
    "tnf_alpha": _kind("pg/mL", "0.1", "1000", 3, ng_l=Decimal(1)),
    "il1_beta": _kind("pg/mL", "0.01", "1000", 3, ng_l=Decimal(1)),
    "glucose": _kind("mmol/L", "1", "50", 2, mg_dl=1 / MG_DL_PER_MMOL_GLUCOSE),
    "six_minute_walk": _kind("m", "10", "1200", 1, ft=M_PER_FT),
}
"""Every kind with one value; blood pressure has three and its own check."""

BLOOD_PRESSURE = "blood_pressure"
BLOOD_PRESSURE_UNIT = "mmHg"
BLOOD_PRESSURE_RANGES = {"systolic": (60, 280), "diastolic": (30, 180), "pulse": (30, 240)}


def normalise(kind: str, value: Decimal | int | float | str, unit: str | None = None) -> tuple[Decimal, str]:
    """The value in the stored unit, and that unit; an empty unit means the stored one.

    Raises MeasurementError with field `kind`, `unit` or `value`.
    """
    known = KINDS.get(kind)
    if known is None:
        raise MeasurementError("kind", "unknown_kind", kinds=", ".join(KINDS))
    factor = _factor(known, unit)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise MeasurementError("value", "not_a_number") from None
    if not number.is_finite():
        raise MeasurementError("value", "not_a_number")
    bounds = {"low": f"{known.low:f}", "high": f"{known.high:f}", "unit": known.unit}
    if number.adjusted() > 12 or not known.low <= number * factor <= known.high:
        raise MeasurementError("value", "out_of_range", known.hint, **bounds)
    if known.digits == 0 and number != int(number):
        raise MeasurementError("value", "not_whole", **bounds)
    return rounded(number * factor, known.digits), known.unit


def check_blood_pressure(systolic: int | None, diastolic: int | None, pulse: int | None = None) -> None:
    """Raise MeasurementError for the first value out of its range; pulse may be missing. mmHg and beats a minute."""
    for name, value in (("systolic", systolic), ("diastolic", diastolic), ("pulse", pulse)):
        low, high = BLOOD_PRESSURE_RANGES[name]
        if value is None and name != "pulse":
            raise MeasurementError(name, "required")
        if value is not None and not low <= value <= high:
            unit = "bpm" if name == "pulse" else BLOOD_PRESSURE_UNIT
            raise MeasurementError(name, "out_of_range", low=str(low), high=str(high), unit=unit)
    if systolic is not None and diastolic is not None and diastolic >= systolic:
        raise MeasurementError("diastolic", "diastolic_not_below_systolic")


def kg_to(unit: str, kg: Decimal) -> Decimal:
    """Kilograms as `kg`, `lb` or `jin`, not rounded."""
    return kg / _KG_PER[unit]


def kg_from(unit: str, value: Decimal) -> Decimal:
    """`kg`, `lb` or `jin` as kilograms, not rounded."""
    return value * _KG_PER[unit]


def km_to_mi(km: Decimal) -> Decimal:
    return km / KM_PER_MI


def mi_to_km(mi: Decimal) -> Decimal:
    return mi * KM_PER_MI


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half away from zero, as a person would."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def minutes_seconds(seconds: int) -> str:
    """346 -> `5:46`."""
    return f"{seconds // 60}:{seconds % 60:02}"


def plain(number: Decimal) -> str:
    """Without trailing zeros and without an exponent: 62.5, 60, 100."""
    return f"{number.normalize():f}"


_KG_PER = {"kg": Decimal(1), "lb": KG_PER_LB, "jin": KG_PER_JIN}


def _factor(kind: Kind, unit: str | None) -> Decimal:
    asked = (unit or kind.unit).strip().casefold()
    asked = _ALIASES.get(asked, asked)
    for name in kind.units:
        if name.casefold() == asked:
            return kind.factors.get(name, Decimal(1))
    raise MeasurementError("unit", "unknown_unit", units=", ".join(kind.units))
