"""Keeps the open proposals of plans equal to what the rules say of the log; a constant number of queries a batch.

A proposal is a function of logged rows: when they change it is rewritten, when they are gone it goes. What a person
answered stays, and the same rows never ask twice. Nothing here changes a plan; `answering.py` does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from plans import easing, exercise_rules, logged, onward, progression, resting
from plans.laying_out import targets_of
from plans.models import Plan, PlanProposal, PlanTarget, PlanWeek
from plans.offered import programmes_of
from plans.programmes import rules
from plans.programmes.expansion import Programme
from plans.programmes.lines import Element
from plans.progression import Proposal
from plans.proposal_rows import COACH, REMEMBERED, answered_already, columns, differs, new_row, rewritten

OPEN = PlanProposal.State.OPEN
type Key = tuple[UUID, str, str]
"""Plan, rule, exercise."""
type Decided = dict[UUID, Proposal]
"""By plan."""


def propose_exercises(plans: Sequence[Plan], today: date) -> None:
    """The open proposals for single exercises of these plans, for this week; eight queries at most for all of them."""
    if not plans:
        return
    programmes = programmes_of({plan.programme for plan in plans}, {plan.person_id for plan in plans})
    ruled = {plan.pk: _ruled(plan, programmes[plan.programme]) for plan in plans}
    wanted = {exercise for elements in ruled.values() for exercise in elements}
    people = {plan.person_id for plan in plans if ruled[plan.pk]}
    done = logged.exposures(people, wanted, today)
    rests = resting.spans_of(people, today - logged.LOOKED_BACK)
    targets = _targets(plans)
    told: dict[Key, Proposal] = {}
    for plan in plans:
        for exercise, element in ruled[plan.pk].items():
            of_exercise = [one for one in done.get((plan.person_id, exercise), []) if one.day >= plan.starts_on]
            if not of_exercise:
                continue
            last = of_exercise[-1].day
            counted = last + timedelta(days=resting.days_away(last, today, rests.get(plan.person_id, ())))
            target = targets.get(plan.pk, {}).get(exercise, {})
            if proposed := exercise_rules.proposal(exercise, element, of_exercise, target, counted):
                told[plan.pk, proposed.rule, exercise] = proposed
    _store(plans, Week.of(today), told, weekly=False)


def decide_weeks(
    plans: Sequence[Plan], week: Week, *, nights_of: Collection[UUID] = ()
) -> tuple[Decided, dict[UUID, logged.PlanWeekDone]]:
    """By plan, what its rule says of `week` for the one after it, and what became of the week; nothing is stored.

    Plans that move by single exercises have none, and neither has one whose rule reads the sleep of a person who is
    not in `nights_of`.
    """
    programmes = programmes_of({plan.programme for plan in plans}, {plan.person_id for plan in plans})
    rule_of = {plan.pk: programmes[plan.programme].rule for plan in plans}
    done = logged.weeks_done(plans, week, rules=rule_of, nights_of=nights_of)
    followed = _programme_weeks(plans, week)
    found: Decided = {}
    for plan in plans:
        rule = rule_of[plan.pk]
        if rule not in progression.WEEK_RULES or (rule == "rhythm_step" and plan.person_id not in nights_of):
            continue
        number = followed.get(plan.pk, plan.programme_week)
        if proposed := _week_proposal(rule, done[plan.pk], number):
            found[plan.pk] = proposed
    return found, done


def propose_weeks(plans: Sequence[Plan], week: Week, *, nights_of: Collection[UUID] = ()) -> Decided:
    """Stores the proposals for the week after `week`, easy weeks and ways on as well; gives the ones of the rules."""
    if not plans:
        return {}
    found, done = decide_weeks(plans, week, nights_of=nights_of)
    told = {(plan_id, proposed.rule, ""): proposed for plan_id, proposed in found.items()}
    programmes = programmes_of({plan.programme for plan in plans}, {plan.person_id for plan in plans})
    easy = easing.easy_weeks(plans, programmes, week.next(), {key: one.done.sessions for key, one in done.items()})
    for offers in (easy, onward.ways_on(found, plans, week.next())):
        told |= {(plan_id, proposed.rule, ""): proposed for plan_id, proposed in offers.items()}
    _store(plans, week.next(), told, weekly=True)
    return found


def reads_nights(plan: Plan) -> bool:
    """Whether the rule of its programme counts nights; an own programme costs a query."""
    return programmes_of([plan.programme], [plan.person_id])[plan.programme].rule == "rhythm_step"


def _week_proposal(rule: str, week: logged.PlanWeekDone, number: int) -> Proposal | None:
    """None when there is nothing logged that it could rest on."""
    proposed = progression.WEEK_RULES[rule](week.done, week=number, away=week.away, params=rules()[rule]["params"])
    basis = proposed.basis or ((week.last,) if proposed.outcome == "gap" and week.last else ())
    return Proposal(rule, proposed.outcome, proposed.change, proposed.reasons, tuple(basis)) if basis else None


def _ruled(plan: Plan, programme: Programme) -> dict[str, Element]:
    """The exercises of the plan's week that a rule moves, by the name under which they are done."""
    week = programme.week(plan.programme_week)
    elements = exercise_rules.ruled(one for session in week.sessions for one in session.elements)
    return {plan.swaps.get(exercise, exercise): element for exercise, element in elements.items()}


def _targets(plans: Iterable[Plan]) -> dict[UUID, dict[str, Any]]:
    rows: dict[UUID, list[PlanTarget]] = {}
    for row in PlanTarget.objects.filter(plan_id__among=[plan.pk for plan in plans]):
        rows.setdefault(row.plan_id, []).append(row)
    return {plan_id: targets_of(of_plan) for plan_id, of_plan in rows.items()}


def _programme_weeks(plans: Iterable[Plan], week: Week) -> dict[UUID, int]:
    rows = PlanWeek.objects.filter(plan_id__among=[plan.pk for plan in plans], monday=week.monday)
    return dict(rows.values_list("plan_id", "programme_week"))


def _store(plans: Sequence[Plan], week: Week, told: Mapping[Key, Proposal], *, weekly: bool) -> None:
    """Writes what is new or different, deletes what no longer holds; open ones of earlier weeks are over and go too."""
    people = {plan.pk: plan.person_id for plan in plans}
    rows = PlanProposal.objects.filter(plan_id__among=people, monday__gte=week.monday - REMEMBERED)
    rows = rows.filter(exercise="") if weekly else rows.exclude(exercise="")
    now: dict[Key, PlanProposal] = {}
    answered: dict[Key, list[PlanProposal]] = {}
    stale = []
    for row in rows:
        key = (row.plan_id, row.rule, row.exercise)
        if row.state != OPEN:
            answered.setdefault(key, []).append(row)
        if row.monday == week.monday:
            now[key] = row
        no_longer = row.monday == week.monday and key not in told and row.rule != COACH
        if row.state == OPEN and (row.monday < week.monday or no_longer):
            stale.append(row.pk)
    fresh, changed = [], []
    for key, proposed in told.items():
        row_now = now.get(key)
        if not weekly and answered_already(proposed, answered.get(key, ())):
            if row_now and row_now.state == OPEN:
                stale.append(row_now.pk)
        elif row_now is None:
            fresh.append(new_row(people[key[0]], key[0], key[2], week, proposed))
        elif differs(row_now, proposed) and (row_now.state == OPEN or not weekly):
            changed.append(rewritten(row_now, proposed))
    if stale:
        PlanProposal.objects.filter(pk__in=stale).delete()
    PlanProposal.objects.bulk_create(fresh, ignore_conflicts=True)
    if changed:
        PlanProposal.objects.bulk_update(changed, [*columns(next(iter(told.values()))), "state", "answered_at"])
