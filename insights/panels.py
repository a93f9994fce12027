"""The trends of a person in words and charts: five queries, whatever the number of entries.

What a person no longer agrees to is not read.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import DateField, UUIDField
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import charts
from core.charts import Caption, Chart
from core.compiled import Compiled
from core.dates import Week
from insights.trends import (
    ACTIVE_WEEKS,
    CalendarDay,
    Session,
    WeekFigures,
    active_days,
    active_weeks,
    by_week,
    calendar_rows,
    weeks_until,
)
from journal.durations import hours_and_minutes
from journal.models import MoodRating, PsqiSheet, SleepDiaryEntry, TrainingSession
from journal.mood import Rating

WEEKLY_MINUTES = 150
"""Lower end of the band of WHO 2020 (SPEC 2.5)."""
TICKS_SHOWN = 4
SINCE: dict[str, Any] = {"person": UUIDField(), "since": DateField()}
SESSIONS = Compiled(
    lambda person, since: TrainingSession.objects.filter(person=person, day__gte=since).values_list(
        "day", "minutes", "moderate_minutes", "vigorous_minutes"
    ),
    **SINCE,
)
RATINGS = Compiled(
    lambda person, since: MoodRating.objects.filter(person=person, day__gte=since).values_list(
        "day", "rated_at", "utc_offset", "score"
    ),
    **SINCE,
)
NIGHTS = Compiled(
    lambda person, since: SleepDiaryEntry.objects.filter(person=person, day__gte=since).values_list(
        "day", "total_sleep_min"
    ),
    **SINCE,
)
SHEETS = Compiled(
    lambda person, since: PsqiSheet.objects.filter(
        person=person, taken_on__gte=since, global_score__isnull=False
    ).values_list("taken_on", "global_score"),
    **SINCE,
)


def trends_of(person: Any, weeks: int) -> dict[str, Any]:
    """What the trends page shows for the last weeks: 4, 12 or a year of 52."""
    today = person.today()
    columns = weeks_until(today, weeks)
    since = min(columns[0].monday, weeks_until(today, ACTIVE_WEEKS)[0].monday, today - timedelta(days=27))
    agreed = person.consent_categories
    sessions = _sessions(person, since) if "training" in agreed else []
    ratings = _ratings(person, since) if "wellbeing" in agreed else []
    nights = NIGHTS.rows(person=person.pk, since=since) if "sleep" in agreed else []
    totals = dict(SHEETS.rows(person=person.pk, since=since)) if "sleep" in agreed else {}
    asleep = [(day, minutes) for day, minutes in nights if minutes is not None]
    figures = by_week(columns, sessions, ratings, asleep, totals)
    rows = calendar_rows(today, sessions, ratings, {day for day, _minutes in nights})
    trained = [session.day for session in sessions]
    return {
        "has_entries": bool(sessions or ratings or nights or totals),
        "active_days": active_days(today, trained),
        "active_weeks": active_weeks(today, trained),
        "calendar": [(_week_number(week), [_cell(day) for day in days]) for week, days in rows],
        "minutes": minutes_chart(figures),
        "mood": mood_chart(figures),
        "sleep": sleep_chart(figures),
        "psqi": psqi_chart(figures),
    }


def minutes_chart(figures: list[WeekFigures]) -> Chart:
    """Moderate-equivalent minutes a week over the line of 150."""
    values = [row.moderate_equivalent_minutes for row in figures]
    reached = sum(value is not None and value >= WEEKLY_MINUTES for value in values)
    logged = sum(value is not None for value in values)
    sentence = _no_entry() if not logged else _reached(reached, len(figures))
    caption = Caption(
        ident="minutes",
        title=_("Moderate minutes a week"),
        description=sentence,
        headers=(_("Week of"), _("Minutes")),
        value=_("line at %(minutes)d") % {"minutes": WEEKLY_MINUTES},
        sentence=sentence,
        gap=_("no entry"),
    )
    return charts.bars(values, _labels(figures), caption, target=WEEKLY_MINUTES, ticks=_ticks(figures), height=64)


def mood_chart(figures: list[WeekFigures]) -> Chart:
    """Median and range of the mood ratings of each week."""
    values = [row.mood_median for row in figures]
    count = sum(row.ratings for row in figures)
    entries = ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count}
    sentence = _spread(values, _("The middle rating of a week lay between %(low)s and %(high)s."), "{:g}".format)
    caption = Caption(
        ident="mood",
        title=_("Mood by week, 0–10"),
        description=sentence,
        headers=(_("Week of"), _("Middle rating"), _("Lowest"), _("Highest")),
        value=entries,
        sentence=sentence,
        gap=_("no entry"),
    )
    ranges = [row.mood_range for row in figures]
    return charts.dotline(values, _labels(figures), caption, ranges=ranges, ticks=_ticks(figures), height=72)


def sleep_chart(figures: list[WeekFigures]) -> Chart:
    """Mean hours asleep in weeks with four nights or more."""
    values = [None if row.mean_sleep_min is None else row.mean_sleep_min for row in figures]
    count = sum(row.nights for row in figures)
    nights = ngettext("%(count)d night", "%(count)d nights", count) % {"count": count}
    between = _("The mean of a week lay between %(low)s and %(high)s.")
    sentence = (
        _spread(values, between, hours_and_minutes) if any(values) else _("From four nights a week on, this fills.")
    )
    caption = Caption(
        ident="sleep",
        title=_("Sleep by week, hours"),
        description=sentence,
        headers=(_("Week of"), _("Asleep, mean")),
        value=nights,
        sentence=sentence,
        gap=_("fewer than 4 nights"),
    )
    return charts.bars(
        values, _labels(figures), caption, colour="c-sleep", show=hours_and_minutes, ticks=_ticks(figures), height=64
    )


def psqi_chart(figures: list[WeekFigures]) -> Chart | None:
    """The totals of the PSQI in their weeks, never joined by a line: they are weeks apart. None without any."""
    values = [row.psqi for row in figures]
    known = [value for value in values if value is not None]
    if not known:
        return None
    sentence = ngettext("%(count)d sheet about the past month; lower is calmer sleep.",
                        "%(count)d sheets, each about the past month; lower is calmer sleep.", len(known))  # fmt: skip
    caption = Caption(
        ident="psqi",
        title=_("PSQI, 0–21"),
        description=sentence % {"count": len(known)},
        headers=(_("Week of"), _("Total")),
        value=_("last %(total)d") % {"total": known[-1]},
        sentence=sentence % {"count": len(known)},
        gap="–",
    )
    return charts.dotline(
        values, _labels(figures), caption, colour="c-sleep", bounds=(0, 21), ticks=_ticks(figures), height=56
    )


def _sessions(person: Any, since: Any) -> list[Session]:
    return [Session(*row) for row in SESSIONS.rows(person=person.pk, since=since)]


def _ratings(person: Any, since: Any) -> list[Rating]:
    rows = RATINGS.rows(person=person.pk, since=since)
    return [Rating(day, (at.hour * 60 + at.minute + offset) % 1440, score) for day, at, offset, score in rows]


def _cell(cell: CalendarDay | None) -> dict[str, Any] | None:
    """A day with its words: "Wednesday 7 October, mood 8, trained 35 minutes"."""
    if cell is None:
        return None
    parts = [_dated(cell.day, _("l j F"), get_language())]
    if cell.score is not None:
        parts.append(_("mood %(score)d") % {"score": cell.score})
    if cell.minutes:
        trained = ngettext("trained %(minutes)d minute", "trained %(minutes)d minutes", cell.minutes)
        parts.append(trained % {"minutes": cell.minutes})
    if cell.is_slept:
        parts.append(_("sleep noted"))
    if len(parts) == 1:
        parts.append(_("no entry"))
    return {"cell": cell, "label": ", ".join(parts), "href": reverse("journal:day", args=[cell.day])}


def _reached(reached: int, weeks: int) -> str:
    """Weeks over the line as a fact; with none of them, only what the line is."""
    if not reached:
        return _("The line is where 150 minutes lie. Vigorous minutes count twice; every move counts.")
    said = ngettext(
        "%(reached)d of the last %(weeks)d weeks had 150 or more. Vigorous minutes count twice.",
        "%(reached)d of the last %(weeks)d weeks had 150 or more. Vigorous minutes count twice.",
        reached,
    )
    return said % {"reached": reached, "weeks": weeks}


def _spread(values: list[Any], sentence: str, show: Any) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return _no_entry()
    return sentence % {"low": show(min(known)), "high": show(max(known))}


def _no_entry() -> str:
    return _("No entry in these weeks.")


def _labels(figures: list[WeekFigures]) -> list[str]:
    return [_dated(row.week.monday, _("j M"), get_language()) for row in figures]


@lru_cache(maxsize=4096)
def _dated(day: date, form: str, language: str | None) -> str:
    """The day in the active language; kept, since one page names a week up to eight times."""
    return date_format(day, form)


def _ticks(figures: list[WeekFigures]) -> list[str]:
    """The date under every column, or under every third of twelve, the current week's always."""
    apart = max(1, len(figures) // TICKS_SHOWN)
    last = len(figures) - 1
    return ["" if (last - column) % apart else label for column, label in enumerate(_labels(figures))]


def _week_number(week: Week) -> int:
    return week.monday.isocalendar().week
