"""Following a programme: start, change days, swap, pause, go on, end; and what a person says of one task."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.dates import Week
from core.uuid7 import uuid7
from plans.laying_out import next_step, planned_sessions, targets_of
from plans.models import Plan, PlannedSession, PlanProposal, PlanWeek
from plans.offered import programme_of
from plans.reminders import look_again
from plans.scheduling import next_free_day

RUNNING_MOST = 4
OPEN = PlannedSession.State.PLANNED


class TooManyPlans(Exception):
    """Nobody follows more than a few programmes at once."""


class AlreadyFollowed(Exception):
    """The programme is running already."""


class CannotMove(Exception):
    """The day is outside the week of the task, or another task of the plan has it."""


@transaction.atomic
def start_plan(
    *,
    person: User,
    programme: str,
    weekdays: Sequence[int],
    today: date,
    starts_on: date | None = None,
    at_time: time | None = None,
    if_then: str = "",
    wish: str = "",
    auto_accepts: bool = False,
    has_mirror: bool = False,
    plan_id: UUID | None = None,
) -> Plan:
    """Begins a programme in the week of `starts_on`, or this one. UnknownProgramme, TooManyPlans, AlreadyFollowed."""
    template = programme_of(programme, person)
    if programme in (running := list(person.plans.running().values_list("programme", flat=True))):
        raise AlreadyFollowed
    if len(running) >= RUNNING_MOST:
        raise TooManyPlans
    week = Week.of(starts_on or today)
    plan = Plan.objects.create(
        pk=plan_id or uuid7(),
        person=person,
        programme=programme,
        wish=wish,
        starts_on=week.monday,
        weekdays=sorted(set(weekdays)),
        at_time=at_time,
        if_then=if_then,
        auto_accepts=auto_accepts,
        has_mirror=has_mirror,
        next_step_at=next_step(week, person.zone),
    )
    PlanWeek.objects.create(person=person, plan=plan, monday=week.monday, programme_week=1)
    rows = planned_sessions(plan, template, week, programme_week=1, targets={}, not_before=starts_on or today)
    PlannedSession.objects.bulk_create(rows)
    look_again([person.pk])
    return plan


@transaction.atomic
def lay_out_again(*, plan: Plan, today: date) -> None:
    """Lays the open sessions of this week, or of the first one that is to come, out anew.

    After other days, a swap, another target, an accepted proposal.
    """
    week = Week.of(max(today, plan.starts_on))
    row = plan.weeks.filter(monday=week.monday).first()
    if row is None or plan.state != Plan.State.ACTIVE:
        return
    kept = {key for key, state in plan.planned_sessions.in_week(week).values_list("key", "state") if state != OPEN}
    plan.planned_sessions.in_week(week).open().delete()
    rows = planned_sessions(
        plan,
        programme_of(plan.programme, plan.person),
        week,
        programme_week=row.programme_week,
        targets=targets_of(list(plan.targets.all())),
        not_before=max(today, plan.starts_on),
        is_easy=row.is_easy,
    )
    taken = set(plan.planned_sessions.in_week(week).values_list("day", flat=True))
    PlannedSession.objects.bulk_create(fresh for fresh in rows if fresh.key not in kept and fresh.day not in taken)
    look_again([plan.person_id])


@transaction.atomic
def change_days(
    *,
    plan: Plan,
    weekdays: Sequence[int],
    at_time: time | None,
    if_then: str,
    today: date,
    auto_accepts: bool,
    has_mirror: bool | None = None,
) -> Plan:
    """Other days from today on; what is done or behind stays as it is, and so does the mirror with None."""
    plan.weekdays, plan.at_time, plan.if_then = sorted(set(weekdays)), at_time, if_then
    plan.auto_accepts = auto_accepts
    plan.has_mirror = plan.has_mirror if has_mirror is None else has_mirror
    plan.save(update_fields=["weekdays", "at_time", "if_then", "auto_accepts", "has_mirror", "updated_at"])
    lay_out_again(plan=plan, today=today)
    return plan


@transaction.atomic
def swap_exercise(*, plan: Plan, exercise: str, instead: str, today: date) -> Plan:
    """Does another exercise in the place of one of the template; the same one takes the swap back."""
    swaps = {old: new for old, new in plan.swaps.items() if old != exercise}
    plan.swaps = swaps if instead == exercise else swaps | {exercise: instead}
    plan.save(update_fields=["swaps", "updated_at"])
    lay_out_again(plan=plan, today=today)
    return plan


@transaction.atomic
def pause_plan(*, plan: Plan, today: date) -> Plan:
    """Nothing is expected until the person goes on; open tasks from today on disappear."""
    plan.planned_sessions.open().filter(day__gte=today).delete()
    plan.proposals.filter(state=PlanProposal.State.OPEN).delete()
    return _set_state(plan, Plan.State.PAUSED, next_step_at=None)


@transaction.atomic
def resume_plan(*, plan: Plan, today: date) -> Plan:
    """Goes on in this week, where the programme stood; a week that was paused counts for nothing."""
    week = Week.of(max(today, plan.starts_on))
    PlanWeek.objects.get_or_create(
        plan=plan, monday=week.monday, defaults={"person": plan.person, "programme_week": plan.programme_week}
    )
    _set_state(plan, Plan.State.ACTIVE, next_step_at=next_step(week, plan.person.zone))
    lay_out_again(plan=plan, today=today)
    return plan


@transaction.atomic
def end_plan(*, plan: Plan, today: date, is_complete: bool = False) -> Plan:
    """Ends it; what was done stays in the journal, open tasks and proposals disappear."""
    plan.planned_sessions.open().filter(day__gte=today).delete()
    plan.proposals.filter(state=PlanProposal.State.OPEN).delete()
    plan.ended_on = today
    plan.save(update_fields=["ended_on"])
    return _set_state(plan, Plan.State.COMPLETED if is_complete else Plan.State.ENDED, next_step_at=None)


def clashes(person: User, weekdays: Sequence[int], *, besides: Plan | None = None) -> list[tuple[Plan, list[int]]]:
    """Other running plans that use some of these days, with the days; one query."""
    others = person.plans.active().exclude(pk=besides.pk) if besides else person.plans.active()
    shared = [(plan, sorted(set(plan.weekdays) & set(weekdays))) for plan in others]
    return [(plan, days) for plan, days in shared if days]


# ---- One task -------------------------------------------------------------------------------------------------------


def move_task(*, task: PlannedSession, day: date, at_time: time | None = None) -> PlannedSession:
    """To another day of its week, or another hour; CannotMove where that is not possible."""
    if Week.of(day) != Week.of(task.day):
        raise CannotMove
    if task.plan.planned_sessions.filter(day=day).exclude(pk=task.pk).exists():
        raise CannotMove
    task.day, task.at_time, task.state = day, at_time, OPEN
    task.save(update_fields=["day", "at_time", "state", "updated_at"])
    look_again([task.person_id])
    return task


def set_elements(*, task: PlannedSession, elements: list[dict[str, Any]], is_vigorous: bool) -> PlannedSession:
    """The same task with other elements, such as those of its moderate version."""
    task.elements, task.is_vigorous = elements, is_vigorous
    task.save(update_fields=["elements", "is_vigorous", "updated_at"])
    return task


def set_task(*, task: PlannedSession, state: str, is_short: bool | None = None) -> PlannedSession:
    """Skipped, rested, or open again; or the short version. A task that a session closed is not touched."""
    if task.session_id is None:
        task.state = state
        task.is_short = task.is_short if is_short is None else is_short
        task.save(update_fields=["state", "is_short", "updated_at"])
    return task


@transaction.atomic
def settle_past_tasks(*, tasks: Sequence[PlannedSession], today: date, rest_days: dict[Any, int]) -> int:
    """Open tasks of past days go to the next free day of their week, or disappear: nothing is ever stacked up.

    `rest_days` has, by plan, the days that must lie between two of its sessions. Returns how many were moved.
    """
    moved, settled = 0, []
    for plan_id in {task.plan_id for task in tasks}:
        of_plan = sorted((task for task in tasks if task.plan_id == plan_id), key=lambda task: task.day)
        taken = {task.day for task in of_plan if task.state in (OPEN, PlannedSession.State.DONE)}
        for task in of_plan:
            if task.state != OPEN or task.day >= today:
                continue
            taken.discard(task.day)
            free = next_free_day(
                max(task.day, _before(today)), taken, sunday=Week.of(task.day).sunday, rest_days=rest_days[plan_id]
            )
            task.state, task.day = (OPEN, free) if free else (PlannedSession.State.GONE, task.day)
            task.updated_at = timezone.now()
            taken |= {free} if free else set()
            moved += free is not None
            settled.append(task)
    PlannedSession.objects.bulk_update(settled, ["state", "day", "updated_at"])
    if moved:
        look_again({task.person_id for task in settled if task.state == OPEN})
    return moved


def _before(day: date) -> date:
    return day.fromordinal(day.toordinal() - 1)


def _set_state(plan: Plan, state: str, *, next_step_at: Any) -> Plan:
    plan.state, plan.next_step_at, plan.updated_at = state, next_step_at, timezone.now()
    plan.save(update_fields=["state", "next_step_at", "updated_at"])
    return plan
