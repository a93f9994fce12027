"""How the last week of moods lies beside the weeks before, in words with their basis. Never why."""

from datetime import timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.mood_bands import are_hidden, band_word
from journal.mood import BEFORE, DAYS_BEFORE_MIN, DAYS_OF_WEEK_MIN, WEEK, Rating, Trend, day_scores, trend


def mood_trend(person: Any) -> Trend:
    """The trend of a person up to today; one query."""
    today = person.today()
    rows = person.mood_ratings.between(today - timedelta(days=WEEK + BEFORE - 1), today)
    told = rows.values_list("day", "rated_at", "utc_offset", "score")
    ratings = (Rating(day, (at.hour * 60 + at.minute + offset) % 1440, score) for day, at, offset, score in told)
    return trend(today, day_scores(ratings))


def trend_sentence(found: Trend) -> str:
    """Higher, lower or about the same; below the minimum, what it takes."""
    if found.halves is None:
        said = _("A comparison stands here from %(now)d days in the last 7 and %(before)d in the 28 before.")
        return said % {"now": DAYS_OF_WEEK_MIN, "before": DAYS_BEFORE_MIN}
    if not found.halves:
        return _("Your last 7 days were about the same as the 28 days before.")
    if are_hidden():
        above, below = (
            _("Your last 7 days lay above the 28 days before."),
            _("Your last 7 days lay below the 28 days before."),
        )
        return above if found.halves > 0 else below
    if found.halves > 0:
        said = _("Your last 7 days lay about %(points)s above the 28 days before.")
    else:
        said = _("Your last 7 days lay about %(points)s below the 28 days before.")
    return said % {"points": points(abs(found.halves))}


def trend_basis(found: Trend) -> str:
    """Both means with the days that they rest on."""
    now = _side(_("Last 7 days"), found.mean, found.days)
    before = _side(_("the 28 before"), found.mean_before, found.days_before)
    return f"{now} · {before}"


def points(halves: int) -> str:
    """Half points in words: half a point, 1 point, 1.5 points."""
    if halves == 1:
        return _("half a point")
    whole = halves / 2
    shown = number_format(whole, decimal_pos=halves % 2)
    return ngettext("%(points)s point", "%(points)s points", 1 if halves == 2 else 2) % {"points": shown}


def _side(name: str, mean: float | None, days: int) -> str:
    counted = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if mean is None:
        return _("%(span)s: %(days)s") % {"span": name, "days": counted}
    if are_hidden():
        return _("%(span)s: %(word)s (%(days)s)") % {"span": name, "word": band_word(mean), "days": counted}
    words = {"span": name, "mean": number_format(round(mean, 1), decimal_pos=1), "days": counted}
    return _("%(span)s: %(mean)s on average (%(days)s)") % words
