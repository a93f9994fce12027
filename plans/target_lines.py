"""How far the targets of a week have come, in words: a figure, never a verdict. Pure but for the words.

Below a target stands what was done of it, and nothing else; above the band of minutes stands "above the band", which is
neither too much nor a bonus (SPEC 2.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal.steps import GOOD_LEVEL, step_target, week_mean
from plans.models import WeeklyTarget
from plans.progress import WeekTotals

Kind = WeeklyTarget.Kind
BAND_MOST = 300
"""Moderate-equivalent minutes (WHO 2020)."""
LABELS: Mapping[str, Promise] = {
    Kind.MODERATE_EQUIVALENT_MINUTES: gettext_lazy("Moderate-equivalent minutes"),
    Kind.RESISTANCE_DAYS: gettext_lazy("Resistance days"),
    Kind.STEPS: gettext_lazy("Steps, mean of 7 days"),
    Kind.FAMILY_SESSIONS: gettext_lazy("With family"),
    Kind.MIND_BODY_SESSIONS: gettext_lazy("Yoga, tai chi or mobility"),
}
"""The kinds in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The mean of seven days and the person's own level for them; None below four days, and before fourteen."""

    mean: int | None
    level: int | None

    @classmethod
    def of(cls, days: Mapping[date, int], day: date, aim: int) -> "Steps":
        """`days` are the seven up to `day` and the first fourteen valid ones; the ramp ends at `aim`."""
        return cls(week_mean(days, day), step_target(days, day, aim))


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target of a week in words."""

    kind: str
    words: str

    @property
    def label(self) -> Promise:
        return LABELS[self.kind]


def lines_of(targets: Mapping[str, int], totals: WeekTotals, steps: Steps | None) -> list[TargetLine]:
    """A line for each of these targets (kind -> number) that a line is told of; steps only where they are given."""
    lines = []
    for kind in LABELS.keys() & targets.keys():
        if kind != Kind.STEPS:
            lines.append(TargetLine(kind, _words(kind, totals.done(kind), targets[kind])))
        elif steps is not None:
            lines.append(TargetLine(kind, _step_words(steps)))
    return sorted(lines, key=lambda line: list(LABELS).index(line.kind))


def _words(kind: str, done: int, target: int) -> str:
    """Training facts alone, so that a mail may carry them."""
    if kind == Kind.MODERATE_EQUIVALENT_MINUTES:
        return _minutes(done, target)
    if kind == Kind.RESISTANCE_DAYS:
        told = ngettext("%(done)s of %(target)s day", "%(done)s of %(target)s days", target)
        more = ngettext("%(done)s day, target %(target)s", "%(done)s days, target %(target)s", done)
        return (more if done > target else told) % {"done": done, "target": target}
    if target == 1 and done:
        return _("yes, this week")
    return _("%(done)s of %(target)s") % {"done": done, "target": target}


def _minutes(done: int, target: int) -> str:
    figures = {"done": done, "target": target}
    if done > BAND_MOST:
        return _("%(done)s minutes, above the band") % figures
    if done > target:
        return ngettext("%(done)s minute, target %(target)s", "%(done)s minutes, target %(target)s", done) % figures
    return ngettext("%(done)s of %(target)s minute", "%(done)s of %(target)s minutes", target) % figures


def _step_words(steps: Steps) -> str:
    if steps.mean is None:
        return _("a mean comes with 4 days")
    mean = number_format(steps.mean, force_grouping=True)
    if steps.level is None:
        return _("%(mean)s; your first 14 days set your own level") % {"mean": mean}
    figures = {"mean": mean, "level": number_format(steps.level, force_grouping=True)}
    if steps.mean >= steps.level:
        return _("%(mean)s, own level %(level)s") % figures
    if steps.mean >= GOOD_LEVEL:
        return _("%(mean)s of %(level)s, already a good level") % figures
    return _("%(mean)s of %(level)s") % figures
