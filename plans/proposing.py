"""Keeps the open proposals of plans equal to what the rules say of the log; a constant number of queries a batch.

A proposal is a function of logged rows: when they change it is rewritten, when they are gone it goes. What a person
answered stays. Nothing here changes a plan; `answering.py` does, when the person accepts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from plans import exercise_rules, logged, progression
from plans.laying_out import targets_of
from plans.models import Plan, PlanProposal, PlanTarget
from plans.offered import programmes_of
from plans.programmes import rules
from plans.programmes.expansion import Programme
from plans.programmes.lines import Element
from plans.progression import Proposal

OPEN = PlanProposal.State.OPEN
DECIDED = ("rule", "outcome", "change", "reasons", "basis")

type Key = tuple[UUID, str, str]
"""Plan, rule, exercise."""


def propose_exercises(plans: Sequence[Plan], today: date) -> None:
    """The open proposals for single exercises of these plans, for this week; five queries at most for all of them."""
    if not plans:
        return
    programmes = programmes_of({plan.programme for plan in plans}, {plan.person_id for plan in plans})
    ruled = {plan.pk: _ruled(plan, programmes[plan.programme]) for plan in plans}
    wanted = {exercise for elements in ruled.values() for exercise in elements}
    done = logged.exposures({plan.person_id for plan in plans}, wanted, today)
    targets = _targets(plans)
    told: dict[Key, Proposal] = {}
    for plan in plans:
        for exercise, element in ruled[plan.pk].items():
            of_exercise = [one for one in done.get((plan.person_id, exercise), []) if one.day >= plan.starts_on]
            target = targets.get(plan.pk, {}).get(exercise, {})
            if proposed := exercise_rules.proposal(exercise, element, of_exercise, target, today):
                told[plan.pk, proposed.rule, exercise] = proposed
    _store(plans, Week.of(today), told, weekly=False)


def propose_weeks(plans: Sequence[Plan], week: Week, *, nights_of: Collection[UUID] = ()) -> dict[UUID, Proposal]:
    """The proposal of each plan for the week after `week`, from what became of it; stored, and by plan.

    Plans whose programme moves by single exercises have none. `nights_of`: people whose sleep may be read.
    """
    programmes = programmes_of({plan.programme for plan in plans}, {plan.person_id for plan in plans})
    weekly = [plan for plan in plans if programmes[plan.programme].rule in progression.WEEK_RULES]
    done = logged.weeks_done(weekly, week, nights_of=nights_of)
    found: dict[UUID, Proposal] = {}
    for plan in weekly:
        proposed = _week_proposal(plan, programmes[plan.programme], done[plan.pk])
        if proposed is not None:
            found[plan.pk] = proposed
    told = {(plan_id, proposed.rule, ""): proposed for plan_id, proposed in found.items()}
    _store(weekly, week.next(), told, weekly=True)
    return found


def _week_proposal(plan: Plan, programme: Programme, week: logged.PlanWeekDone) -> Proposal | None:
    """None when nothing was logged in the week, nor ever before: there is nothing to rest on."""
    rule = programme.rule
    proposed = progression.WEEK_RULES[rule](
        week.done, week=plan.programme_week, away=week.away, params=rules()[rule]["params"]
    )
    return proposed if proposed.basis or (proposed.outcome == "gap" and week.away is not None) else None


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


def _store(plans: Sequence[Plan], week: Week, told: Mapping[Key, Proposal], *, weekly: bool) -> None:
    """Writes what is new or different, deletes what no longer holds; an answered proposal is not asked again.

    Open proposals of earlier weeks are over and go as well.
    """
    people = {plan.pk: plan.person_id for plan in plans}
    kept = PlanProposal.objects.filter(plan_id__among=people)
    kept = kept.filter(exercise="") if weekly else kept.exclude(exercise="")
    before = {(row.plan_id, row.rule, row.exercise): row for row in kept.filter(monday=week.monday)}
    stale = [row.pk for key, row in before.items() if row.state == OPEN and key not in told]
    kept.filter(state=OPEN, monday__lt=week.monday).delete()
    if stale:
        PlanProposal.objects.filter(pk__in=stale).delete()
    fresh, changed = [], []
    for key, proposed in told.items():
        row = before.get(key)
        if row is None:
            fresh.append(_row(people[key[0]], key, week, proposed))
        elif row.state == OPEN and _columns(proposed) != {name: getattr(row, name) for name in DECIDED}:
            for name, value in _columns(proposed).items():
                setattr(row, name, value)
            changed.append(row)
        elif row.state != OPEN and set(_columns(proposed)["basis"]) - set(row.basis):
            _reopen(row, proposed)
            changed.append(row)
    PlanProposal.objects.bulk_create(fresh, ignore_conflicts=True)
    if changed:
        PlanProposal.objects.bulk_update(changed, [*DECIDED, "state", "answered_at"])


def _reopen(row: PlanProposal, proposed: Proposal) -> None:
    """A later session of the same week asks anew."""
    row.state, row.answered_at = OPEN, None
    for name, value in _columns(proposed).items():
        setattr(row, name, value)


def _row(person_id: UUID, key: Key, week: Week, proposed: Proposal) -> PlanProposal:
    plan_id, _rule, exercise = key
    columns = _columns(proposed)
    return PlanProposal(person_id=person_id, plan_id=plan_id, monday=week.monday, exercise=exercise, **columns)


def _columns(proposed: Proposal) -> dict[str, Any]:
    """The proposal as JSON keeps it: decimals and ids as text."""
    return {
        "rule": proposed.rule,
        "outcome": proposed.outcome,
        "change": {name: _plain(value) for name, value in proposed.change.items()},
        "reasons": [[code, {name: _plain(value) for name, value in said.items()}] for code, said in proposed.reasons],
        "basis": sorted(str(one) for one in proposed.basis),
    }


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
