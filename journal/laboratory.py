"""Laboratory values: which count towards a trend, and the band in which hs-CRP moves by itself (SPEC 2.7). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

LABORATORY = frozenset({"hs_crp", "il6", "tnf_alpha", "il1_beta", "glucose"})
HOURS_AFTER_HARD = 24
HS_CRP_SD = Decimal("0.63")
"""mg/L between months within one person (median of 100 people; Bogaty et al. 2013, 10.1371/journal.pone.0060759)."""
BAND_SDS = 2
HS_CRP_ACUTE = Decimal(10)
"""mg/L; above, something acute is likely: repeat after two weeks or more."""


@dataclass(frozen=True, slots=True)
class Band:
    """The median of the values that count, and how far they move by themselves. mg/L."""

    median: Decimal
    low: Decimal
    high: Decimal
    values: int


def is_set_apart(had_infection: bool | None, hours_since_hard: int | None) -> bool:
    """Whether a value is drawn hollow and left out of the trend."""
    return bool(had_infection) or (hours_since_hard is not None and hours_since_hard < HOURS_AFTER_HARD)


def hs_crp_band(values: Iterable[Decimal]) -> Band | None:
    """Two standard deviations around the median of the values that count; None without any."""
    known = list(values)
    if not known:
        return None
    middle, reach = median(known), BAND_SDS * HS_CRP_SD
    return Band(middle, max(Decimal(0), middle - reach), middle + reach, len(known))


def wants_repeat(hs_crp: Decimal | None) -> bool:
    """Whether an hs-CRP is so high that it says nothing of the usual level."""
    return hs_crp is not None and hs_crp > HS_CRP_ACUTE
