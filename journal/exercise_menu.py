"""What stands in the menu of an exercise: its rest, its bar, the plates for the next load."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from journal.exercise_settings import BAR_KG_MAX, REST_MAX
from journal.load_units import Units
from journal.models import ExerciseSetting
from journal.plates import BARS, PLATES, Loading, loading
from journal.set_cells import decimal, decimal_or_zero
from journal.units import kg_from, kg_to, minutes_seconds, plain, rounded

USUAL = "usual"
RESTS = (0, 30, 60, 90, 120, 180, 300)
TALLEST, SHORTEST = 64, 24  # of a drawn plate


@dataclass(frozen=True, slots=True)
class DrawnPlate:
    """One plate of the picture: a rectangle."""

    plate: str
    x: int
    y: float
    height: float


@dataclass(slots=True)
class Menu:
    """The settings of one exercise for one person. `rest` and `bar` are what the form sent, None for nothing."""

    person: User
    stored: ExerciseSetting | None
    rest: str | None = None
    bar: str | None = None
    load: str = ""
    planned_rest: int | None = None

    @property
    def unit(self) -> str:
        """That of the plates: kg or lb."""
        return "lb" if self.load_unit == "lb" else "kg"

    @property
    def load_unit(self) -> str:
        """That in which loads are typed: kg, lb or jin."""
        return Units.of(self.person).load

    @property
    def factor(self) -> str:
        """How many units of the plates one unit of a typed load is."""
        return plain(self._factor)

    @property
    def _factor(self) -> Decimal:
        return kg_from("jin", Decimal(1)) if self.load_unit == "jin" else Decimal(1)

    @property
    def bar_load(self) -> Decimal:
        """The bar in the unit in which loads are typed."""
        return self.bar_weight / self._factor

    @property
    def own_rest(self) -> int | None:
        """Seconds for this exercise; None for the usual rest."""
        if self.rest is None:
            return self.stored.rest_seconds if self.stored else None
        return int(self.rest) if self.rest.isdecimal() and len(self.rest) < 5 and int(self.rest) <= REST_MAX else None

    @property
    def rest_seconds(self) -> int:
        """What the timer counts down from; 0 for no timer."""
        return self.usual_rest if self.own_rest is None else self.own_rest

    @property
    def usual_rest(self) -> int:
        """Where nothing of its own is set: that of the plan, else the person's."""
        return self.person.rest_seconds if self.planned_rest is None else self.planned_rest

    @property
    def rests(self) -> list[tuple[str, str, bool]]:
        """Value, words and whether it is chosen."""
        words = _("usual, %(clock)s") if self.planned_rest is None else _("as planned, %(clock)s")
        usual = words % {"clock": clock(self.usual_rest)}
        own = self.own_rest
        known = RESTS if own is None or own in RESTS else tuple(sorted({*RESTS, own}))
        choices = [(str(seconds), clock(seconds), seconds == own) for seconds in known]
        return [(USUAL, usual, own is None), *choices]

    @property
    def own_bar_kg(self) -> Decimal | None:
        """The empty bar of this exercise; None for the usual one."""
        was = self.stored.bar_kg if self.stored else None
        if self.bar is None:
            return was
        try:
            kg = rounded(kg_from(self.unit, decimal(self.bar)), 2)
        except ValidationError:
            return was
        is_usual = kg == rounded(kg_from(self.unit, BARS[self.unit][0]), 2)
        return None if is_usual or not 0 <= kg <= BAR_KG_MAX else kg

    @property
    def bar_weight(self) -> Decimal:
        """In the unit of the plates."""
        own = self.own_bar_kg
        return BARS[self.unit][0] if own is None else rounded(kg_to(self.unit, own), 1).normalize()

    @property
    def bars(self) -> list[tuple[str, bool]]:
        """The empty bars to choose from, and whether it is the one."""
        chosen = self.bar_weight
        known = sorted({*BARS[self.unit], chosen}, reverse=True)
        return [(f"{bar:f}", bar == chosen) for bar in known]

    @property
    def weight(self) -> Decimal:
        """The load that the plates are for."""
        return decimal_or_zero(self.load) * self._factor or self.bar_weight

    @property
    def loading(self) -> Loading:
        """What goes on the bar."""
        return loading(self.weight, self.bar_weight, self.unit)

    @property
    def sentence(self) -> str:
        """What goes on each side, in words."""
        found = self.loading
        if found.below is None:
            return ""
        plates = ", ".join(f"{count} × {plate:f}" for plate, count in found.side)
        return self.words["each" if plates else "empty"].format(plates=plates, **self._figures)

    @property
    def near(self) -> str:
        """What can be loaded instead, where the load does not come out."""
        found = self.loading
        if found.comes_out:
            return ""
        return self.words["near" if found.below is not None else "heavy"].format(**self._figures)

    @property
    def words(self) -> dict[str, str]:
        """The sentences with their holes, for the page and its script."""
        return {
            "each": pgettext("plates", "{load} {unit}: on each side {plates}"),
            "empty": pgettext("plates", "{load} {unit}: the empty bar"),
            "near": pgettext("plates", "{load} {unit} does not come out: {below} or {above}."),
            "heavy": pgettext("plates", "The bar alone weighs {bar} {unit}."),
        }

    @property
    def _figures(self) -> dict[str, Any]:
        found = self.loading
        shown = found.below if found.below is not None else self.weight
        figures = {"load": shown if found.comes_out else self.weight, "below": shown, "above": found.above}
        figures |= {"bar": self.bar_weight}
        return {name: plain(value) for name, value in figures.items()} | {"unit": self.unit}

    @property
    def heights(self) -> dict[str, float]:
        """How tall each plate is drawn, by its weight as a script writes it."""
        return dict(zip((plain(plate) for plate in PLATES[self.unit]), _heights(self.unit), strict=True))

    @property
    def heights_text(self) -> str:
        """Those for the script."""
        return json.dumps(self.heights)

    @property
    def drawn(self) -> list[DrawnPlate]:
        """One side of the bar, the heaviest plate inside."""
        return list(_drawn(self.loading.side, self.heights))


def clock(seconds: int) -> str:
    """`1:30`; words for none."""
    return minutes_seconds(seconds) if seconds else pgettext("rest", "none")


def _heights(unit: str) -> Iterator[float]:
    count = len(PLATES[unit])
    for place in range(count):
        yield round(TALLEST - (TALLEST - SHORTEST) * place / (count - 1), 1)


def _drawn(side: Sequence[tuple[Decimal, int]], heights: dict[str, float]) -> Iterator[DrawnPlate]:
    x = 46
    for plate, count in side:
        for _number in range(count):
            name = plain(plate)
            yield DrawnPlate(name, x, 40 - heights[name] / 2, heights[name])
            x += 11
