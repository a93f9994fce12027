"""What a coach does for somebody: suggest a change of the plan, ask a group about a programme. The member decides."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from core.dates import Week
from groups.access import heard_memberships, own_memberships
from groups.access_coach import Sight
from groups.models import Membership, ProgrammeOffer, Stream
from plans.models import Plan, PlanProposal
from plans.offered import still_there
from plans.programmes import shipped
from plans.proposal_rows import COACH
from plans.words import shown

EASY_NOW, EASY_NEXT, BACK = "easy_now", "easy_next", "back"
CHOICES = {
    EASY_NOW: _("An easy week, from today on"),
    EASY_NEXT: _("An easy week, next week"),
    BACK: _("One week back in the programme"),
}

STARTERS = (_("I noticed …"), _("What would make next week easier?"), _("Shall we make it smaller?"))
"""Words to begin with, for whoever coaches."""


class NotPossible(Exception):
    """The plan is not shown to this coach, has ended, or has no week before this one."""


@transaction.atomic
def propose_change(*, one: Sight, plan_id: str, choice: str) -> PlanProposal:
    """A proposal beside those of the rules; one a week and plan, a second one takes the place of an open first."""
    plans = Plan.objects.active().filter(person=one.member.person_id)
    plan = next((row for row in plans if str(row.pk) == plan_id), None)
    if plan is None or not one.may(Stream.PLAN):
        raise NotPossible
    monday = Week.of(one.today).next().monday if choice == EASY_NEXT else Week.of(one.today).monday
    values = _change(plan, choice) | {"reasons": [["coach", {"name": one.coach.person.name}]], "basis": []}
    existing = PlanProposal.objects.filter(plan=plan, monday=monday, rule=COACH, exercise="").first()
    if existing is not None and existing.state != PlanProposal.State.OPEN:
        raise NotPossible
    row, _created = PlanProposal.objects.update_or_create(
        plan=plan, monday=monday, rule=COACH, exercise="", defaults=values | {"person": one.member.person}
    )
    return row


def _change(plan: Plan, choice: str) -> dict[str, Any]:
    if choice in {EASY_NOW, EASY_NEXT}:
        return {"outcome": PlanProposal.Outcome.EASY, "change": {"is_easy": True}}
    if choice == BACK and plan.programme_week > 1:
        return {"outcome": PlanProposal.Outcome.BACK, "change": {"programme_week": plan.programme_week - 1}}
    raise NotPossible


@transaction.atomic
def offer_programme(*, coach: Membership, programme: str) -> int:
    """Asks everybody who takes part in the coach's group now, and was not asked before; returns how many."""
    if programme not in still_there([programme], coach.person):
        raise NotPossible
    members = Membership.objects.full().filter(group=coach.group_id).exclude(pk=coach.pk)
    asked = set(
        ProgrammeOffer.objects.filter(membership__in=members, programme=programme).values_list("membership", flat=True)
    )
    rows = [ProgrammeOffer(membership=row, coach=coach, programme=programme) for row in members if row.pk not in asked]
    ProgrammeOffer.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def open_offers(membership: Membership, members: Iterable[Membership]) -> list[ProgrammeOffer]:
    """What the member was asked and has neither declined nor follows; asks nothing where nobody coaches."""
    if not any(row.role == Membership.Role.COACH for row in members):
        return []
    return list(_unanswered(membership.person_id).filter(membership=membership))


def all_open_offers(person: Any) -> list[ProgrammeOffer]:
    """The same of all groups, by those whose words the person reads; one query."""
    rows = _unanswered(person).filter(membership__in=own_memberships(person), coach__in=heard_memberships(person))
    return list(rows.select_related("membership__group", "coach__person"))


def _unanswered(person: Any) -> QuerySet[ProgrammeOffer]:
    followed = Plan.objects.filter(person=person).values("programme")
    rows = ProgrammeOffer.objects.filter(is_declined=False, coach__isnull=False).exclude(programme__in=followed)
    return rows.select_related("coach__person").order_by("created_at", "pk")


def choices_of(one: Sight, plans: Iterable[Plan]) -> list[tuple[Plan, str, list[tuple[str, Any]]]]:
    """What can be suggested: each active plan with its name, if plans are shown to this coach."""
    if not one.may(Stream.PLAN):
        return []
    return [
        (
            plan,
            name_of(plan),
            [(key, words) for key, words in CHOICES.items() if key != BACK or plan.programme_week > 1],
        )
        for plan in plans
        if plan.state == Plan.State.ACTIVE
    ]


def waiting(one: Sight, since: date) -> list[PlanProposal]:
    """What this coach, or another one, suggested and nobody answered yet."""
    if not one.may(Stream.PLAN):
        return []
    rows = PlanProposal.objects.filter(person=one.member.person_id, rule=COACH, state=PlanProposal.State.OPEN)
    return list(rows.filter(monday__gte=Week.of(since).monday).order_by("monday", "pk"))


def name_of(plan: Plan) -> str:
    """The name of the programme that is followed; one of their own is not named."""
    return title_of(plan.programme)


def title_of(programme: str) -> str:
    """The title of a shipped programme in the language of the page."""
    known = shipped().get(programme)
    return shown(known.title, get_language()) if known else pgettext("programme", "an own programme")
