"""Short logs of sessions for the tests of small wins."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from journal.units import plain
from journal.wins import Beside, SessionFacts, SetFacts, Win, replay

MONDAY = date(2026, 1, 5)


def day_of(number: int) -> date:
    """So many days after the first Monday."""
    return MONDAY + timedelta(days=number)


def lift(kg: str | None, reps: int | None = 5, exercise: str = "back_squat", **more: Any) -> SetFacts:
    """A set of a lift."""
    return SetFacts(exercise, reps=reps, load_kg=None if kg is None else Decimal(kg), **more)


def jog(seconds: int) -> SetFacts:
    return SetFacts("jog", seconds=seconds)


def on(day: int, *sets: SetFacts, activity: str = "strength", minutes: int = 40, **more: Any) -> SessionFacts:
    """A session `day` days after the first Monday, at six in the evening."""
    date_ = day_of(day)
    started_at = datetime.combine(date_, time(18), tzinfo=UTC)
    return SessionFacts(UUID(int=1000 + day), date_, started_at, minutes, activity, sets=tuple(sets), **more)


def won(sessions: Sequence[SessionFacts], rule: str, beside: Beside | None = None) -> list[Win]:
    """The wins of one rule."""
    return [win for win in replay(sessions, beside=beside) if win.rule == rule]


def fired(sessions: Sequence[SessionFacts], rule: str, beside: Beside | None = None) -> list[tuple[int, str, str]]:
    """(day, old, new) of each win of one rule."""
    return [
        ((win.day - MONDAY).days, plain(win.old or Decimal(0)), plain(win.new or Decimal(0)))
        for win in won(sessions, rule, beside)
    ]
