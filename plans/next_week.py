"""What a weekly review may do to the plans: the week as proposed, an easy one, or other days."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.dates import Week
from journal.load_units import Units
from plans import answering, proposing
from plans.models import Plan, PlanProposal
from plans.offered import programmes_of
from plans.progression import WEEK_RULES
from plans.proposal_rows import new_row
from plans.reason_words import what, why

SAME, SMALLER, MOVE = "same", "smaller", "move"


@dataclass(frozen=True, slots=True)
class NextWeek:
    """The choices of the review of a person with plans, and the reasons for what is proposed."""

    choices: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


def next_week_of(person: Any, reviewed: Week) -> NextWeek | None:
    """None without a plan, or when the week after the reviewed one is over; nothing is stored."""
    plans = _plans(person, reviewed)
    if not plans:
        return None
    proposals = _proposals(plans, reviewed)
    programmes = programmes_of({plan.programme for plan in plans}, [person.pk])
    units = Units.of(person)
    lengths = {plan.pk: len(programmes[plan.programme].weeks) for plan in plans}
    told = [what(row, "", units, weeks=lengths[row.plan_id]) for row in proposals]
    same = _("As proposed: %(what)s") % {"what": " · ".join(told)} if told else _("The same again")
    choices = ((SAME, same), (SMALLER, _("Smaller: an easy week")), (MOVE, _("Move days")))
    return NextWeek(choices, tuple(why(row, units) for row in proposals))


@transaction.atomic
def answer_next_week(*, person: Any, reviewed: Week, choice: str) -> bool:
    """Does what the choice says with the week after the reviewed one; whether there was a plan to do it with.

    `same` accepts what the rules propose for that week, or leaves the week as it is; `smaller` makes it an easy one;
    `move` changes nothing here: the person goes on to the week itself.
    """
    plans, coming, today = _plans(person, reviewed), reviewed.next(), person.today()
    if not plans:
        return False
    if choice == SMALLER:
        for plan in plans:
            answering.take_easy(plan=plan, week=coming, today=today)
    if choice == SAME:
        for plan in plans:
            answering.take_usual(plan=plan, week=coming, today=today)
        if Week.of(today) == reviewed:
            proposing.propose_weeks(plans, reviewed, nights_of=_sleepers(person))
        for row in _stored(plans, coming):
            answering.accept(proposal=row, today=today)
    return True


def _plans(person: Any, reviewed: Week) -> list[Plan]:
    """Those that the choice may touch: active ones that had a week to look back on."""
    if Week.of(person.today()) not in (reviewed, reviewed.next()):
        return []
    plans = person.plans.active().filter(starts_on__lte=reviewed.monday).select_related("person")
    return list(plans.order_by("created_at"))


def _proposals(plans: list[Plan], reviewed: Week) -> list[PlanProposal]:
    """For the week that comes: what the rules would say now while the reviewed one lasts, else what waits."""
    person = plans[0].person
    if Week.of(person.today()) != reviewed:
        return _stored(plans, reviewed.next())
    found, _done = proposing.decide_weeks(plans, reviewed, nights_of=_sleepers(person))
    return [new_row(person.pk, plan_id, "", reviewed.next(), proposed) for plan_id, proposed in found.items()]


def _stored(plans: list[Plan], week: Week) -> list[PlanProposal]:
    """Open ones of the rules; an easy week and a way on are taken by their own tap only."""
    rows = PlanProposal.objects.filter(plan__in=plans, monday=week.monday, rule__in=list(WEEK_RULES))
    return list(rows.filter(state=PlanProposal.State.OPEN).select_related("plan__person").order_by("created_at"))


def _sleepers(person: Any) -> list[Any]:
    return [person.pk] if person.has_consent("sleep") else []
