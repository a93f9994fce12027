"""The load of one week in full: its days, its evenness, its minutes, and how intensities were found."""

from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core import charts
from core.charts import Caption, Chart
from core.dates import Week, at_offset
from core.day_names import long_day
from core.templatetags.ui import weekday_letter
from insights.load_figures import Bout, Ground, daily_loads, total_met_minutes
from insights.panels import load_words
from insights.rows import JournalRows
from insights.trends import USUAL_OF_WEEKS, WeekFigures, by_week, mondays_until, usual_load
from journal.models import Activity, Intensity
from journal.pauses import paused_weeks
from journal.training_load import WeekLoad, week_load

NOT_DEFINED = "–"
EVENNESS_FROM_DAYS = 4


def load_of(person: Any, week: Week, today: date) -> dict[str, Any]:
    """What the page shows; three queries."""
    mondays = mondays_until(week.monday, USUAL_OF_WEEKS + 1)
    rows = JournalRows(person, mondays[0], week.sunday)
    figures = by_week(mondays, rows.sessions(), (), ())
    paused = paused_weeks(rows.pauses(), mondays[0], week.monday, today)
    bouts = JournalRows(person, week.monday, week.sunday).bouts()
    loads = daily_loads(week, bouts)
    figures_of_load = week_load([each or 0 for each in loads])
    return {
        "week": week,
        "is_this_week": today in week,
        "chart": _days_chart(week, loads, load_words(figures, paused, is_over=today not in week), bouts),
        "has_evenness": figures_of_load.training_days >= EVENNESS_FROM_DAYS,
        "facts": _load_facts(figures_of_load, usual_load(figures, paused)),
        "minutes": _minutes_facts(figures[-1], bouts),
        "bouts": [_told(bout, person) for bout in bouts],
        "before": week.previous(),
        "after": None if today in week else week.next(),
    }


def _days_chart(week: Week, loads: list[int | None], sentence: str, bouts: list[Bout]) -> Chart:
    """The daily loads; sessions without an effort are named, since they are in no bar."""
    unrated = sum(bout.load is None for bout in bouts)
    left_out = ngettext(
        "%(count)d session without an effort is not in it.",
        "%(count)d sessions without an effort are not in it.",
        unrated,
    ) % {"count": unrated}
    total = sum(load for load in loads if load)
    caption = Caption(
        ident="days",
        title=_("Session load, day by day"),
        description=_("One bar a day: effort times minutes."),
        headers=(_("Day"), _("Load")),
        value=number_format(total),
        sentence=f"{sentence} {left_out}" if unrated else sentence,
        gap=_("no session with an effort"),
    )
    labels = [long_day(day) for day in week.days]
    ticks = [weekday_letter(day) for day in week.days]
    return charts.bars(loads, labels, caption, colour="c-effort", show=number_format, ticks=ticks, height=56)


def _load_facts(load: WeekLoad, usual: float | None) -> list[tuple[str, str]]:
    """Names and figures; evenness from four days with a load on, a dash where they do not differ (SPEC 2.1)."""
    facts = [
        (_("Load of the week"), number_format(round(load.total))),
        (_("Your usual week"), NOT_DEFINED if usual is None else number_format(round(usual))),
        (_("Days with a load"), number_format(load.training_days)),
    ]
    if load.training_days >= EVENNESS_FROM_DAYS:
        even = None if load.monotony is None else number_format(round(load.monotony, 2), 2)
        strain = None if load.strain is None else number_format(round(load.strain))
        facts += [(_("Monotony"), even or NOT_DEFINED), (_("Strain"), strain or NOT_DEFINED)]
    return facts


def _minutes_facts(figures: WeekFigures, bouts: list[Bout]) -> list[tuple[str, str]]:
    moderate, vigorous = sum(bout.moderate for bout in bouts), sum(bout.vigorous for bout in bouts)
    return [
        (_("Moderate minutes"), number_format(moderate)),
        (_("Vigorous minutes, counted twice"), f"2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{number_format(vigorous)}"),
        (_("Together"), number_format(moderate + 2 * vigorous)),
        (_("Light, strength and calm work"), number_format(figures.other_minutes)),
        (_("MET-minutes, about"), number_format(total_met_minutes(bouts))),
    ]


def _told(bout: Bout, person: Any) -> dict[str, str]:
    """One row of the table."""
    at = at_offset(bout.started_at, bout.utc_offset)
    return {
        "when": f"{date_format(at, _('D'))} {date_format(at, 'H:i')}",
        "what": bout.title or str(Activity(bout.activity).label),
        "minutes": number_format(bout.minutes),
        "intensity": str(Intensity(bout.intensity).label),
        "ground": _ground(bout.ground(goes_by_heart_rate=person.uses_heart_rate)),
        "load": NOT_DEFINED if bout.load is None else number_format(bout.load),
    }


def _ground(ground: Ground) -> str:
    return {
        "heart_rate": pgettext("how intensity was found", "heart rate"),
        "talk_test": pgettext("how intensity was found", "talk test"),
        "effort": pgettext("how intensity was found", "effort"),
        "default": pgettext("how intensity was found", "usual for the activity"),
    }[ground]
