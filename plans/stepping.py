"""Monday: settles the week of every plan that is due, proposes the next one and lays it out, batch by batch.

The row is the ledger: `Plan.next_step_at` is moved in the transaction that lays the week out, and a week that is laid
out already is left alone, so two workers, a beat that was away for days or a person who flew west make nothing twice.
A plan that was due for several weeks gets the newest one only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import Consent
from core import lookups  # noqa: F401  registers `__among`
from core.batches import until_none_is_due
from core.bulk import update_rows
from core.dates import Week, local_day
from plans import answering, proposing, resting
from plans.aiming import Aim, aim
from plans.laying_out import next_step, planned_sessions, targets_of
from plans.models import Plan, PlannedSession, PlanProposal, PlanTarget, PlanWeek
from plans.offered import programmes_of
from plans.onward import ONWARD
from plans.programmes.expansion import Programme
from plans.progression import WEEK_RULES

BATCH = 500


def step_due_plans(*, seconds: float = 50, batch: int = BATCH) -> int:
    """Steps every plan whose Monday has come, until none is left or the time is up; returns how many."""
    return until_none_is_due(lambda: step_batch(now=timezone.now(), limit=batch), seconds=seconds)


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
    there = _laid_out(plans, week)
    fresh = [plan for plan in plans if plan.pk not in there]
    PlannedSession.objects.filter(plan_id__among=[plan.pk for plan in fresh], day__lt=week.monday).open().update(
        state=PlannedSession.State.GONE
    )
    programmes = programmes_of({plan.programme for plan in fresh}, {plan.person_id for plan in fresh})
    easy = _move(fresh, week, programmes)
    for plan in plans:
        plan.next_step_at = next_step(week, plan.person.zone) if plan.state == Plan.State.ACTIVE else None
        plan.updated_at = timezone.now()
    going = [plan for plan in fresh if plan.state == Plan.State.ACTIVE]
    proposing.propose_exercises(going, week.monday)
    answering.accept_by_themselves(going, week.monday)
    _forget_open([plan for plan in fresh if plan.state != Plan.State.ACTIVE])
    _lay_out(going, week, programmes, easy)
    update_rows(plans, ("programme_week", "state", "ended_on", "next_step_at", "updated_at"))


def _move(plans: Sequence[Plan], week: Week, programmes: Mapping[str, Programme]) -> set[UUID]:
    """Sets the programme week of each plan; gives those for which an easy week was accepted before."""
    paused = resting.paused_in({plan.person_id for plan in plans}, week.previous())
    judged = [plan for plan in plans if plan.person_id not in paused]
    _forget_open([plan for plan in plans if plan.person_id in paused])
    sleepers = _who_shares_sleep(judged)
    proposals = proposing.propose_weeks(judged, week.previous(), nights_of=sleepers)
    answered = _accepted(plans, week)
    trained = _who_trained(judged, week.previous())
    by_itself, aims = [], list[Aim]()
    for plan in plans:
        programme, proposed = programmes[plan.programme], proposals.get(plan.pk)
        rule_moves = programme.rule in WEEK_RULES and (programme.rule != "rhythm_step" or plan.person_id in sleepers)
        rule_says = answered.get((plan.pk, programme.rule), {})
        change: Mapping[str, Any] = answered.get((plan.pk, ONWARD), rule_says)
        if not change and proposed and plan.auto_accepts:
            by_itself.append(plan.pk)
            change = proposed.change
        elif not rule_moves and plan.pk in trained:
            change = {"programme_week": plan.programme_week + 1}
        _apply(plan, change, len(programme.weeks))
        if "rounds" in change:
            aims.append((plan, "", {"rounds": change["rounds"]}))
    aim(aims)
    _mark_accepted(by_itself, week)
    return {plan_id for (plan_id, _rule), change in answered.items() if change.get("is_easy")}


def _apply(plan: Plan, change: Mapping[str, Any], last: int) -> None:
    """What accepting does, at the border of two weeks; no change is the same week again."""
    number = change.get("programme_week", plan.programme_week)
    if change.get("state") == Plan.State.PAUSED:
        plan.state = Plan.State.PAUSED
    elif number > last:
        plan.state, plan.ended_on = Plan.State.COMPLETED, plan.person.today()
    else:
        plan.programme_week = number


def _accepted(plans: Iterable[Plan], week: Week) -> dict[tuple[UUID, str], Mapping[str, Any]]:
    """What was accepted for the week before it began, by plan and rule."""
    rows = PlanProposal.objects.filter(plan_id__among=[plan.pk for plan in plans], monday=week.monday, exercise="")
    told = rows.filter(state=PlanProposal.State.ACCEPTED).values_list("plan_id", "rule", "change")
    return {(plan_id, rule): change for plan_id, rule, change in told}


def _mark_accepted(plans: Sequence[UUID], week: Week) -> None:
    if plans:
        rows = PlanProposal.objects.filter(plan_id__among=plans, monday=week.monday, rule__in=list(WEEK_RULES))
        rows.update(state=PlanProposal.State.ACCEPTED, answered_at=timezone.now())


def _forget_open(plans: Sequence[Plan]) -> None:
    if plans:
        open_ones = PlanProposal.objects.filter(state=PlanProposal.State.OPEN)
        open_ones.filter(plan_id__among=[plan.pk for plan in plans]).delete()


def _lay_out(plans: Sequence[Plan], week: Week, programmes: Mapping[str, Programme], easy: set[UUID]) -> None:
    targets: dict[UUID, list[PlanTarget]] = defaultdict(list)
    for row in PlanTarget.objects.filter(plan_id__among=[plan.pk for plan in plans]):
        targets[row.plan_id].append(row)
    weeks = [
        PlanWeek(
            person=plan.person,
            plan=plan,
            monday=week.monday,
            programme_week=plan.programme_week,
            is_easy=plan.pk in easy,
        )
        for plan in plans
    ]
    PlanWeek.objects.bulk_create(weeks, ignore_conflicts=True)
    tasks = [
        row
        for plan in plans
        for row in planned_sessions(
            plan,
            programmes[plan.programme],
            week,
            programme_week=plan.programme_week,
            targets=targets_of(targets[plan.pk]),
            not_before=week.monday,
            is_easy=plan.pk in easy,
        )
    ]
    PlannedSession.objects.bulk_create(tasks, ignore_conflicts=True)


def _laid_out(plans: Iterable[Plan], week: Week) -> set[UUID]:
    rows = PlanWeek.objects.filter(plan_id__among=[plan.pk for plan in plans], monday__gte=week.monday)
    return set(rows.values_list("plan_id", flat=True))


def _who_shares_sleep(plans: Sequence[Plan]) -> set[UUID]:
    rows = Consent.objects.filter(
        person_id__among={plan.person_id for plan in plans}, category="sleep", withdrawn_at=None
    )
    return set(rows.values_list("person_id", flat=True))


def _who_trained(plans: Sequence[Plan], week: Week) -> set[UUID]:
    rows = PlannedSession.objects.filter(plan_id__among=[plan.pk for plan in plans], state=PlannedSession.State.DONE)
    return set(rows.in_week(week).order_by().values_list("plan_id", flat=True).distinct())
