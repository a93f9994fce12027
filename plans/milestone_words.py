"""A look back in words: the figure at the start, the figure now, and what may be said of the two (SPEC 5.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal.exercise_library import Library
from journal.load_units import Units, load_words
from journal.pace_words import pace_words
from journal.units import minutes_seconds
from plans.milestone_log import LookBack, PlanLooks
from plans.milestones import ASKS_FROM, LEAST, Figure, Outcome
from plans.models import Plan
from plans.words import shown

LABELS: Mapping[str, str | Promise] = {
    "longest_continuous_jog_s": gettext_lazy("Longest jog without a break"),
    "e1rm_kg_per_exercise": gettext_lazy("About what you could lift once"),
    "pose_level_sum": gettext_lazy("Pose levels, added up"),
    "interval_pace_s_per_km": gettext_lazy("Interval pace at an effort of about 7"),
    "moderate_equivalent_min_week": gettext_lazy("Moderate-equivalent minutes a week"),
    "group_checkins_week": gettext_lazy("Check-ins a week"),
    "sd_mid_sleep_min_14d": gettext_lazy("Spread of mid-sleep, 14 nights"),
}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One figure; `start` and `now` are empty where there is too little."""

    label: str
    start: str
    now: str
    sentence: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class LookWords:
    """One milestone as a page shows it."""

    week: int
    figures: list[FigureWords]
    wins: tuple[str, ...]
    asks: bool
    """Whether nothing that can be measured moved, from week 6 on."""


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A plan with its milestones, newest first."""

    plan: Plan
    title: str
    looks: list[LookWords]


def told(found: PlanLooks, library: Library, units: Units, language: str) -> PlanWords:
    """All of it in words."""
    looks = [_look(one, library, units) for one in found.looks]
    return PlanWords(found.plan, shown(found.programme.title, language), looks)


def _look(one: LookBack, library: Library, units: Units) -> LookWords:
    show = SHOWN[one.metric]
    figures = [_figure(each, one.metric, show, library, units) for each in _shown_first(one.figures)]
    asks = one.milestone.week >= ASKS_FROM and not one.has_moved
    return LookWords(one.milestone.week, figures, one.wins, asks)


def _shown_first(figures: tuple[Figure, ...]) -> list[Figure]:
    """Those with both sides; without any, one that says what is missing."""
    whole = [one for one in figures if one.outcome != Outcome.TOO_FEW]
    return whole or sorted(figures, key=lambda one: -(one.start_count + one.now_count))[:1]


def _figure(
    one: Figure, metric: str, show: Callable[[float, Units], str], library: Library, units: Units
) -> FigureWords:
    label = library.name_of(one.exercise) if one.exercise else str(LABELS[metric])
    start, now = ("" if value is None else show(value, units) for value in (one.start, one.now))
    return FigureWords(label, start, now, _sentence(one), one.outcome == Outcome.MOVED)


def _sentence(one: Figure) -> str:
    """No claim beyond the band, and no comment on what moved the other way."""
    if one.outcome == Outcome.TOO_FEW:
        figures = {"least": LEAST, "start": one.start_count, "now": one.now_count}
        return (
            _(
                "A comparison needs %(least)s entries or more in the first two weeks and in the last two; there are"
                " %(start)s and %(now)s."
            )
            % figures
        )
    if one.outcome == Outcome.MOVED:
        return _("More than it moves by itself.")
    return _("Within what it moves by itself.") if one.outcome == Outcome.ALIKE else ""


def _seconds(value: float, units: Units) -> str:
    return _("%(time)s min") % {"time": minutes_seconds(round(value))}


def _about_load(value: float, units: Units) -> str:
    return _("about %(load)s") % {"load": load_words(Decimal(round(value)), units)}


def _levels(value: float, units: Units) -> str:
    return number_format(value, decimal_pos=0 if value == int(value) else 1)


def _pace(value: float, units: Units) -> str:
    return pace_words("running", value, units)[1]


def _minutes(value: float, units: Units) -> str:
    count = round(value)
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", count) % {"minutes": count}


SHOWN: Mapping[str, Callable[[float, Units], str]] = {
    "longest_continuous_jog_s": _seconds,
    "e1rm_kg_per_exercise": _about_load,
    "pose_level_sum": _levels,
    "interval_pace_s_per_km": _pace,
    "moderate_equivalent_min_week": _minutes,
    "group_checkins_week": _levels,
    "sd_mid_sleep_min_14d": _minutes,
}
