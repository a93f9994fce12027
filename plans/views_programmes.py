"""Programmes to choose from, ordered by what a person wants, and one of them week by week."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import consent_needed
from accounts.models import User
from plans.models import Plan
from plans.offered import UnknownProgramme, offered, programme_of
from plans.programme_cards import Card, by_wish
from plans.suggested import suggested_to


@consent_needed("training")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The list; `wish` of the address puts those that fit it first."""
    wish = request.GET.get("wish", "")
    there, suggested = offered(request.user), suggested_to(request.user)
    first, others = by_wish(there, wish, suggested)
    known = {name for name, _programme in there}
    waiting = [Card(name, one.programme, one) for name, one in suggested.items() if name not in known]
    running = dict(request.user.plans.running().values_list("programme", "pk"))
    context = {"wishes": Plan.Wish.choices, "wish": wish, "first": first, "others": others, "running": running}
    context |= {"waiting": waiting, "here": request.get_full_path()}
    return render(request, "plans/programme_list.html", context)


@consent_needed("training")
@require_safe
def detail(request: HttpRequest, programme: str) -> HttpResponse:
    """What it is, why we suggest it, and its weeks."""
    card = card_or_404(request.user, programme)
    plan = request.user.plans.running().filter(programme=programme).first()
    context = {"card": card, "plan": plan, "wish": request.GET.get("wish", "")}
    return render(request, "plans/programme_detail.html", context)


def card_or_404(person: User, name: str) -> Card:
    """A programme that this person may follow."""
    try:
        return Card(name, programme_of(name, person))
    except UnknownProgramme as error:
        raise Http404 from error
