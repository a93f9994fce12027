"""Blood pressure: the mean of days in words, the range that a scheme names, two charts with the same columns."""

from collections.abc import Sequence
from statistics import mean
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.charts import Chart, dotline
from core.help_contacts import country_of_zone
from journal import pressure
from journal.histories.columns import Column, bounds_of, columns, sorted_in
from journal.histories.drawing import History, caption, labels, ticks
from journal.pressure import Mean, Reading

MARGIN = 4.0
RANGES: dict[str, tuple[str | Promise, ...]] = {
    "esc": (
        gettext_lazy("Below 120/70: the lowest of the three ranges of ESC 2024."),
        gettext_lazy("From 120 or 70 up, below 135/85: the middle of the three ranges of ESC 2024 for home."),
        gettext_lazy("At or above 135/85 at home (140/90 at a doctor's), where ESC 2024 advises to talk to a doctor."),
    ),
    "aha": (
        gettext_lazy("Below 120/80: the lowest of the four ranges of AHA/ACC 2025."),
        gettext_lazy("From 120 to 129, the lower value below 80: the second of the four ranges of AHA/ACC 2025."),
        gettext_lazy("From 130 or 80 up: the third of the four ranges of AHA/ACC 2025. Worth mentioning to a doctor."),
        gettext_lazy("At or above 140/90: the highest range of AHA/ACC 2025, where it advises to talk to a doctor."),
    ),
    "china": (
        gettext_lazy("Below 135/85 at home (140/90 at a doctor's), the level of the Chinese guideline."),
        gettext_lazy(
            "At or above 135/85 at home (140/90 at a doctor's): the Chinese guideline advises to see a doctor."
        ),
    ),
}
"""Scheme -> a sentence for each range. They describe values and name no illness (SPEC 8.3)."""


def scheme_of(person: Any) -> str:
    """The scheme that the person chose, else that of their region."""
    return person.pressure_scheme or pressure.scheme_by_region(person.language, country_of_zone(person.time_zone))


def pressure_history(person: Any, kind: str, weeks: int) -> History:
    """One query: the readings of the span that is shown, twelve weeks at least."""
    today, among = person.today(), columns(person.today(), weeks)
    since = min(among[0].first, today - pressure.BEFORE[1])
    rows = person.measurements.of_kind(kind).since(since).values_list("day", "systolic", "diastolic")
    readings = [Reading(*row) for row in rows]
    sentences = pressure_sentences(readings, person)
    if not any(reading.day >= among[0].first for reading in readings):
        return History(sentences)
    days = pressure.day_means(readings)
    charts = [
        chart("systolic", _("Upper value, mean"), {day: pair[0] for day, pair in days.items()}, among, weeks),
        chart("diastolic", _("Lower value, mean"), {day: pair[1] for day, pair in days.items()}, among, weeks),
    ]
    return History(sentences, charts)


def pressure_sentences(readings: Sequence[Reading], person: Any) -> list[str]:
    """The mean of the last 14 days, its range, and what it was two months before where it moved."""
    today = person.today()
    now = pressure.mean_until(readings, today)
    if now is None:
        return [_("A mean stands here after two readings on each of two days within 14 days.")]
    sentences = [mean_sentence(now), range_sentence(scheme_of(person), now)]
    if moved := pressure.change(readings, today):
        then = {"then": f"{moved.then.systolic}/{moved.then.diastolic}"}
        sentences.append(_("8 to 12 weeks before, the mean was %(then)s.") % then)
    return [*sentences, _("This is not a diagnosis.")]


def mean_sentence(now: Mean) -> str:
    """With what it rests on: a mean has two days at least."""
    said = _("Mean of the last 14 days: %(mean)s mmHg (%(days)d days, %(readings)d readings).")
    return said % {"mean": f"{now.systolic}/{now.diastolic}", "days": now.days, "readings": now.readings}


def range_sentence(scheme: str, now: Mean) -> str:
    return str(RANGES[scheme][pressure.level(scheme, now.systolic, now.diastolic)])


def chart(ident: str, title: str, days: dict[Any, float], among: list[Column], weeks: int) -> Chart:
    """One value of the two: the mean of the days of each column."""
    groups = sorted_in(days.items(), among)
    values = [round(mean(group)) if group else None for group in groups]
    known = sorted(value for value in values if value is not None)
    headers = (_("Week of") if weeks == 12 else _("Four weeks from"), _("Mean, mmHg"))
    said = caption(ident, title, headers, [f"{value}" for value in known])
    bounds = bounds_of(values, MARGIN)
    return dotline(values, labels(among), said, colour="c-mood", bounds=bounds, ticks=ticks(among), height=64)
