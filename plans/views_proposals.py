"""What the plans propose: one tap accepts, "not now" leaves things as they are; an easy week at any time."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from core.dates import Week
from journal import catalogue
from journal.gentler import substitutes
from plans import answering
from plans.following import swap_exercise
from plans.models import PlanProposal
from plans.proposal_cards import cards_of, plans_now, stays_of


@require_safe
@consent_needed("training")
def proposals(request: HttpRequest) -> HttpResponse:
    """All that wait for a word, and the plans whose week may be an easy one."""
    person = request.user
    context = {"cards": cards_of(person), "plans": plans_now(person, Week.of(person.today()))}
    context["stays"] = stays_of(person)
    return render(request, "plans/proposals.html", context)


@require_POST
@consent_needed("training")
def answer(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """`answer` is accept or decline; `instead` names a gentler exercise that takes the place of one that hurts."""
    proposal = get_object_or_404(request.user.plan_proposals.select_related("plan__person"), pk=proposal_id)
    try:
        messages.success(request, _answered(request, proposal))
    except answering.NotOpen:
        messages.info(request, _("This one is answered already."))
    return redirect("plans:proposals")


@transaction.atomic
def _answered(request: HttpRequest, proposal: PlanProposal) -> str:
    today, instead = request.user.today(), request.POST.get("instead", "")
    if instead:
        known = catalogue.get(proposal.exercise)
        if known is None or instead not in {one.slug for one in substitutes(known)}:
            raise Http404
        plan = answering.decline(proposal=proposal, today=today)
        written = {done: of_template for of_template, done in plan.swaps.items()}
        swap_exercise(
            plan=plan, exercise=written.get(proposal.exercise, proposal.exercise), instead=instead, today=today
        )
        return _("Swapped. Your open tasks have it now.")
    if request.POST.get("answer") == "accept":
        answering.accept(proposal=proposal, today=today)
        return _("Done. Your plan has it now.")
    answering.decline(proposal=proposal, today=today)
    return _("All stays as it is.")


@require_POST
@consent_needed("training")
def easy_week(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Makes this week an easy one, or usual again with `usual`."""
    plan = get_object_or_404(request.user.plans.active().select_related("person"), pk=plan_id)
    change = answering.take_usual if "usual" in request.POST else answering.take_easy
    change(plan=plan, week=Week.of(request.user.today()), today=request.user.today())
    messages.success(request, _("Your open tasks are laid out anew."))
    return redirect("plans:proposals")
