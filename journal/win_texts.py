"""The sentence of a small win in a person's language and units (SPEC 5.5): the deed, the number, then stop.

Trends say "looks like". Wins of feelings and confidence tell no value (SPEC 8.6).
"""

from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import override

from journal import catalogue
from journal.load_units import Units, load_words, more_words
from journal.pace_words import pace_words
from journal.units import plain
from journal.wins_weeks import ENCOURAGEMENT

METRIC = Units()
TENTH = Decimal("0.1")


class WinLike(Protocol):
    """A `Win` or a row of it."""

    @property
    def rule(self) -> str: ...
    @property
    def exercise(self) -> str: ...
    @property
    def old(self) -> Decimal | None: ...
    @property
    def new(self) -> Decimal | None: ...
    @property
    def extra(self) -> Decimal | None: ...


def text(win: WinLike, language: str, *, units: Units = METRIC, exercise_name: str = "") -> str:
    """The win in words. `exercise_name` names a person's own exercise; the catalogue's are known."""
    tell = SENTENCES.get(win.rule)
    if tell is None:
        raise ValueError(f"There is no text for rule {win.rule}.")
    known = catalogue.get(win.exercise)
    name = known.name(language) if known else exercise_name or win.exercise
    old, new, extra = (Decimal(number or 0) for number in (win.old, win.new, win.extra))
    with override(language):
        sentence, values = tell(_Facts(old, new, extra, win.exercise, units))
        return sentence.format(exercise=name, pose=name, **values)


class _Facts:
    """The numbers of a win, and what sentences make of them."""

    def __init__(self, old: Decimal, new: Decimal, extra: Decimal, of: str, units: Units) -> None:
        self.old, self.new, self.extra, self.of, self.units = old, new, extra, of, units

    def plain(self) -> dict[str, str]:
        """The new number and how much more it is."""
        return {"new": plain(self.new), "diff": plain(self.new - self.old)}

    def loads(self, to: Decimal | None = None) -> dict[str, str]:
        """Weights in the person's unit; estimates are rounded `to` something first."""
        old, new = ((one if to is None else one.quantize(to)) for one in (self.old, self.new))
        return {"new": load_words(new, self.units), "diff": more_words(old, new, self.units)}

    def paces(self) -> dict[str, str]:
        """As the activity's pace is told: the new one with its unit."""
        old, new = (pace_words(self.of, float(one), self.units) for one in (self.old, self.new))
        return {"new": new[1], "old": old[0]}


type Told = tuple[str, dict[str, Any]]


def _more_reps(facts: _Facts) -> Told:
    if not facts.extra:
        return _("{exercise}: {new} times, {diff} more than before."), facts.plain()
    sentence = _("{exercise}: {new} times at {load}, {diff} more than before.")
    return sentence, facts.plain() | {"load": load_words(facts.extra, facts.units)}


def _longer_run(facts: _Facts) -> Told:
    sentence = _("{mm} minutes without a break, {diff} more than your best so far.")
    return sentence, {"mm": _minutes(facts.new), "diff": _minutes(facts.new - facts.old)}


def _easier(facts: _Facts) -> Told:
    sentence = _("Looks like the same work felt like {new} instead of {old}.")
    return sentence, {"new": plain(facts.new), "old": plain(facts.old)}


def _steady(facts: _Facts) -> Told:
    hour, minute = divmod(int(facts.extra), 60)
    sentence = _("Up within half an hour of {time} on {k} mornings of the week.")
    return sentence, {"time": f"{hour:02}:{minute:02}", "k": plain(facts.new)}


def _band(facts: _Facts) -> Told:
    numbers = {"new": plain(facts.new), "old": plain(facts.old)}
    sentences = {
        "minutes": _("First week with {new} active minutes, vigorous ones counted twice."),
        "resistance": _("First week with {new} resistance days."),
        "steps": _("{new} steps a day over seven days: your own level of {old} is reached."),
    }
    return sentences[facts.of], numbers


def _tasks(facts: _Facts) -> Told:
    if facts.of == "again":
        return _("One task kept after a quiet week. That is a beginning."), {}
    return _("All tasks of the week are done."), {}


def _minutes(seconds: Decimal) -> str:
    """Whole minutes, or tenths of them, rounded down so that no sentence exceeds the log."""
    return plain((seconds / 60).quantize(TENTH, ROUND_DOWN))


def _support(facts: _Facts) -> Told:
    if facts.of == ENCOURAGEMENT:
        return _("A word of encouragement in your group this week."), {}
    return _("A session together with family."), {}


SENTENCES: dict[str, Callable[[_Facts], Told]] = {
    "SW01": lambda facts: (_("{exercise}: {new}, {diff} more than before. You did that."), facts.loads()),
    "SW02": _more_reps,
    "SW03": lambda facts: (
        _("{exercise}: looks like about {new} for one repetition, {diff} more than a month ago."),
        facts.loads(TENTH),
    ),
    "SW04": lambda facts: (
        _("{exercise}: {new} in all, {diff} more than in any session of the last eight weeks."),
        facts.loads(),
    ),
    "SW05": _longer_run,
    "SW06": lambda facts: (
        _("Looks like {new} at the same effort instead of {old}."),
        facts.paces(),
    ),
    "SW07": _easier,
    "SW08": lambda facts: (
        _("Looks like {new} heartbeats a minute at the same pace, {diff} fewer than before."),
        {"new": plain(facts.new), "diff": plain(facts.old - facts.new)},
    ),
    "SW09": lambda facts: (_("{pose}: level {n}, with a calm breath."), {"n": plain(facts.new)}),
    "SW10": lambda facts: (_("{exercise}: held for {new} seconds, {diff} more than before."), facts.plain()),
    "SW11": _tasks,
    "SW12": lambda facts: (_("Back again. That is a skill of its own."), {}),
    "SW13": lambda facts: (
        _("Active in {k} of the last {n} weeks."),
        {"k": plain(facts.new), "n": plain(facts.extra)},
    ),
    "SW14": lambda facts: (_("The short version counts."), {}),
    "SW15": lambda facts: (
        _("An unpleasant feeling eased in {k} of your last {n} rated sessions."),
        {"k": plain(facts.new), "n": plain(facts.extra)},
    ),
    "SW16": _support,
    "SW17": _steady,
    "SW18": lambda facts: (_("Looks like you are surer of your next session than you were."), {}),
    "SW19": _band,
}
