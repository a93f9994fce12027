"""A year at a glance: 52 weeks as columns of days, a sentence a quarter, the months as a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import WIDTH, Svg
from core.day_names import month_name, short_day, short_month
from insights.trends import WeekFigures

WEEKS_OF_A_QUARTER = 13
ROWS = 7


@dataclass(frozen=True, slots=True)
class Month:
    """One row of the table twin."""

    href: str
    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Year:
    """What the year view shows."""

    picture: Svg
    quarters: list[str]
    months: list[Month]


def year_of(today: date, days: Sequence[date], figures: Sequence[WeekFigures]) -> Year:
    """The weeks of `figures` up to today; `days` are those with movement, oldest first."""
    shown = [day for day in days if day >= figures[0].monday]
    return Year(picture([row.monday for row in figures], today, shown), quarters(today, figures), months(shown))


def picture(mondays: Sequence[date], today: date, days: Iterable[date]) -> Svg:
    """A dot for each day with movement; the other days stay blank.

    All dots are one path of strokes without length, whose ends are round: a tenth of the bytes of as many circles.
    """
    pitch = WIDTH / len(mondays)
    columns, rows = [f"{(column + 0.5) * pitch:.1f}" for column in range(len(mondays))], _middles(pitch)
    places = (divmod((day - mondays[0]).days, ROWS) for day in days)
    dots = "".join(f"M{columns[column]} {rows[row]}h0" for column, row in places)
    tall, last = ROWS * pitch, today.weekday() + 1
    ground = f"M0 0H{WIDTH}V{last * pitch:.1f}H{WIDTH - pitch:.1f}V{tall:.1f}H0z"
    names = "".join(
        f'<text x="{column * pitch:.1f}" y="{tall + 14:.1f}">{name}</text>' for column, name in _month_ticks(mondays)
    )
    title = _("Days with movement in the last 52 weeks")
    return Svg(
        f'<svg class="year" viewBox="0 0 {WIDTH} {tall + 18:.1f}" role="img" aria-label="{title}">'
        f'<path class="track" d="{ground}"/><path class="days" d="{dots}"/>{names}</svg>'
    )


def quarters(today: date, figures: Sequence[WeekFigures]) -> list[str]:
    """A sentence for each thirteen weeks, the newest first; those before the first session of all are left out."""
    said = []
    begun = next((place for place, row in enumerate(figures) if row.active_days), len(figures))
    for begin in range(len(figures) - WEEKS_OF_A_QUARTER, begun - WEEKS_OF_A_QUARTER, -WEEKS_OF_A_QUARTER):
        weeks = figures[begin : begin + WEEKS_OF_A_QUARTER]
        last = min(weeks[-1].monday + timedelta(days=ROWS - 1), today)
        span = {"first": short_day(weeks[0].monday), "last": short_day(last)}
        days, minutes = sum(row.active_days for row in weeks), sum(row.minutes for row in weeks)
        if not days:
            said.append(_("%(first)s – %(last)s: no session noted.") % span)
            continue
        sentence = ngettext(
            "%(first)s – %(last)s: movement on %(count)d day, %(minutes)d minutes.",
            "%(first)s – %(last)s: movement on %(count)d days, %(minutes)d minutes.",
            days,
        )
        said.append(sentence % {**span, "count": days, "minutes": minutes})
    return said


def months(days: Iterable[date]) -> list[Month]:
    """The months with a session, newest first."""
    counts = Counter((day.year, day.month) for day in days)
    firsts = [(date(year, month, 1), count) for (year, month), count in counts.items()]
    return [Month(_address(first.year, first.month), month_name(first), count) for first, count in reversed(firsts)]


@lru_cache(maxsize=512)
def _address(year: int, month: int) -> str:
    return reverse("insights:month", args=[year, month])


def _middles(pitch: float) -> list[str]:
    return [f"{(row + 0.5) * pitch:.1f}" for row in range(ROWS)]


def _month_ticks(mondays: Sequence[date]) -> list[tuple[int, str]]:
    """The first month of each quarter of the year, over the week in which it begins."""
    ticks = []
    for column, monday in enumerate(mondays):
        sunday = monday + timedelta(days=ROWS - 1)
        if sunday.day <= ROWS and sunday.month % 3 == 1:
            ticks.append((column, short_month(sunday)))
    return ticks
