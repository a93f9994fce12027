"""In what a person reads and types weights: kilograms, pounds or jin. Stored are kilograms with two decimals.

What was typed in a unit is shown in that unit as it was typed, in whole numbers, tenths or quarters. A weight that was
typed in another unit has two decimals in an input, so that sending it again changes nothing, and one in a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from journal.units import kg_from, kg_to, plain, rounded

UNIT_WORDS: Mapping[str, str | Promise] = {
    "kg": pgettext_lazy("unit of weight", "kg"),
    "lb": pgettext_lazy("unit of weight", "lb"),
    "jin": pgettext_lazy("unit of weight", "jin"),
}
STEP_KG = Decimal("2.5")
PLATE_KG = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Units:
    """In what one person reads and types: loads in `kg`, `lb` or `jin`, distances in `km` or `mi`."""

    load: str = "kg"
    distance: str = "km"

    @classmethod
    def of(cls, person: User) -> Self:
        """The unit of weights follows the other units until the person chooses one."""
        is_imperial = person.units == User.Units.IMPERIAL
        return cls(person.load_unit or ("lb" if is_imperial else "kg"), "mi" if is_imperial else "km")


def load_words(kg: Decimal, units: Units) -> str:
    """A weight in a sentence: "62.5 kg", "135 lb", in Chinese "125 斤"."""
    return f"{plain(read_load(kg, units.load))} {UNIT_WORDS[units.load]}"


def more_words(old_kg: Decimal, new_kg: Decimal, units: Units) -> str:
    """How much heavier the new weight is: the difference of the two as they are read."""
    more = read_load(new_kg, units.load) - read_load(old_kg, units.load)
    return f"{plain(more)} {UNIT_WORDS[units.load]}"


def read_load(kg: Decimal, unit: str) -> Decimal:
    """The number in a sentence; kilograms are told as they are stored."""
    typed = _as_typed(kg, unit)
    return rounded(kg_to(unit, kg), 2 if unit == "kg" else 1) if typed is None else typed


def show_load(kg: Decimal, unit: str) -> str:
    """The number in an input: typed again it is the same stored weight."""
    typed = _as_typed(kg, unit)
    return plain(rounded(kg_to(unit, kg), 2) if typed is None else typed)


def stored_load(number: Decimal, unit: str) -> Decimal:
    """What was typed, in kilograms as they are stored."""
    return rounded(kg_from(unit, number), 2)


def step(increment_kg: Decimal | None, unit: str) -> Decimal:
    """By what a load grows, in the unit: 2.5 kg are 5 lb or 5 jin to whoever loads a bar in those."""
    kg = increment_kg or STEP_KG
    if unit == "kg":
        return kg
    return kg * 2 if kg % PLATE_KG == 0 else read_load(kg, unit)


def _as_typed(kg: Decimal, unit: str) -> Decimal | None:
    """The whole number, tenth or quarter of the unit that is stored as this weight; None when there is none."""
    exact = kg_to(unit, kg)
    tries = (rounded(exact, 0), rounded(exact, 1), rounded(exact * 4, 0) / 4)
    return next((number for number in tries if stored_load(number, unit) == kg), None)
