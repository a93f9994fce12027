"""A week of sleep in words and one chart, from the diary rows of the fourteen days up to its end."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Caption, Chart, Range, spans
from journal.durations import hours_and_minutes
from journal.models import SleepDiaryEntry
from journal.night_times import DAY_MIN, after_noon, clocks_of
from journal.sleep_week import NIGHTS_MIN, TRAILING, SleepWeek, WeekNight

LEVELS_MAX = 6
USUAL_AXIS = (9 * 60, 20 * 60)
"""Minutes after noon: 21:00 to 08:00, where there is no night to go by."""


def week_night(entry: SleepDiaryEntry) -> WeekNight:
    """A diary row as a week sums it up."""
    clocks = clocks_of(entry)
    wake, asleep = clocks["final_wake"], None
    if wake and entry.tried_to_sleep and entry.final_wake and entry.sol_min is not None:
        at = wake.hour * 60 + wake.minute
        asleep = (at - _minutes(entry.tried_to_sleep, entry.final_wake) + entry.sol_min, float(at))
    return WeekNight(
        day=entry.day,
        bed=clocks["into_bed"] or clocks["tried_to_sleep"],
        rise=clocks["out_of_bed"] or wake,
        total_min=entry.total_sleep_min,
        in_bed_min=entry.time_in_bed_min,
        mid_sleep_min=entry.mid_sleep_min,
        asleep=asleep,
    )


def opening(found: SleepWeek) -> str:
    """The first sentence: how much sleep, or how many nights are there."""
    nights = _nights(found.nights)
    if not found.has_enough:
        return _("Not enough nights for a summary yet: %(nights)s of %(needed)d.") % {
            "nights": found.nights,
            "needed": NIGHTS_MIN,
        }
    if found.total_min.value is None:
        return _("%(nights)s noted. Minutes to fall asleep and awake make hours of sleep of them.") % {"nights": nights}
    words = {"asleep": hours_and_minutes(found.total_min.value), "nights": _nights(found.total_min.nights)}
    return _("About %(asleep)s asleep a night, the mean of %(nights)s.") % words


def regularity(found: SleepWeek) -> str:
    """How far the middle of sleep wandered, as a description."""
    spread = found.mid_sleep_sd_min
    if found.band is None or spread.value is None:
        return _("How regular it was shows from seven nights in fourteen days on: %(nights)d so far.") % {
            "nights": spread.nights
        }
    word = {"very_steady": _("very steady"), "steady": _("steady"), "varied": _("varied")}[found.band]
    said = _("The middle of your sleep was %(word)s: it spread by %(minutes)d minutes over %(nights)s of the last 14.")
    return said % {"word": word, "minutes": round(spread.value), "nights": _nights(spread.nights)}


def facts(found: SleepWeek) -> list[tuple[str, str, str]]:
    """Label, value, basis; what has too few nights is left out."""
    rows: list[tuple[str, str, str]] = []
    if found.efficiency.value is not None:
        share = _("%(percent)s %%") % {"percent": f"{found.efficiency.value:g}"}
        rows.append((_("Share of bed time asleep"), share, _mean_of(found.efficiency.nights)))
    for label, clock in ((_("To bed"), found.bed), (_("Up"), found.rise)):
        if clock.value is not None:
            rows.append((label, time_format(clock.value, "H:i"), _middle_of(clock.nights)))
    if found.regularity.value is not None:
        index = _("%(index)d of 100") % {"index": round(found.regularity.value)}
        basis = _("from diary, %(nights)s in a row") % {"nights": _nights(found.regularity.nights)}
        rows.append((_("Regularity index"), index, basis))
    return rows


def chart(until: date, entries: Sequence[SleepDiaryEntry]) -> Chart:
    """Each of the fourteen nights as a bar from lights out to waking; a night without both is a gap."""
    days = [until - TRAILING + timedelta(days=n + 1) for n in range(TRAILING.days)]
    by_day = {entry.day: entry for entry in entries}
    values = [_span(by_day[day]) if day in by_day else None for day in days]
    drawn = sum(value is not None for value in values)
    sentence = ngettext(
        "%(drawn)d night of the last 14 with both times; the others stay blank.",
        "%(drawn)d nights of the last 14 with both times; the others stay blank.",
        drawn,
    )
    caption = Caption(
        ident="nights",
        title=_("Nights by the clock"),
        description=sentence % {"drawn": drawn},
        headers=(_("Waking day"), _("Lights out"), _("Woke"), _("Asleep")),
        sentence=sentence % {"drawn": drawn},
        gap=_("no entry"),
    )
    asleep = [by_day[day].total_sleep_min if day in by_day else None for day in days]
    return spans(
        values,
        [f"{date_format(day, 'l')} {date_format(day, _('j M'))}" for day in days],
        caption,
        levels=levels(values),
        show=_clock,
        more=["–" if minutes is None else hours_and_minutes(minutes) for minutes in asleep],
        ticks=[date_format(day, "j") for day in days],
    )


def levels(values: Sequence[Range]) -> list[tuple[float, str]]:
    """Full hours from before the earliest start to after the latest end, six lines at most."""
    known = [reach for reach in values if reach is not None]
    low = min((start for start, _end in known), default=USUAL_AXIS[0]) // 60
    high = -(-max((end for _start, end in known), default=USUAL_AXIS[1]) // 60)
    step = next(hours for hours in (1, 2, 3, 4, 6, 12, 24) if (high - low) / hours <= LEVELS_MAX - 1)
    count = -int(-(high - low) // step)
    return [((low + n * step) * 60, _clock((low + n * step) * 60)) for n in range(count + 1)]


def _span(entry: SleepDiaryEntry) -> Range:
    """Minutes after noon of the start and of the end, as the clocks showed them."""
    clocks = clocks_of(entry)
    start, end = clocks["tried_to_sleep"] or clocks["into_bed"], clocks["final_wake"] or clocks["out_of_bed"]
    if start is None or end is None:
        return None
    first, last = after_noon(start), after_noon(end)
    return first, last if last > first else last + DAY_MIN


def _minutes(start: Any, end: Any) -> float:
    return float((end - start).total_seconds() / 60)


def _clock(minutes: float) -> str:
    """A number of minutes after noon as a clock time."""
    return time_format(time(*divmod((int(minutes) + DAY_MIN // 2) % DAY_MIN, 60)), "H:i")


def _nights(count: int) -> str:
    return ngettext("%(count)d night", "%(count)d nights", count) % {"count": count}


def _mean_of(count: int) -> str:
    return _("mean of %(nights)s") % {"nights": _nights(count)}


def _middle_of(count: int) -> str:
    return _("middle of %(nights)s") % {"nights": _nights(count)}
