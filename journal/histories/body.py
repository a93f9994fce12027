"""Weight, waist, body fat and resting heart rate: medians in words, then a median a week."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import dotline
from journal import body_medians
from journal.body_medians import FOUR_WEEKS, NEEDED, Median
from journal.histories.columns import bounds_of, columns, medians, sorted_in
from journal.histories.drawing import History, caption, labels, ticks
from journal.histories.waist import standards
from journal.measurement_words import in_unit, quantity, shown_unit
from journal.models import MeasurementKind
from journal.units import rounded

WEEK = timedelta(weeks=1)
LOOKED_BACK = timedelta(weeks=12)
MARGIN = 1.0
COLOURS = {"resting_hr": "c-train"}


def body_history(person: Any, kind: str, weeks: int) -> History:
    """One query: the values of the span that is shown, twelve weeks at least."""
    today, among = person.today(), columns(person.today(), weeks)
    since = min(among[0].first, today - LOOKED_BACK)
    values = list(person.measurements.of_kind(kind).since(since).values_list("day", "value"))
    sentences = heart_sentences(values, person) if kind == "resting_hr" else body_sentences(kind, values, person)
    told = standards(person) if kind == MeasurementKind.WAIST else []
    if not any(among[0].first <= day <= among[-1].last for day, _value in values):
        return History(sentences, standards=told)
    unit = shown_unit(kind, person)
    shown = [(day, float(in_unit(kind, value, unit))) for day, value in values]
    drawn = medians(sorted_in(shown, among))
    known = sorted(value for value in drawn if value is not None)
    words = caption(
        kind,
        _("%(kind)s, median") % {"kind": MeasurementKind(kind).label},
        (_("Week of") if weeks == 12 else _("Four weeks from"), _("Median")),
        [f"{value:.4g}" for value in known],
    )
    chart = dotline(
        drawn,
        labels(among),
        words,
        colour=COLOURS.get(kind, "c-sleep"),
        show="{:.4g}".format,
        bounds=bounds_of(drawn, MARGIN),
        ticks=ticks(among),
        height=72,
    )
    return History(sentences, [chart], standards=told)


def body_sentences(kind: str, values: body_medians.Values, person: Any) -> list[str]:
    """The median of four weeks; what it was two months before where that is worth a sentence."""
    today = person.today()
    now = body_medians.median_until(kind, values, today)
    if now is None:
        known = sum(today - FOUR_WEEKS < day <= today for day, _value in values)
        return [too_few(kind, known)]
    sentences = [median_sentence(kind, now, person)]
    if before := body_medians.median_before(kind, values, today):
        then = {"then": tidy(kind, before, person)}
        sentences.append(_("8 to 12 weeks before, the median was %(then)s.") % then)
        if kind == MeasurementKind.WAIST:
            sentences.append(_("A tape itself is off by 1 to 2 cm."))
    return sentences


def median_sentence(kind: str, found: Median, person: Any) -> str:
    said = ngettext(
        "Median of the last 4 weeks: %(median)s (%(count)d value).",
        "Median of the last 4 weeks: %(median)s (%(count)d values).",
        found.count,
    )
    return said % {"median": tidy(kind, found, person), "count": found.count}


def too_few(kind: str, known: int) -> str:
    """What is still missing, as a fact."""
    if NEEDED[kind] == 1:
        return _("No value in the last 4 weeks.")
    said = ngettext("%(known)d value in the last 4 weeks. From %(needed)d on, their median stands here.",
                    "%(known)d values in the last 4 weeks. From %(needed)d on, their median stands here.",
                    known)  # fmt: skip
    return said % {"known": known, "needed": NEEDED[kind]}


def heart_sentences(values: body_medians.Values, person: Any) -> list[str]:
    """The median of a week; above 100 on three days of two weeks, that a doctor may hear of it."""
    today = person.today()
    week = [(day, value) for day, value in values if today - WEEK < day <= today]
    found = body_medians.median_until("resting_hr", values, today, WEEK)
    if found is None:
        needed = NEEDED["resting_hr"]
        said = ngettext("%(known)d value in the last 7 days. From %(needed)d on, their median stands here.",
                        "%(known)d values in the last 7 days. From %(needed)d on, their median stands here.",
                        len(week))  # fmt: skip
        sentences = [said % {"known": len(week), "needed": needed}]
    else:
        said = ngettext("Median of the last 7 days: %(median)s (%(count)d value).",
                        "Median of the last 7 days: %(median)s (%(count)d values).", found.count)  # fmt: skip
        sentences = [said % {"median": tidy("resting_hr", found, person), "count": found.count}]
    if body_medians.is_fast_at_rest(values, today):
        sentences.append(_("Above 100 at rest on three days or more of the last 14: worth mentioning to a doctor."))
    return sentences


def tidy(kind: str, found: Median, person: Any) -> str:
    """A median of an even number of values, to as many decimals as the values have."""
    return quantity(kind, rounded(found.value, 0 if kind == MeasurementKind.RESTING_HR else 1), person)
