"""Accepted proposals whose logged rows are gone: taken back where nothing was done with them since, else told.

A proposal rests on rows, and so does the step that it became. Whoever deletes the session and has not trained with the
new target yet gets the old one back, and whoever has goes on with it and is told so (plans/proposal_cards.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core.dates import Week
from journal.models import TrainingSet
from plans.aiming import aim
from plans.following import lay_out_again
from plans.models import Plan, PlannedSession, PlanProposal, PlanWeek
from plans.proposal_rows import REMEMBERED

UNTOUCHED = PlannedSession.State.PLANNED


def take_back(person: Any, plans: Sequence[Plan], today: date) -> None:
    """Of these active plans; one query where nothing was accepted lately, another where all rows are there."""
    of_plan = {plan.pk: plan for plan in plans}
    changed: dict[Any, Plan] = {}
    for row in unfounded(person, list(of_plan), today):
        plan = of_plan[row.plan_id]
        if _is_undone(row, plan, today):
            row.delete()
            changed[plan.pk] = plan
    for plan in changed.values():
        lay_out_again(plan=plan, today=today)


def unfounded(person: Any, plans: Any, today: date) -> list[PlanProposal]:
    """The accepted ones of the last weeks that lack a row, newest first; of an exercise only the newest one counts."""
    rows = person.plan_proposals.filter(plan__in=plans, state=PlanProposal.State.ACCEPTED)
    rows = rows.filter(monday__gte=Week.of(today).monday - REMEMBERED).exclude(basis=[])
    newest: dict[Any, PlanProposal] = {}
    for row in rows.select_related("plan").order_by("-answered_at", "-pk"):
        newest.setdefault((row.plan_id, row.exercise), row)
    ids = {one for row in newest.values() for one in row.basis}
    if not ids:
        return []
    there = set(map(str, person.training_sessions.filter(pk__in=ids).values_list("pk", flat=True)))
    if ids - there:
        there |= set(map(str, person.sleep_diary.filter(pk__in=ids - there).values_list("pk", flat=True)))
    return [row for row in newest.values() if set(row.basis) - there]


def _is_undone(row: PlanProposal, plan: Plan, today: date) -> bool:
    """Puts back what stood before; False where something was done with it, or nobody knows what stood before."""
    if row.monday > Week.of(today).monday:
        return True  # it waits for its week, and nothing was changed yet
    if row.exercise:
        return _target_is_back(row, plan)
    return "programme_week" in row.change and _week_is_back(row, plan, today)


def _target_is_back(row: PlanProposal, plan: Plan) -> bool:
    done = TrainingSet.objects.filter(person_id=plan.person_id, exercise=row.exercise)
    if not row.before or done.filter(session__created_at__gt=row.answered_at).exists():
        return False
    aim([(plan, row.exercise, row.before)])
    return True


def _week_is_back(row: PlanProposal, plan: Plan, today: date) -> bool:
    week = Week.of(today)
    before = PlanWeek.objects.filter(plan=plan, monday=week.previous().monday).first()
    is_this_week = row.monday == week.monday and plan.programme_week == row.change["programme_week"]
    is_known = before is not None and ("rounds" not in row.change or "rounds" in row.before)
    if not is_this_week or not is_known or before is None:
        return False
    if plan.planned_sessions.in_week(week).exclude(state=UNTOUCHED).exists():
        return False
    if "rounds" in row.change:
        aim([(plan, "", {"rounds": row.before["rounds"]})])
    plan.programme_week = before.programme_week
    plan.save(update_fields=["programme_week", "updated_at"])
    PlanWeek.objects.filter(plan=plan, monday=week.monday).update(programme_week=plan.programme_week)
    return True
