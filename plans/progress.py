"""How far a week has come against its targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from core.dates import Week
from journal.models import Activity

MIND_BODY = frozenset({Activity.YOGA, Activity.TAI_CHI, Activity.MOBILITY})
COLUMNS = ("day", "minutes", "activity", "moderate_minutes", "vigorous_minutes", "is_resistance", "with_family")
"""What the totals read of a session."""


class SessionDone(Protocol):
    """A session, or a row with its columns."""

    @property
    def day(self) -> date: ...
    @property
    def minutes(self) -> int: ...
    @property
    def activity(self) -> str: ...
    @property
    def moderate_minutes(self) -> int: ...
    @property
    def vigorous_minutes(self) -> int: ...
    @property
    def is_resistance(self) -> bool: ...
    @property
    def with_family(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class WeekTotals:
    """What was done in one ISO week; each figure bears the name of the kind of target that it is measured by."""

    sessions: int = 0
    minutes: int = 0
    moderate_equivalent_minutes: int = 0
    resistance_days: int = 0
    family_sessions: int = 0
    mind_body_sessions: int = 0

    @classmethod
    def of(cls, sessions: Iterable[SessionDone]) -> "WeekTotals":
        """The totals of the sessions of one week."""
        rows = list(sessions)
        return cls(
            sessions=len(rows),
            minutes=sum(row.minutes for row in rows),
            moderate_equivalent_minutes=sum(row.moderate_minutes + 2 * row.vigorous_minutes for row in rows),
            resistance_days=len({row.day for row in rows if row.is_resistance}),
            family_sessions=sum(row.with_family for row in rows),
            mind_body_sessions=sum(row.activity in MIND_BODY for row in rows),
        )

    def done(self, kind: str) -> int:
        """The total that a target of `kind` is measured by."""
        return int(getattr(self, kind))


def week_sessions(person: Any, week: Week) -> list[Any]:
    """The person's sessions of the week as rows with COLUMNS; one query."""
    return list(person.training_sessions.in_week(week).values_list(*COLUMNS, named=True))


def week_totals(person: Any, week: Week) -> WeekTotals:
    """One query over the person's sessions of the week."""
    return WeekTotals.of(week_sessions(person, week))
