"""Monday: settles the week of every plan that is due, proposes the next one and lays it out, batch by batch.

The row is the ledger: `Plan.next_step_at` is moved in the transaction that lays the week out, and the rows of a week
are unique, so two workers or a beat that was away for days make nothing twice. A plan that was due for several weeks
gets the newest one only.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import Consent
from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week, local_day
from plans import proposing
from plans.laying_out import next_step, planned_sessions, targets_of
from plans.models import Plan, PlannedSession, PlanProposal, PlanTarget, PlanWeek
from plans.offered import programmes_of
from plans.progression import Proposal

BATCH = 1000


def step_due_plans(*, seconds: float = 50, batch: int = BATCH) -> int:
    """Steps every plan whose Monday has come, until none is left or the time is up; returns how many."""
    ends_at, stepped = timezone.now() + timedelta(seconds=seconds), 0
    while timezone.now() < ends_at:
        done = step_batch(now=timezone.now(), limit=batch)
        stepped += done
        if not done:
            break
    return stepped


@transaction.atomic
def step_batch(*, now: datetime, limit: int = BATCH) -> int:
    """One batch, all or nothing; the rows stay locked until the end and another worker skips them."""
    due = Plan.objects.active().filter(next_step_at__lte=now).order_by("next_step_at")
    plans = list(due.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("person")[:limit])
    by_week: dict[Week, list[Plan]] = defaultdict(list)
    for plan in plans:
        by_week[Week.of(local_day(now, ZoneInfo(plan.person.time_zone)))].append(plan)
    for week, of_week in by_week.items():
        _step(of_week, week)
    return len(plans)


def _step(plans: Sequence[Plan], week: Week) -> None:
    """Plans whose person has just begun `week`: the one before is over."""
    PlannedSession.objects.filter(
        plan_id__among=[plan.pk for plan in plans], day__lt=week.monday, state=PlannedSession.State.PLANNED
    ).update(state=PlannedSession.State.GONE)
    proposals = proposing.propose_weeks(plans, week.previous(), nights_of=_who_shares_sleep(plans))
    trained = _who_trained(plans, week.previous())
    programmes = programmes_of({plan.programme for plan in plans}, {plan.person_id for plan in plans})
    accepted: list[UUID] = []
    for plan in plans:
        proposed = proposals.get(plan.pk)
        last = len(programmes[plan.programme].weeks)
        if proposed is None:
            _go_on(plan, last, has_trained=plan.pk in trained and programmes[plan.programme].rule not in _WEEKLY)
        elif plan.auto_accepts and _apply(plan, proposed, last):
            accepted.append(plan.pk)
        plan.next_step_at = next_step(week, plan.person.zone) if plan.state == Plan.State.ACTIVE else None
    _mark_accepted(accepted, week)
    _lay_out([plan for plan in plans if plan.state == Plan.State.ACTIVE], week, programmes)
    Plan.objects.bulk_update(plans, ["programme_week", "state", "ended_on", "next_step_at"])


_WEEKLY = frozenset(["week_step", "volume_step", "attendance_only", "rhythm_step"])


def _go_on(plan: Plan, last: int, *, has_trained: bool) -> None:
    """A programme that moves by single exercises goes on a week after a week with a session, else it is there again."""
    if has_trained and plan.programme_week >= last:
        _complete(plan)
    elif has_trained:
        plan.programme_week += 1


def _apply(plan: Plan, proposed: Proposal, last: int) -> bool:
    """What accepting at once would do; a round less is left to the person's own tap."""
    if proposed.change.get("state") == Plan.State.PAUSED:
        plan.state = Plan.State.PAUSED
    elif (number := proposed.change.get("programme_week")) is None or "rounds" in proposed.change:
        return False
    elif number > last:
        _complete(plan)
    else:
        plan.programme_week = number
    return True


def _complete(plan: Plan) -> None:
    plan.state, plan.ended_on = Plan.State.COMPLETED, plan.person.today()


def _mark_accepted(plans: Sequence[UUID], week: Week) -> None:
    if plans:
        rows = PlanProposal.objects.filter(plan_id__among=plans, monday=week.monday, exercise="")
        rows.update(state=PlanProposal.State.ACCEPTED, answered_at=timezone.now())


def _lay_out(plans: Sequence[Plan], week: Week, programmes: dict[str, Any]) -> None:
    targets: dict[UUID, list[PlanTarget]] = defaultdict(list)
    for row in PlanTarget.objects.filter(plan_id__among=[plan.pk for plan in plans]):
        targets[row.plan_id].append(row)
    PlanWeek.objects.bulk_create(
        [
            PlanWeek(person=plan.person, plan=plan, monday=week.monday, programme_week=plan.programme_week)
            for plan in plans
        ],
        ignore_conflicts=True,
    )
    PlannedSession.objects.bulk_create(
        [
            row
            for plan in plans
            for row in planned_sessions(
                plan,
                programmes[plan.programme],
                week,
                programme_week=plan.programme_week,
                targets=targets_of(targets[plan.pk]),
                not_before=week.monday,
            )
        ],
        ignore_conflicts=True,
    )


def _who_shares_sleep(plans: Sequence[Plan]) -> set[UUID]:
    rows = Consent.objects.filter(
        person_id__among={plan.person_id for plan in plans}, category="sleep", withdrawn_at=None
    )
    return set(rows.values_list("person_id", flat=True))


def _who_trained(plans: Sequence[Plan], week: Week) -> set[UUID]:
    rows = PlannedSession.objects.filter(plan_id__among=[plan.pk for plan in plans], state=PlannedSession.State.DONE)
    return set(rows.in_week(week).order_by().values_list("plan_id", flat=True).distinct())
