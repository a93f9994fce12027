"""What a person types into the cells of a set, and what is stored: kilograms, metres, seconds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.load_units import UNIT_WORDS, Units, show_load, stored_load
from journal.training_load import AEROBIC
from journal.units import KM_PER_MI, kg_to, minutes_seconds, plain, rounded

LOAD_KG_MAX = 500
DISTANCE_M_MAX = 200_000
SECONDS_MAX = 32_400
UNIT_FIELDS = {
    "load": ("load_kg", "reps"),
    "reps": ("load_kg", "reps"),
    "hold": ("seconds",),
    "time": ("seconds",),
    "distance": ("distance_m", "seconds"),
    "level": ("pose_level", "seconds"),
}
WHOLE = {
    "reps": (0, 100, _("Enter a whole number from 0 to 100.")),
    "pose": (1, 5, _("Enter a level from 1 to 5.")),
}
"""Name of a column -> the whole numbers it takes, and the refusal of others."""


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of cell: the name of its input, the stored field, and the words above it."""

    name: str
    field: str
    label: str | Promise
    inputmode: str = "decimal"
    is_optional: bool = False
    """Whether a set is done without it."""

    def figure(self, text: str) -> str:
        """What was typed or is shown, with its unit: "30 s", "level 3"."""
        return f"{self.label} {text}" if self.name == "pose" else f"{text} {self.label}"


REPS = Column("reps", "reps", _("reps"), "numeric")
HOLD = Column("hold", "seconds", pgettext_lazy("seconds, short", "s"), "text")
TIME = Column("time", "seconds", pgettext_lazy("minutes, short", "min"), "text")
POSE = Column("pose", "pose_level", pgettext_lazy("of a pose, 1 to 5", "level"), "numeric")


def columns(
    unit: str, activity: str, units: Units, *, has_levels: bool = False, extra: Iterable[str] = ()
) -> tuple[Column, ...]:
    """The cells of a set of an exercise that counts in `unit`, for a person who uses `units`.

    A pose that has levels asks for one; `extra` names fields that are stored beyond those, so that an edit loses
    nothing.
    """
    known = {
        "load_kg": Column("load", "load_kg", UNIT_WORDS[units.load]),
        "reps": REPS,
        "seconds": replace(TIME if activity in AEROBIC else HOLD, is_optional=unit == "level"),
        "distance_m": Column("distance", "distance_m", units.distance),
        "pose_level": replace(POSE, is_optional=unit != "level"),
    }
    levels = ["pose_level"] if has_levels else []
    fields = dict.fromkeys([*UNIT_FIELDS.get(unit, UNIT_FIELDS["load"]), *levels, *extra])
    return tuple(known[name] for name in fields if name in known)


def parse(column: Column, text: str, units: Units) -> Any:
    """The stored value of what was typed: Decimal kilograms, or whole repetitions, seconds, metres, a level.

    Raises ValidationError in the words of the person's own unit.
    """
    if column.name in {"hold", "time"}:
        return _whole(
            _seconds(text, 60 if column.name == "time" else 1), 1, SECONDS_MAX, _("Enter 1 second to 9 hours.")
        )
    number = decimal(text)
    if column.name in WHOLE:
        return _whole(number, *WHOLE[column.name])
    if column.name == "load":
        return parse_load(number, units)
    return parse_distance(number, units)


def parse_load(number: Decimal, units: Units) -> Decimal:
    """A weight in the person's unit as kilograms."""
    kg = stored_load(number, units.load)
    if not 0 <= kg <= LOAD_KG_MAX:
        most = {"limit": int(kg_to(units.load, Decimal(LOAD_KG_MAX))), "unit": UNIT_WORDS[units.load]}
        raise ValidationError(_("Enter 0 to %(limit)s %(unit)s."), params=most)
    return kg


def parse_distance(number: Decimal, units: Units) -> int:
    """Kilometres or miles as metres."""
    metres = rounded(number * _km(units) * 1000, 0)
    if not 0 <= metres <= DISTANCE_M_MAX:
        raise ValidationError(_("Enter 0 to 124 mi.") if units.distance == "mi" else _("Enter 0 to 200 km."))
    return int(metres)


def show(column: Column, value: Any, units: Units) -> str:
    """A stored value as the person would type it; empty for None."""
    if value is None:
        return ""
    if column.name == "time":
        return str(value // 60) if value % 60 == 0 else minutes_seconds(value)
    if column.name == "load":
        return show_load(value, units.load)
    return show_distance(value, units) if column.name == "distance" else str(value)


def show_distance(metres: int, units: Units) -> str:
    """Kilometres or miles, with as few decimals as lead back to the stored value."""
    factor = _km(units)
    return _shortest(Decimal(metres) / 1000 / factor, 4, lambda shown: rounded(shown * factor * 1000, 0) == metres)


def decimal(text: str) -> Decimal:
    """A number written with a comma or a dot."""
    try:
        number = Decimal(text.strip().replace(",", ".").replace("，", "."))
    except InvalidOperation:
        raise ValidationError(_("Enter a number.")) from None
    if not number.is_finite() or number.adjusted() > 7:
        raise ValidationError(_("Enter a number."))
    return number


def decimal_or_zero(text: str) -> Decimal:
    """What was typed, where nothing is said of what is no number."""
    try:
        return decimal(text)
    except ValidationError:
        return Decimal(0)


def _seconds(text: str, unit: int) -> Decimal:
    """`1:30` is a minute and a half; a number alone counts in `unit` seconds."""
    minutes, colon, seconds = text.replace("：", ":").partition(":")
    if not colon:
        return decimal(text) * unit
    return decimal(minutes or "0") * 60 + decimal(seconds or "0")


def _whole(number: Decimal, low: int, high: int, refusal: Any) -> int:
    if number != number.to_integral_value() or not low <= number <= high:
        raise ValidationError(refusal)
    return int(number)


def _km(units: Units) -> Decimal:
    """One unit of distance in kilometres."""
    return KM_PER_MI if units.distance == "mi" else Decimal(1)


def _shortest(exact: Decimal, digits: int, leads_back: Callable[[Decimal], bool]) -> str:
    tries = (rounded(exact, count) for count in range(digits + 1))
    return plain(next(filter(leads_back, tries), rounded(exact, digits)))
