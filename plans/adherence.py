"""How many of the tasks of the last four weeks were done; days inside a pause are not counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from plans.models import Plan, PlannedSession

SPAN = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Adherence:
    """`done` of `planned` tasks; a task of today counts once it is done."""

    done: int = 0
    planned: int = 0

    def plus(self, *, is_done: bool) -> "Adherence":
        return Adherence(self.done + is_done, self.planned + 1)


def adherence(person: Any, plans: Sequence[Plan], today: date) -> dict[Any, Adherence]:
    """By id of the plan; two queries for all of them."""
    found = {plan.pk: Adherence() for plan in plans}
    since = today - SPAN
    rows = PlannedSession.objects.filter(plan__in=found, day__gt=since, day__lte=today)
    paused = list(person.pauses.values_list("day", "ended_on")) if found else []
    for plan_id, day, state in rows.values_list("plan_id", "day", "state"):
        is_done = state == PlannedSession.State.DONE
        if is_done or (day < today and not _is_within(day, paused)):
            found[plan_id] = found[plan_id].plus(is_done=is_done)
    return found


def _is_within(day: date, pauses: Iterable[tuple[date, date | None]]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in pauses)
