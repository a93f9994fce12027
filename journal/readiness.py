"""Where a person stands with the readiness questions (SPEC 8.2); programmes ask before the first one begins.

Single answers are never stored: only that all were "no" or some "yes", and the day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from core.uuid7 import made_at

KEPT = timedelta(days=365)
PROGRAMMES_FROM_AGE = 18


class State(StrEnum):
    """`ready` and `cleared` open everything; the others leave logging open, and keep vigorous programmes closed."""

    MISSING = "missing"
    EXPIRED = "expired"  # twelve months are over, or the person felt unwell since
    READY = "ready"  # all answers were no
    TALK_FIRST = "talk_first"  # some were yes
    CLEARED = "cleared"  # some were yes, and the person has talked to a professional


@dataclass(frozen=True, slots=True)
class Readiness:
    """The state, the day of the statement it rests on, and what the year of birth says of programmes."""

    state: State
    answered_on: date | None
    is_adult: bool | None
    """Whether the person is 18; None in the year of that birthday, and where the year of birth is not known."""

    @property
    def is_open(self) -> bool:
        """Whether programmes with vigorous parts may begin."""
        return self.state in (State.READY, State.CLEARED)

    @property
    def asked_again_on(self) -> date | None:
        """The day after which the questions come anew."""
        return self.answered_on + KEPT if self.answered_on else None


def readiness(person: Any, today: date) -> Readiness:
    """At most two queries: the newest statement, and whether the person reported feeling unwell after it."""
    newest = newest_statement(person)
    adult = is_adult(person.birth_year, today)
    if newest is None:
        return Readiness(State.MISSING, None, adult)
    felt_unwell = person.alarm_reports.filter(reported_at__gte=made_at(newest.pk)).exists()
    answers = (newest.has_some_yes, newest.has_talked_to_professional)
    return Readiness(state_of(newest.answered_on, *answers, felt_unwell, today), newest.answered_on, adult)


def newest_statement(person: Any) -> Any:
    """The one that counts, or None."""
    return person.readiness_statements.order_by("-answered_on", "-pk").first()


def state_of(answered_on: date, some_yes: bool, has_talked: bool, felt_unwell: bool, today: date) -> State:
    """The state of a statement; `felt_unwell` says that an alarm symptom was reported after it."""
    if felt_unwell or today - answered_on > KEPT:
        return State.EXPIRED
    if not some_yes:
        return State.READY
    return State.CLEARED if has_talked else State.TALK_FIRST


def is_adult(birth_year: int | None, today: date) -> bool | None:
    """Whether somebody of that year is 18."""
    years = None if birth_year is None else today.year - birth_year
    return None if years is None or years == PROGRAMMES_FROM_AGE else years > PROGRAMMES_FROM_AGE
