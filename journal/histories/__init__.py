"""What a person's values of one kind add up to: sentences first, then charts, in a constant number of queries."""

from collections.abc import Callable
from typing import Any

from journal.body_kinds import GROUPS
from journal.histories.body import body_history
from journal.histories.drawing import History
from journal.histories.laboratory import laboratory_history
from journal.histories.movement import step_history, walk_history
from journal.histories.pressure import pressure_history

BUILDERS: dict[str, Callable[[Any, str, int], History]] = {
    "steps": step_history,
    "six_minute_walk": walk_history,
    "blood_pressure": pressure_history,
    **dict.fromkeys(("resting_hr", "weight", "waist", "body_fat"), body_history),
    **dict.fromkeys((kind.value for kind in GROUPS["laboratory"]), laboratory_history),
}


def history_of(person: Any, kind: str, weeks: int) -> History:
    """The history of one kind over 12 or 52 weeks; kinds measured now and then show their last values instead."""
    return BUILDERS[kind](person, kind, weeks)
