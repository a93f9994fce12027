"""Steps with the person's own next level, and the six-minute walk; both are compared with oneself alone."""

from datetime import timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Caption, Chart, Mark, bars, scatter
from journal.histories.columns import Column, bounds_of, columns, days_until, medians, sorted_in
from journal.histories.drawing import History, caption, dated, labels, short, ticks
from journal.measurement_words import in_unit, number, quantity, shown_unit, words
from journal.models import MeasurementKind
from journal.steps import BASELINE_DAYS, GOOD_LEVEL, VALID_FROM, step_target, week_mean

DAYS_DRAWN = 28
POINTS = 60
MARGIN_OF_WALKS = 20.0


def step_history(person: Any, kind: str, weeks: int) -> History:
    """Two queries: the days of the span, and the first fortnight, from which the level follows."""
    today, among = person.today(), columns(person.today(), weeks)
    since = min(among[0].first, today - timedelta(days=DAYS_DRAWN))
    days = person.measurements.since(since).step_days()
    first = person.measurements.first_step_days(VALID_FROM, BASELINE_DAYS)
    target = step_target(first, today)
    sentences = [*mean_sentences(week_mean(days, today)), level_sentence(target, sum(day < today for day in first))]
    if not days:
        return History(sentences)
    charts = [days_chart(days, days_until(today, DAYS_DRAWN), target), weeks_chart(days, among, weeks)]
    return History(sentences, charts)


def mean_sentences(mean: int | None) -> list[str]:
    if mean is None:
        return [_("A mean stands here after 4 days with 500 steps or more within 7 days.")]
    said = _("Mean of the last 7 days: %(steps)s steps.") % {"steps": number_format(mean, force_grouping=True)}
    return [said, _("That is already a good level.")] if mean >= GOOD_LEVEL else [said]


def level_sentence(target: int | None, known: int) -> str:
    """The own next level; before it, how far the first fortnight has come."""
    if target is not None:
        return _("Your own next level: %(steps)s a day.") % {"steps": number_format(target, force_grouping=True)}
    said = ngettext("Your first %(needed)d days set your own next level; %(known)d is here.",
                    "Your first %(needed)d days set your own next level; %(known)d are here.", known)  # fmt: skip
    return said % {"needed": BASELINE_DAYS, "known": known}


def days_chart(days: Any, among: list[Column], target: int | None) -> Chart:
    """A bar for each of the last 28 days; a day below 500 steps is drawn, but counts nowhere."""
    values = [days.get(column.first) for column in among]
    known = sorted(value for value in values if value is not None)
    said = caption("steps-days", _("Steps, last 28 days"), (_("Day"), _("Steps")), [grouped(each) for each in known])
    return bars(values, labels(among), said, show=grouped, target=target, ticks=ticks(among), height=64)


def weeks_chart(days: Any, among: list[Column], weeks: int) -> Chart:
    """The mean of the valid days of each week, from four of them on; a year shows the middle one of four weeks."""
    by_week = columns_of_weeks(among)
    means = [(column.first, mean) for column in by_week if (mean := week_mean(days, column.last)) is not None]
    values = medians(sorted_in(means, among))
    title = _("Mean of a week") if weeks == 12 else _("Mean of a week, by four weeks")
    known = sorted(value for value in values if value is not None)
    said = Caption(
        ident="steps-weeks",
        title=title,
        description=title,
        headers=(_("Week of") if weeks == 12 else _("Four weeks from"), _("Steps")),
        value=caption("", "", (), [grouped(each) for each in known]).value,
        gap=_("fewer than 4 days"),
    )
    return bars(values, labels(among), said, show=grouped, ticks=ticks(among), height=64)


def columns_of_weeks(among: list[Column]) -> list[Column]:
    """The single weeks that the columns hold; the current one ends on its Sunday, of which days to come are empty."""
    first, last = among[0].first, among[-1].last
    count = ((last - first).days + 1) // 7
    return [Column(first + timedelta(weeks=n), first + timedelta(weeks=n, days=6)) for n in range(count)]


def grouped(value: float) -> str:
    return str(number_format(round(value), force_grouping=True))


def walk_history(person: Any, kind: str, weeks: int) -> History:
    """One query: the last walks, each at its own time."""
    rows = list(person.measurements.of_kind(kind).newest_first()[:POINTS])[::-1]
    if not rows:
        return History([], has_spans=False)
    longest = max(rows, key=lambda row: row.value)
    last = {"distance": words(rows[-1], person), "day": dated(rows[-1].day)}
    sentences = [_("%(distance)s on %(day)s.") % last]
    if len(rows) > 1:
        before = {"distance": words(rows[-2], person), "day": dated(rows[-2].day)}
        sentences.append(_("The time before: %(distance)s on %(day)s.") % before)
    if len(rows) > 2 and longest is not rows[-1]:
        sentences.append(_("The longest so far: %(distance)s.") % {"distance": words(longest, person)})
    return History(sentences, [walk_chart(rows, person)], has_spans=False)


def walk_chart(rows: list[Any], person: Any) -> Chart:
    """A dot for each walk in the distance of their days."""
    unit = shown_unit(MeasurementKind.SIX_MINUTE_WALK, person)
    values = [float(in_unit(row.kind, row.value, unit)) for row in rows]
    known = [number(row.kind, row.value, person) for row in sorted(rows, key=lambda row: row.value)]
    said = caption("walks", _("Distance in six minutes"), (_("Day"), _("Distance")), known)
    first, last = rows[0].day, rows[-1].day
    span = (last - first).days or 1
    marks = [Mark((row.day - first).days / span, value) for row, value in zip(rows, values, strict=True)]
    table = [(dated(row.day), quantity(row.kind, row.value, person)) for row in rows]
    ends = (short(first), short(last)) if first != last else (short(first), "")
    return scatter(marks, table, said, colour="c-train", bounds=bounds_of(values, MARGIN_OF_WALKS), ends=ends)
