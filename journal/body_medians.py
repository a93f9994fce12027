"""Medians of what a person measures now and then, and which changes are worth showing (SPEC 2.6). Pure.

Values are (local day, number in the stored unit) in any order; of resting heart rates a day may have several.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

FOUR_WEEKS = timedelta(weeks=4)
EIGHT_WEEKS = timedelta(weeks=8)
NEEDED: Mapping[str, int] = {"weight": 3, "body_fat": 3, "waist": 1, "resting_hr": 3}
"""Values below which there is no median: scales swing, a tape is used once a month."""
CHANGE_FROM: Mapping[str, Decimal] = {"waist": Decimal(3), "body_fat": Decimal(2)}
"""Centimetres, percentage points; of weight both medians are shown without a judgement."""
FAST = 100
FAST_DAYS, FAST_WITHIN = 3, timedelta(days=14)

type Values = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Median:
    value: Decimal
    count: int


def median_until(kind: str, values: Values, last: date, span: timedelta = FOUR_WEEKS) -> Median | None:
    """The median of the days up to `last`; None below the number of values that the kind needs."""
    found = [value for day, value in values if last - span < day <= last]
    return Median(Decimal(median(found)), len(found)) if len(found) >= NEEDED[kind] else None


def median_before(kind: str, values: Values, today: date) -> Median | None:
    """The median of 8 to 12 weeks ago, where it differs from that of the last four weeks enough to be worth it."""
    now, then = median_until(kind, values, today), median_until(kind, values, today - EIGHT_WEEKS)
    if now is None or then is None or now.value == then.value:
        return None
    return then if abs(now.value - then.value) >= CHANGE_FROM.get(kind, 0) else None


def is_fast_at_rest(values: Values, today: date) -> bool:
    """Whether the resting heart rate was above 100 on three days of the last fourteen."""
    days = {day for day, value in values if today - FAST_WITHIN < day <= today and value > FAST}
    return len(days) >= FAST_DAYS
