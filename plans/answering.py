"""Accepting or declining what a rule proposes; the only place where a proposal changes a plan."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.dates import Week
from plans.following import end_plan, lay_out_again, pause_plan
from plans.models import Plan, PlanProposal, PlanTarget, PlanWeek
from plans.offered import programme_of

TARGETS = ("load_kg", "reps", "seconds", "pose_level", "pace_s_per_km")


class NotOpen(Exception):
    """The proposal was answered already, or its week is over."""


@transaction.atomic
def accept(*, proposal: PlanProposal, today: date) -> Plan:
    """Does what the proposal says, for the week that it was made for and those after it. Raises NotOpen."""
    plan = _claim(proposal, PlanProposal.State.ACCEPTED, today)
    if proposal.exercise:
        _aim(plan, proposal.exercise, proposal.change)
    elif proposal.change.get("state") == Plan.State.PAUSED:
        return pause_plan(plan=plan, today=today)
    elif "is_easy" in proposal.change:
        _set_week(plan, Week(proposal.monday), is_easy=True)
    elif _goes_beyond(plan, proposal.change):
        return end_plan(plan=plan, today=today, is_complete=True)
    elif "programme_week" in proposal.change:
        if "rounds" in proposal.change:
            _aim(plan, "", {"rounds": proposal.change["rounds"]})
        plan.programme_week = proposal.change["programme_week"]
        plan.save(update_fields=["programme_week", "updated_at"])
        _set_week(plan, Week(proposal.monday), programme_week=plan.programme_week)
    lay_out_again(plan=plan, today=today)
    return plan


@transaction.atomic
def decline(*, proposal: PlanProposal, today: date) -> Plan:
    """The plan stays as it is: the week is there again, the load as it was. Raises NotOpen."""
    return _claim(proposal, PlanProposal.State.DECLINED, today)


@transaction.atomic
def take_easy(*, plan: Plan, week: Week, today: date) -> Plan:
    """An easy week because the person wants one."""
    _set_week(plan, week, is_easy=True)
    lay_out_again(plan=plan, today=today)
    return plan


def _claim(proposal: PlanProposal, state: str, today: date) -> Plan:
    """Answers it once, whoever taps twice."""
    if proposal.monday < Week.of(today).monday:
        raise NotOpen
    open_one = PlanProposal.objects.filter(pk=proposal.pk, state=PlanProposal.State.OPEN)
    if not open_one.update(state=state, answered_at=timezone.now()):
        raise NotOpen
    proposal.state = state
    return proposal.plan


def _aim(plan: Plan, exercise: str, change: dict[str, Any]) -> None:
    """Sets what the exercise aims at; a load of None (start anew) takes the target away."""
    values = {name: change.get(name) for name in (*TARGETS, "rounds") if name in change}
    if values and all(value is None for value in values.values()):
        PlanTarget.objects.filter(plan=plan, exercise=exercise).delete()
        return
    PlanTarget.objects.update_or_create(
        plan=plan, exercise=exercise, defaults=values, create_defaults=values | {"person": plan.person}
    )


def _set_week(plan: Plan, week: Week, **values: Any) -> None:
    PlanWeek.objects.update_or_create(
        plan=plan,
        monday=week.monday,
        defaults=values,
        create_defaults={"person": plan.person, "programme_week": plan.programme_week} | values,
    )


def _goes_beyond(plan: Plan, change: dict[str, Any]) -> bool:
    """Whether the next week would lie behind the last one of the programme: then it is done."""
    number = change.get("programme_week")
    return number is not None and number > len(programme_of(plan.programme, plan.person).weeks)
