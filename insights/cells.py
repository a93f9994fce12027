"""Days as the cells of a calendar: mood in the cell, a bar for training, a dot for the night, all of it in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Svg
from core.dates import Week
from core.day_names import long_day
from core.links import link
from core.mood_bands import mood_inside
from core.templatetags.ui import day_cell
from insights.trends import CALENDAR_DAYS, Session
from journal.mood import Rating, day_scores


@dataclass(frozen=True, slots=True)
class CellWeek:
    """One row: the ISO number of the week and its seven cells as markup."""

    number: int
    cells: Svg


class Days:
    """What is known of some days."""

    def __init__(self, sessions: Iterable[Session], ratings: Iterable[Rating], slept: Collection[date]) -> None:
        self.minutes: dict[date, int] = {}
        for each in sessions:
            self.minutes[each.day] = self.minutes.get(each.day, 0) + each.minutes
        self.scores = day_scores(ratings)
        self.slept = slept

    def cell(self, day: date, *, is_link: bool = True) -> str:
        """The cell, by default as a link to the day."""
        minutes, slept = self.minutes.get(day, 0), day in self.slept
        href = link("journal:day", day) if is_link else ""
        return day_cell(self.label(day), value=self.scores.get(day), trained=bool(minutes), slept=slept, href=href)

    def label(self, day: date) -> str:
        """Wednesday 7 October, mood 8, trained 35 minutes."""
        parts = [long_day(day)]
        if day in self.scores:
            parts.append(mood_inside(self.scores[day]))
        if minutes := self.minutes.get(day):
            said = ngettext("trained %(minutes)d minute", "trained %(minutes)d minutes", minutes)
            parts.append(said % {"minutes": minutes})
        if day in self.slept:
            parts.append(_("sleep noted"))
        if len(parts) == 1:
            parts.append(_("no entry"))
        return _(", ").join(parts)


def last_days(today: date, days: Days) -> list[CellWeek]:
    """The last 28 days by ISO week, newest week first; days outside them are empty places."""
    first, week, rows = today - timedelta(days=CALENDAR_DAYS - 1), Week.of(today), []
    while week.sunday >= first:
        rows.append(_row(week, days, first, today))
        week = week.previous()
    return rows


def month_days(first: date, last: date, today: date, days: Days) -> list[Svg]:
    """A month by ISO week, oldest first: the date above each cell; days of other months are empty places."""
    week, rows = Week.of(first), []
    while week.monday <= last:
        cells = (_dated(day, today, days) if first <= day <= last else "<span></span>" for day in week.days)
        rows.append(Svg("".join(cells)))
        week = week.next()
    return rows


def _row(week: Week, days: Days, first: date, last: date) -> CellWeek:
    cells = (days.cell(day) if first <= day <= last else "<span></span>" for day in week.days)
    return CellWeek(week.monday.isocalendar().week, Svg("".join(cells)))


def _dated(day: date, today: date, days: Days) -> str:
    """A day of the month as one link; a day to come is its date alone."""
    date_above = f'<span class="xs" aria-hidden="true">{day.day}</span>'
    if day > today:
        return f'<span class="monthday">{date_above}</span>'
    current = ' aria-current="date"' if day == today else ""
    cell = days.cell(day, is_link=False)
    return f'<a class="monthday" href="{link("journal:day", day)}"{current}>{date_above}{cell}</a>'
