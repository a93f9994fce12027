"""A proposal of the rules as a row: how it is written, and whether its row says the same."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from core.dates import Week
from plans.laying_out import as_json
from plans.models import PlanProposal
from plans.progression import Proposal

COACH = "coach"
"""The rule of a change that a coach suggests; it rests on no entry, and no rule takes it back."""

REMEMBERED = timedelta(weeks=8)
"""As long are answers looked up: one that must not be asked again, or whose rows are gone."""


def columns(proposed: Proposal) -> dict[str, Any]:
    """The proposal as JSON keeps it: decimals and ids as text."""
    return {
        "outcome": proposed.outcome,
        "change": {name: as_json(value) for name, value in proposed.change.items()},
        "reasons": [[code, {name: as_json(value) for name, value in said.items()}] for code, said in proposed.reasons],
        "basis": sorted(str(one) for one in proposed.basis),
    }


def new_row(person_id: UUID, plan_id: UUID, exercise: str, week: Week, proposed: Proposal) -> PlanProposal:
    """Unsaved and open."""
    return PlanProposal(
        person_id=person_id,
        plan_id=plan_id,
        monday=week.monday,
        exercise=exercise,
        rule=proposed.rule,
        **columns(proposed),
    )


def differs(row: PlanProposal, proposed: Proposal) -> bool:
    """Whether the row says something else than the rule does now."""
    return columns(proposed) != {name: getattr(row, name) for name in columns(proposed)}


def rewritten(row: PlanProposal, proposed: Proposal) -> PlanProposal:
    """The row with what the rule says now, open again."""
    row.state, row.answered_at = PlanProposal.State.OPEN, None
    for name, value in columns(proposed).items():
        setattr(row, name, value)
    return row


def answered_already(proposed: Proposal, answers: Iterable[PlanProposal]) -> bool:
    """Whether an answer rests on the same entries, and they still say what they said.

    Only a lift is asked anew when its entry was corrected: its rule reads the log alone. The others read the target as
    well, which the answer itself has moved. A longer gap asks anew.
    """
    told = columns(proposed)
    alike = [row for row in answers if set(told["basis"]) <= set(row.basis)]
    if proposed.outcome == "gap" or proposed.rule == "lift_double":
        return any((row.outcome, row.change) == (told["outcome"], told["change"]) for row in alike)
    return bool(alike)
