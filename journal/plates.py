"""Plates for a bar: what goes on each side, and the nearest loads where it does not come out. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

PLATES: Mapping[str, tuple[Decimal, ...]] = {
    "kg": tuple(map(Decimal, ("25", "20", "15", "10", "5", "2.5", "1.25"))),
    "lb": tuple(map(Decimal, ("45", "35", "25", "10", "5", "2.5"))),
}
BARS: Mapping[str, tuple[Decimal, ...]] = {
    "kg": tuple(map(Decimal, ("20", "15", "10"))),
    "lb": tuple(map(Decimal, ("45", "35", "25"))),
}
"""Empty bars, the usual one first."""


@dataclass(frozen=True, slots=True)
class Loading:
    """Plates of one side as (weight, how many), heaviest first, for `below`: the heaviest load not above the wanted.

    `below` is None where the bar alone is too heavy; `above` is the lightest load not below the wanted one.
    """

    side: tuple[tuple[Decimal, int], ...]
    below: Decimal | None
    above: Decimal

    @property
    def comes_out(self) -> bool:
        """Whether the wanted load can be built exactly."""
        return self.below == self.above


def loading(load: Decimal, bar: Decimal, unit: str) -> Loading:
    """How to load `bar` for `load`, all in `unit` (kg or lb). static/journal/js/plates.js says the same."""
    if load < bar:
        return Loading((), None, bar)
    pair = 2 * PLATES[unit][-1]
    below = bar + (load - bar) // pair * pair
    left, side = (below - bar) / 2, []
    for plate in PLATES[unit]:
        count, left = divmod(left, plate)
        if count:
            side.append((plate, int(count)))
    return Loading(tuple(side), below, below if below == load else below + pair)
