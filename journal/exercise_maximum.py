"""The estimated one-repetition maximum of an exercise over time, as a small multiple (SPEC 2.3)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core import charts
from core.charts import Caption, Chart
from core.dates import Week
from journal.exercise_history import counted_sets
from journal.load_units import UNIT_WORDS, Units
from journal.training_load import e1rm
from journal.units import kg_to, rounded

SPANS = (12, 26, 52)
TICKS_SHOWN = 4
RESERVE_FROM = 10
"""Effort of a set is this less the repetitions in reserve."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A set with an estimate."""

    day: date
    load_kg: Decimal
    reps: int
    estimate_kg: float


def lifted_since(person: User, slug: str, first: date) -> list[Lifted]:
    """The sets from that day on that an estimate can be made of, oldest first: one query."""
    begin = timezone.make_aware(datetime.combine(first - timedelta(days=1), time(0)))
    rows = counted_sets(person, slug).filter(started_at__gte=begin, session__day__gte=first, reps__gte=1, load_kg__gt=0)
    found: Any = rows.order_by("started_at", "position").values_list("session__day", "load_kg", "reps", "rpe")
    estimates = ((day, load, reps, estimate(load, reps, rpe)) for day, load, reps, rpe in found)
    return [Lifted(day, load, reps, kg) for day, load, reps, kg in estimates if kg is not None]


def estimate(load_kg: Decimal, reps: int, rpe: Decimal | None) -> float | None:
    """Kilograms for one repetition, with the repetitions in reserve where the effort of the set was said."""
    return e1rm(load_kg, reps, None if rpe is None else float(RESERVE_FROM - rpe))


def maximum_chart(lifted: list[Lifted], weeks: list[Week], units: Units) -> Chart:
    """The best estimate of each week; a week without one is a gap."""
    best: dict[date, float] = defaultdict(float)
    for one in lifted:
        monday = Week.of(one.day).monday
        best[monday] = max(best[monday], float(kg_to(units.load, Decimal(str(one.estimate_kg)))))
    values = [best.get(week.monday) for week in weeks]
    unit = str(UNIT_WORDS[units.load])
    known = [value for value in values if value is not None]
    caption = Caption(
        ident="maximum",
        title=_("Estimated one-repetition maximum, %(unit)s") % {"unit": unit},
        description=_sentence(known, unit),
        headers=(_("Week of"), _("About")),
        value=_("about %(number)s %(unit)s") % {"number": _whole(known[-1]), "unit": unit} if known else "",
        sentence=_sentence(known, unit),
        gap=_("no estimate"),
    )
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = max((high - low) / 4, 1.0)
    return charts.dotline(
        values,
        [date_format(week.monday, _("j M")) for week in weeks],
        caption,
        colour="c-train",
        show=_whole,
        bounds=(low - room, high + room),
        ticks=_ticks(weeks),
        height=64,
    )


def weeks_shown(today: date, count: int) -> list[Week]:
    """The last weeks, oldest first, the running one included."""
    monday = Week.of(today).monday
    return [Week(monday - timedelta(weeks=back)) for back in reversed(range(count))]


def _sentence(known: list[float], unit: str) -> str:
    """What the chart shows, in words."""
    if not known:
        return _("No set of up to ten repetitions with a weight in these weeks.")
    low, high = _whole(min(known)), _whole(max(known))
    told = ngettext(
        "Estimated in %(count)d week: about %(low)s %(unit)s.",
        "Estimated in %(count)d weeks: from about %(low)s to about %(high)s %(unit)s.",
        len(known),
    )
    return told % {"count": len(known), "low": low, "high": high, "unit": unit}


def _whole(value: float) -> str:
    """An estimate has no decimals worth reading."""
    return f"{rounded(Decimal(str(value)), 0):f}"


def _ticks(weeks: list[Week]) -> list[str]:
    apart, last = max(1, len(weeks) // TICKS_SHOWN), len(weeks) - 1
    return ["" if (last - place) % apart else date_format(week.monday, _("j M")) for place, week in enumerate(weeks)]
