"""When weight asks for care instead of charts (SPEC 8.1, G9). Pure; says yes or no, never a value.

`weights` are (local day, kilograms) in any order. The index of weight and height is worked out here and shown nowhere.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

LOWEST_BMI = Decimal("18.5")
LOSS_A_WEEK = Decimal("0.01")
WEEKS = 4
DAYS_NEEDED = timedelta(weeks=WEEKS + 1)
"""So many days back from today hold all that is looked at."""


def weight_signal(weights: Sequence[tuple[date, Decimal]], height_cm: int | None, today: date) -> bool:
    """Whether weight is low for the height, or fell by more than 1 % a week over the last four weeks."""
    return is_low(weights, height_cm, today) or is_falling(weights, today)


def is_low(weights: Sequence[tuple[date, Decimal]], height_cm: int | None, today: date) -> bool:
    """The median of the last four weeks against the height: one mistyped value among others changes nothing."""
    kg = _median(weights, today - timedelta(weeks=WEEKS), today)
    if kg is None or not height_cm:
        return False
    metres = Decimal(height_cm) / 100
    return kg / metres**2 < LOWEST_BMI


def is_falling(weights: Sequence[tuple[date, Decimal]], today: date) -> bool:
    """The median of the last seven days against that of the seven days four weeks before."""
    week = timedelta(weeks=1)
    before = today - timedelta(weeks=WEEKS)
    then, now = _median(weights, before - week, before), _median(weights, today - week, today)
    return then is not None and now is not None and now < then * (1 - WEEKS * LOSS_A_WEEK)


def _median(weights: Sequence[tuple[date, Decimal]], after: date, last: date) -> Decimal | None:
    found = [kg for day, kg in weights if after < day <= last]
    return median(found) if found else None
