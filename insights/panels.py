"""The panels of Trends: a sentence each, with what it rests on; a picture from five entries on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import charts, mood_bands
from core.charts import Caption, Chart
from core.dates import Week
from core.day_names import short_day, short_days
from insights.trends import USUAL_FROM_WEEKS, USUAL_OF_WEEKS, WeekFigures, usual_load
from journal.durations import hours_and_minutes
from journal.models import PsqiSheet

BAND = (150, 300)
"""Moderate-equivalent minutes a week (WHO 2020, SPEC 2.5)."""
RESISTANCE_BAND = (2, 3)
ENTRIES_FOR_A_PICTURE = 5
SHEETS_FOR_A_PICTURE = 2
"""Fewer than for other entries: each sheet sums up a month."""
SHEETS_JOINED_WEEKS = 8
"""Between two sheets further apart a month is missing, and no line crosses it."""
TICKS_SHOWN = 4
GAPS_MARKED_UP_TO = 12


@dataclass(frozen=True, slots=True)
class Axis:
    """The weeks under all panels: their names, and those that are printed.

    Over a year gaps are blank: dozens of dashes would be the first thing one sees.
    """

    mondays: Sequence[date]
    labels: list[str]
    ticks: list[str]

    @property
    def marks_gaps(self) -> bool:
        """Whether a week without entries has a dashed outline."""
        return len(self.labels) <= GAPS_MARKED_UP_TO

    @classmethod
    def of(cls, mondays: Sequence[date]) -> "Axis":
        """The date under every column of four, every third of twelve, the current week's always."""
        labels, last = short_days(mondays), len(mondays) - 1
        apart = max(1, len(mondays) // TICKS_SHOWN)
        return cls(mondays, labels, ["" if (last - column) % apart else label for column, label in enumerate(labels)])


def minutes_panel(figures: list[WeekFigures], axis: Axis) -> Chart:
    """Moderate-equivalent minutes a week over the band of 150 to 300."""
    values = [row.moderate_equivalent_minutes for row in figures]
    reached = sum(value is not None and value >= BAND[0] for value in values)
    sentences = minutes_words(figures[-1]), _reached(reached, len(figures))
    caption = Caption(
        ident="minutes",
        title=_("Moderate minutes a week"),
        description=_("One bar a week, and a band from 150 to 300 minutes."),
        headers=(_("Week of"), _("Minutes")),
        value=_("band 150–300"),
        sentence=_joined(sentences),
        gap=_("no entry"),
    )
    draw: dict[str, Any] = {"zone": BAND, "height": 64}
    return _picture(sum(row.sessions for row in figures), charts.bars, values, axis, caption, **draw)


def minutes_words(week: WeekFigures) -> str:
    """This week so far, where in the band that lies, and what counts 0; nothing is ever too much or too little."""
    minutes = week.moderate_equivalent_minutes
    if minutes is None:
        return ""
    said = {"minutes": minutes}
    if minutes > BAND[1]:
        first = _("This week so far: %(minutes)d, above the band.") % said
    elif minutes >= BAND[0]:
        first = _("This week so far: %(minutes)d, within the band.") % said
    else:
        first = _("This week so far: %(minutes)d.") % said
    if not week.other_minutes:
        return first
    other = _("Beside them %(minutes)d light, strength or calm minutes: every move counts.")
    return _joined((first, other % {"minutes": week.other_minutes}))


def resistance_panel(figures: list[WeekFigures], axis: Axis) -> Chart:
    """Resistance days a week over the band of two to three; more is not remarked upon."""
    values = [row.resistance_days for row in figures]
    reached = sum(value is not None and value >= RESISTANCE_BAND[0] for value in values)
    said = ngettext(
        "%(reached)d of the last %(weeks)d weeks had 2 resistance days or more.",
        "%(reached)d of the last %(weeks)d weeks had 2 resistance days or more.",
        reached,
    ) % {"reached": reached, "weeks": len(figures)}
    meaning = _("A resistance day has two movement patterns and four sets, or 20 minutes of strength without sets.")
    caption = Caption(
        ident="resistance",
        title=_("Resistance days a week"),
        description=_("One bar a week, and a band from 2 to 3 days."),
        headers=(_("Week of"), _("Resistance days")),
        value=_("band 2–3"),
        sentence=said if reached else meaning,
        gap=_("no entry"),
    )
    sessions = sum(row.sessions for row in figures)
    return _picture(sessions, charts.bars, values, axis, caption, zone=RESISTANCE_BAND, height=44)


def load_panel(figures: list[WeekFigures], axis: Axis, paused: Collection[date]) -> Chart:
    """Session load by week, and this week against the usual one: a description without a colour (SPEC 2.1)."""
    caption = Caption(
        ident="load",
        title=_("Session load by week"),
        description=_("One bar a week: effort times minutes, added up."),
        headers=(_("Week of"), _("Load")),
        value=_("effort × minutes"),
        sentence=load_words(figures, paused),
        gap=_("no effort noted"),
    )
    draw: dict[str, Any] = {"colour": "c-effort", "height": 56}
    entries = sum(row.rated_sessions for row in figures)
    return _picture(entries, charts.bars, [row.load for row in figures], axis, caption, **draw)


def load_words(figures: Sequence[WeekFigures], paused: Collection[date], *, is_over: bool = False) -> str:
    """The load of the last of the weeks against the median of the four before it, in per cent."""
    usual, load = usual_load(figures, paused), figures[-1].load
    if usual is None:
        needed = {"needed": USUAL_FROM_WEEKS, "weeks": USUAL_OF_WEEKS}
        return _("Your usual week appears once %(needed)d of the %(weeks)d weeks before hold a load.") % needed
    said = {"load": load, "usual": round(usual), "percent": round(100 * (load or 0) / usual)}
    if load is None:
        return _("No load yet this week. Your usual week is %(usual)d, the middle of the four before.") % said
    if is_over:
        words = _("%(load)d, which is %(percent)d %% of your usual week of %(usual)d, the middle of the four before.")
    else:
        words = _("So far %(load)d: %(percent)d %% of your usual week of %(usual)d, the middle of the four before.")
    return words % said


def mood_panel(figures: list[WeekFigures], axis: Axis) -> Chart:
    """Median and range of the mood ratings of each week."""
    show = partial(mood_bands.mood, number="{:g}".format)
    moods = [row.mood for row in figures]
    count = sum(mood.count for mood in moods if mood)
    between = _("The middle rating of a week lay between %(low)s and %(high)s."), _("The middle rating was %(low)s.")
    if mood_bands.are_hidden():
        between = _("The middle rating lay between “%(low)s” and “%(high)s”."), _("The middle rating was “%(low)s”.")
    caption = Caption(
        ident="mood",
        title=_("Mood by week") if mood_bands.are_hidden() else _("Mood by week, 0–10"),
        description=_("A dot for the middle rating of each week, and a band from the lowest to the highest."),
        headers=(_("Week of"), _("Middle rating"), _("Lowest"), _("Highest")),
        value=ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count},
        sentence=_spread([mood.middle for mood in moods if mood], between, show),
        gap=_("no entry"),
    )
    values = [mood.middle if mood else None for mood in moods]
    draw: dict[str, Any] = {
        "ranges": [(mood.low, mood.high) if mood else None for mood in moods],
        "height": 72,
        "show": show,
    }
    return _picture(count, charts.dotline, values, axis, caption, **draw)


def sleep_panel(figures: list[WeekFigures], axis: Axis) -> Chart:
    """Mean hours asleep in weeks with four nights or more."""
    values = [row.mean_sleep_min for row in figures]
    count = sum(row.nights for row in figures)
    between = _("The mean of a week lay between %(low)s and %(high)s."), _("The mean of the week was %(low)s.")
    is_known = any(value is not None for value in values)
    caption = Caption(
        ident="sleep",
        title=_("Sleep by week, hours"),
        description=_("One bar for the mean of each week with four nights or more."),
        headers=(_("Week of"), _("Asleep, mean")),
        value=ngettext("%(count)d night", "%(count)d nights", count) % {"count": count},
        sentence=_spread(values, between, hours_and_minutes) if is_known or not count else _few_nights(),
        gap=_("fewer than 4 nights"),
    )
    draw: dict[str, Any] = {"colour": "c-sleep", "show": hours_and_minutes, "height": 64}
    return _picture(count if is_known else 0, charts.bars, values, axis, caption, **draw)


def psqi_panel(sheets: Sequence[tuple[date, int, str]], axis: Axis) -> Chart | None:
    """The totals of the PSQI in their weeks; only sheets answered in the same way are joined. None without any."""
    if not sheets:
        return None
    of_week = {Week.of(day).monday: (score, str(PsqiSheet.Provenance(how).label)) for day, score, how in sheets}
    placed = [of_week.get(monday, (None, "")) for monday in axis.mondays]
    day, last, _how = sheets[-1]
    said = ngettext(
        "%(count)d sheet about the past month. The last one, of %(day)s: %(total)d.",
        "%(count)d sheets, each about the past month. The last one, of %(day)s: %(total)d.",
        len(sheets),
    ) % {"count": len(sheets), "day": short_day(day), "total": last}
    caption = Caption(
        ident="psqi",
        title=_("PSQI, 0–21"),
        description=_("A diamond for each sheet. Sheets answered in different ways are not joined."),
        headers=(_("Week of"), _("Total"), _("Answered with")),
        value=_("lower is calmer sleep"),
        sentence=said,
        gap="–",
    )
    if len(sheets) < SHEETS_FOR_A_PICTURE:
        return charts.words(caption)
    values, groups = [score for score, _how in placed], [how for _score, how in placed]
    return charts.diamonds(
        values, axis.labels, groups, caption, reach=SHEETS_JOINED_WEEKS, bounds=(0, 21), ticks=axis.ticks
    )


def _picture(
    entries: int,
    draw: Callable[..., Chart],
    values: Sequence[float | None],
    axis: Axis,
    caption: Caption,
    **options: Any,
) -> Chart:
    """Few entries are told in a sentence: a picture of them would claim a pattern."""
    if entries < ENTRIES_FOR_A_PICTURE:
        return charts.words(caption)
    if draw is charts.bars:
        options["mark_gaps"] = axis.marks_gaps
    return draw(values, axis.labels, caption, ticks=axis.ticks, **options)


def _reached(reached: int, weeks: int) -> str:
    """Weeks that reached the band as a fact; with none of them, only what the band is."""
    if not reached:
        return _("The band is where 150–300 minutes lie. Vigorous minutes count twice.")
    said = ngettext(
        "%(reached)d of the last %(weeks)d weeks reached the band. Vigorous minutes count twice.",
        "%(reached)d of the last %(weeks)d weeks reached the band. Vigorous minutes count twice.",
        reached,
    )
    return said % {"reached": reached, "weeks": weeks}


def _spread(values: Sequence[float | None], sentences: tuple[str, str], show: Callable[[float], str]) -> str:
    """From the lowest to the highest; the second sentence where both are shown alike."""
    known = [value for value in values if value is not None]
    if not known:
        return _("No entry in these weeks.")
    said = {"low": show(min(known)), "high": show(max(known))}
    return sentences[said["low"] == said["high"]] % said


def _few_nights() -> str:
    return _("From four nights a week on, this fills.")


def _joined(sentences: tuple[str, str]) -> str:
    """Sentences of one paragraph; Chinese needs no space between them."""
    first, second = sentences
    return _("%(first)s %(second)s") % {"first": first, "second": second} if first and second else first or second
