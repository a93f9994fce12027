"""The sentence of a small win in a person's language (SPEC 5.5): the deed, the number, then stop."""

from decimal import ROUND_DOWN, Decimal
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import override

from journal import catalogue


class WinLike(Protocol):
    """A `wins.Win` or a row of it."""

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


def text(win: WinLike, language: str, *, exercise_name: str = "") -> str:
    """The win in words. `exercise_name` names a person's own exercise; the catalogue's are known."""
    old, new, extra = (Decimal(number or 0) for number in (win.old, win.new, win.extra))
    diff = new - old
    known = catalogue.get(win.exercise)
    name = known.name(language) if known else exercise_name or win.exercise
    with override(language):
        match win.rule:
            case "SW01":
                sentence = _("{exercise}: {new} kg, {diff} kg more than before. You did that.")
            case "SW02" if extra:
                sentence = _("{exercise}: {new} times at {kg} kg, {diff} more than before.")
            case "SW02":
                sentence = _("{exercise}: {new} times, {diff} more than before.")
            case "SW05":
                sentence = _("{mm} minutes without a break, {diff} more than your best so far.")
                new, diff = _minutes(new), _minutes(diff)
            case "SW12":
                sentence = _("Back again. That is a skill of its own.")
            case "SW13":
                sentence = _("Active in {k} of the last {n} weeks.")
            case _:
                raise ValueError(f"There is no text for rule {win.rule}.")
    figures = {"new": plain(new), "mm": plain(new), "k": plain(new), "diff": plain(diff)}
    return sentence.format(exercise=name, kg=plain(extra), n=plain(extra), **figures)


def plain(number: Decimal) -> str:
    """Without trailing zeros and without an exponent: 62.5, 60, 100."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _minutes(seconds: Decimal) -> Decimal:
    """Whole minutes, or tenths of them, rounded down so that no sentence exceeds the log."""
    return (seconds / 60).quantize(Decimal("0.1"), ROUND_DOWN)
