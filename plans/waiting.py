"""What the weekly mails of a batch tell of plans: the tasks and the proposals of the week that comes; two queries.

Training facts alone: what the rules propose, without the reasons, which speak of effort and pain, and without a pause.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core import lookups  # noqa: F401  registers `__among`
from core.dates import monday_of
from journal.load_units import Units
from plans.models import Plan, PlannedSession, PlanProposal
from plans.offered import programmes_there
from plans.proposal_rows import COACH
from plans.reason_words import what

UNTOLD = (PlanProposal.Outcome.EASY, PlanProposal.Outcome.PAUSE)
"""An easy week is the person's own wish to voice, and a pause follows from pain."""

type Key = tuple[UUID, date]
"""Person, and the Monday of the week that comes."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """By person and week: how many tasks are laid out, and the open proposals with the length of their programmes."""

    tasks: Counter[Key]
    proposals: dict[Key, list[tuple[PlanProposal, int]]]

    def told(self, key: Key) -> list[str]:
        """The proposals in words of the language at hand."""
        return [what(row, "", Units(), weeks=weeks) for row, weeks in self.proposals.get(key, ())]


def waiting(people: Collection[UUID], mondays: Collection[date]) -> Waiting:
    """For the weeks of these Mondays; a third query where somebody follows a programme of their own."""
    if not mondays:
        return Waiting(Counter(), {})
    last = max(mondays) + timedelta(days=6)
    laid_out = PlannedSession.objects.filter(person_id__among=people, day__range=(min(mondays), last))
    tasks = Counter((person, monday_of(day)) for person, day in laid_out.values_list("person_id", "day"))
    rows = PlanProposal.objects.filter(
        person_id__among=people, monday__in=mondays, exercise="", state=PlanProposal.State.OPEN
    )
    rows = (
        rows.exclude(outcome__in=UNTOLD)
        .exclude(rule=COACH)
        .filter(plan__state=Plan.State.ACTIVE)
        .select_related("plan")
    )
    found = list(rows.order_by("created_at", "pk"))
    programmes = programmes_there({row.plan.programme for row in found}, {row.person_id for row in found})
    proposals: dict[Key, list[tuple[PlanProposal, int]]] = defaultdict(list)
    for row in found:
        if programme := programmes.get(row.plan.programme):
            proposals[row.person_id, row.monday].append((row, len(programme.weeks)))
    return Waiting(tasks, proposals)
