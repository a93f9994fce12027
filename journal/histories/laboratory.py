"""Laboratory values: the last one, of hs-CRP its usual ups and downs; never a verdict on a value (SPEC 2.7, 8.3)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.charts import Chart, Mark, scatter
from journal.histories.drawing import History, caption, dated, short
from journal.laboratory import Band, hs_crp_band, is_set_apart, wants_repeat
from journal.measurement_words import in_unit, number, quantity, shown_unit, words
from journal.models import Measurement, MeasurementKind

POINTS = 60
HEADROOM = 1.1
CYTOKINE = gettext_lazy(
    "Laboratories differ: compare values of one laboratory alone. A hard session raises IL-6 for hours."
)
NOTES: dict[str, str | Promise] = {
    "hs_crp": gettext_lazy(
        "In cardiology, below 1, from 1 to 3 and above 3 mg/L stand for lower, average and higher risk for heart and "
        "vessels (AHA/CDC 2003). One value says little: it moves a lot from month to month."
    ),
    "il6": CYTOKINE,
    "tnf_alpha": CYTOKINE,
    "il1_beta": CYTOKINE,
    "glucose": gettext_lazy("Compare fasting values with fasting values alone."),
}


def laboratory_history(person: Any, kind: str, weeks: int) -> History:
    """One query: the last values, each at its own time."""
    rows = list(person.measurements.of_kind(kind).newest_first()[:POINTS])[::-1]
    if not rows:
        return History([], notes=[str(NOTES[kind])], has_spans=False)
    counted = [row.value for row in rows if not set_apart(row)]
    band = hs_crp_band(counted) if kind == MeasurementKind.HS_CRP else None
    last = {"value": words(rows[-1], person), "day": dated(rows[-1].day)}
    sentences = [_("Last value: %(value)s, on %(day)s.") % last]
    if band:
        sentences.append(band_sentence(band, person))
    if kind == MeasurementKind.HS_CRP and wants_repeat(rows[-1].value):
        sentences.append(_("Values above 10 mg/L usually go with something acute: repeat after two weeks or more."))
    if apart := len(rows) - len(counted):
        sentences.append(apart_sentence(apart))
    return History(sentences, [chart(kind, rows, band, person)], [str(NOTES[kind])], has_spans=False)


def set_apart(row: Measurement) -> bool:
    return is_set_apart(row.had_infection, row.hours_since_hard)


def band_sentence(band: Band, person: Any) -> str:
    said = ngettext(
        "Grey: the usual ups and downs, 1.26 mg/L around the median of %(count)d value, %(median)s.",
        "Grey: the usual ups and downs, 1.26 mg/L around the median of %(count)d values, %(median)s.",
        band.values,
    )
    middle = quantity(MeasurementKind.HS_CRP, band.median.quantize(Decimal("0.01")), person)
    return said % {"median": middle, "count": band.values}


def apart_sentence(count: int) -> str:
    said = ngettext(
        "%(count)d value is hollow and left out: taken within 24 hours of hard training, or within 14 days of an "
        "infection, injury or vaccination.",
        "%(count)d values are hollow and left out: taken within 24 hours of hard training, or within 14 days of an "
        "infection, injury or vaccination.",
        count,
    )
    return said % {"count": count}


def chart(kind: str, rows: Sequence[Any], band: Band | None, person: Any) -> Chart:
    """A dot for each value over zero, hollow where it counts for nothing."""
    unit = shown_unit(kind, person)
    values = [float(in_unit(kind, row.value, unit)) for row in rows]
    known = [number(kind, row.value, person) for row in sorted(rows, key=lambda row: row.value)]
    title = f"{MeasurementKind(kind).label}, {unit}"
    said = caption(f"lab-{kind}", title, (_("Day"), _("Value"), _("Remark")), known)
    first, span = rows[0].measured_at, (rows[-1].measured_at - rows[0].measured_at).total_seconds() or 1
    marks = [
        Mark((row.measured_at - first).total_seconds() / span, value, set_apart(row))
        for row, value in zip(rows, values, strict=True)
    ]
    usual = (float(band.low), float(band.high)) if band else None
    top = max([*values, usual[1] if usual else 0]) * HEADROOM
    table = [(dated(row.day), words(row, person), _("left out") if set_apart(row) else "") for row in rows]
    ends = (short(rows[0].day), short(rows[-1].day)) if rows[0].day != rows[-1].day else (short(rows[0].day), "")
    return scatter(marks, table, said, bounds=(0, top), usual=usual, ends=ends, height=88)
