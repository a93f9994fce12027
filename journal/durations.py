"""Minutes and nights in words."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.models import SleepDiaryEntry


def hours_and_minutes(minutes: float) -> str:
    """405 -> "6 h 45"; less than an hour as "45 min"; never broken over two lines."""
    return _said(round(minutes), get_language())


@lru_cache(maxsize=4096)
def _said(minutes: int, language: str | None) -> str:
    """Kept by language: a year of nights says the same few hundred lengths again and again."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        said = _("%(minutes)d min") % {"minutes": rest}
    else:
        said = _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def night_words(night: SleepDiaryEntry) -> str:
    """What a night adds up to: "About 6 h 50 asleep of 7 h 40 in bed", or less where less is known; "" for nothing."""
    asleep, in_bed = night.total_sleep_min, night.time_in_bed_min
    if asleep is not None and in_bed is not None:
        words = {"asleep": hours_and_minutes(asleep), "in_bed": hours_and_minutes(in_bed)}
        return _("About %(asleep)s asleep of %(in_bed)s in bed") % words
    if asleep is not None:
        return _("About %(asleep)s asleep") % {"asleep": hours_and_minutes(asleep)}
    if night.tried_to_sleep and night.final_wake:
        window = (night.final_wake - night.tried_to_sleep).total_seconds() / 60
        return _("%(window)s allowed for sleep") % {"window": hours_and_minutes(window)}
    if in_bed is not None:
        return _("%(in_bed)s in bed") % {"in_bed": hours_and_minutes(in_bed)}
    return ""
