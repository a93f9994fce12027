"""Warm-up sets that lead up to a working load. No Django.

Our own ramp: the empty bar, then half, 70 % and 85 % of the load, with fewer repetitions the heavier it gets.
"""

from decimal import ROUND_HALF_UP, Decimal

BAR_REPS = 8
STEPS = ((Decimal("0.5"), 5), (Decimal("0.7"), 3), (Decimal("0.85"), 2))


def ramp(load: Decimal, *, step: Decimal, bar: Decimal | None = None) -> list[tuple[Decimal, int]]:
    """(load, repetitions), lightest first, each heavier than the one before and lighter than `load`.

    Loads are whole steps above the bar, or multiples of `step` without one; all in one unit.
    """
    least = bar or Decimal(0)
    sets = [(bar, BAR_REPS)] if bar and bar < load else []
    for share, reps in STEPS:
        steps = ((load * share - least) / step).quantize(Decimal(1), ROUND_HALF_UP)
        rounded = least + steps * step
        if max(least, sets[-1][0] if sets else Decimal(0)) < rounded < load:
            sets.append((rounded, reps))
    return sets
