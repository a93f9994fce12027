"""Accepting or declining what a rule proposes; with `stepping.py` the only place where a proposal changes a plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.dates import Week
from plans.aiming import aim
from plans.following import end_plan, lay_out_again, pause_plan
from plans.models import Plan, PlanProposal, PlanWeek
from plans.offered import programme_of

WISH = "wish"
"""The rule of an easy week that the person asked for by themselves; it rests on no entry."""
OPEN, ACCEPTED = PlanProposal.State.OPEN, PlanProposal.State.ACCEPTED


class NotOpen(Exception):
    """The proposal was answered already, or its week is over."""


@transaction.atomic
def accept(*, proposal: PlanProposal, today: date) -> Plan:
    """Does what the proposal says, for its week and those after it; one for a week to come waits for it. NotOpen."""
    plan = _claim(proposal, ACCEPTED, today)
    if "programme_week" in proposal.change:
        _decline_others(proposal)
    if proposal.monday > Week.of(today).monday:
        return plan
    if proposal.exercise:
        _keep_before(proposal, aim([(plan, proposal.exercise, proposal.change)]))
    elif proposal.change.get("state") == Plan.State.PAUSED:
        return pause_plan(plan=plan, today=today)
    elif "is_easy" in proposal.change:
        _set_week(plan, Week(proposal.monday), is_easy=True)
    elif goes_beyond(plan, proposal.change):
        return end_plan(plan=plan, today=today, is_complete=True)
    else:
        _go_to(plan, proposal)
    lay_out_again(plan=plan, today=today)
    return plan


@transaction.atomic
def decline(*, proposal: PlanProposal, today: date) -> Plan:
    """The plan stays as it is: the week is there again, the load as it was. Raises NotOpen."""
    return _claim(proposal, PlanProposal.State.DECLINED, today)


@transaction.atomic
def take_easy(*, plan: Plan, week: Week, today: date) -> Plan:
    """An easy week because the person wants one; a week to come waits as an accepted wish."""
    if week > Week.of(today):
        wish: dict[str, Any] = {
            "outcome": PlanProposal.Outcome.EASY,
            "change": {"is_easy": True},
            "reasons": [["wish", {}]],
        }
        wish |= {"state": ACCEPTED, "answered_at": timezone.now()}
        PlanProposal.objects.update_or_create(
            plan=plan, monday=week.monday, rule=WISH, exercise="", defaults=wish | {"person": plan.person}
        )
        return plan
    _set_week(plan, week, is_easy=True)
    lay_out_again(plan=plan, today=today)
    return plan


@transaction.atomic
def take_usual(*, plan: Plan, week: Week, today: date) -> Plan:
    """The week as the programme writes it, after all."""
    PlanProposal.objects.filter(plan=plan, monday=week.monday, rule=WISH).delete()
    if PlanWeek.objects.filter(plan=plan, monday=week.monday, is_easy=True).update(is_easy=False):
        lay_out_again(plan=plan, today=today)
    return plan


def accept_by_themselves(plans: Sequence[Plan], monday: date) -> list[Plan]:
    """Accepts what is open for exercises of plans that accept by themselves; gives those whose targets changed."""
    plan_of = {plan.pk: plan for plan in plans if plan.auto_accepts}
    if not plan_of:
        return []
    rows = PlanProposal.objects.filter(plan_id__among=plan_of, monday=monday, state=OPEN).exclude(exercise="")
    proposals = list(rows)
    before = aim((plan_of[row.plan_id], row.exercise, row.change) for row in proposals)
    for row in proposals:
        row.state, row.answered_at, row.before = ACCEPTED, timezone.now(), before[row.plan_id, row.exercise]
    PlanProposal.objects.bulk_update(proposals, ["state", "answered_at", "before"])
    return [plan_of[plan_id] for plan_id in {row.plan_id for row in proposals}]


def goes_beyond(plan: Plan, change: dict[str, Any]) -> bool:
    """Whether the next week would lie behind the last one of the programme: then it is done."""
    number = change.get("programme_week")
    return number is not None and number > len(programme_of(plan.programme, plan.person).weeks)


def _claim(proposal: PlanProposal, state: str, today: date) -> Plan:
    """Answers it once, whoever taps twice."""
    if proposal.monday < Week.of(today).monday:
        raise NotOpen
    open_one = PlanProposal.objects.filter(pk=proposal.pk, state=OPEN, plan__state=Plan.State.ACTIVE)
    if not open_one.update(state=state, answered_at=timezone.now()):
        raise NotOpen
    proposal.state = state
    return proposal.plan


def _decline_others(chosen: PlanProposal) -> None:
    """Of several ways for the same week one is taken: "again", or on."""
    others = PlanProposal.objects.filter(plan=chosen.plan_id, monday=chosen.monday, exercise="", state=OPEN)
    others = others.exclude(outcome=PlanProposal.Outcome.EASY)
    others.update(state=PlanProposal.State.DECLINED, answered_at=timezone.now())


def _keep_before(proposal: PlanProposal, before: Mapping[tuple[Any, str], dict[str, Any]]) -> None:
    proposal.before = before[proposal.plan_id, proposal.exercise]
    proposal.save(update_fields=["before"])


def _go_to(plan: Plan, proposal: PlanProposal) -> None:
    if "rounds" in proposal.change:
        _keep_before(proposal, aim([(plan, "", {"rounds": proposal.change["rounds"]})]))
    plan.programme_week = proposal.change["programme_week"]
    plan.save(update_fields=["programme_week", "updated_at"])
    _set_week(plan, Week(proposal.monday), programme_week=plan.programme_week)


def _set_week(plan: Plan, week: Week, **values: Any) -> None:
    PlanWeek.objects.update_or_create(
        plan=plan,
        monday=week.monday,
        defaults=values,
        create_defaults={"person": plan.person, "programme_week": plan.programme_week} | values,
    )
