"""Who sees what, one tap a switch, and who has looked (S17, S18)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.addresses import next_address
from groups import granting, sharing_page
from groups.access import names_of_groups, own_memberships
from groups.access_coach import coaches_of
from groups.models import ProgrammeOffer, Stream
from groups.models.sharing import CATEGORY_OF
from groups.own_offers import take_copy
from plans.models import OwnProgramme
from plans.own_programmes import TooManyProgrammes
from plans.programmes.reading import BadTemplate

LOOKS_ON_A_PAGE = 30


@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    """Each coach with all switches; without a coach, what a coach could be shown. Needs no consent: all is off."""
    takes_part = request.user.has_consent("social")
    context = {
        "cards": sharing_page.cards_of(request.user) if takes_part else [],
        "groups": names_of_groups(request.user) if takes_part else [],
        "none": sharing_page.nothing_shared(),
    }
    return render(request, "groups/sharing.html", context)


@require_POST
@consent_needed("social")
def switch(request: HttpRequest, coach_id: UUID) -> HttpResponse:
    """One stream on, for longer, or off: each tap that shows something is a receipt of its own."""
    coach = get_object_or_404(coaches_of(request.user), pk=coach_id)
    stream = request.POST.get("stream", "")
    if stream not in Stream.values:
        raise Http404
    if "off" in request.POST:
        granting.take_back(person=request.user, coach=coach, stream=stream)
    elif request.user.has_consent(CATEGORY_OF[stream]):
        language = translation.get_language() or "en"
        granting.give(person=request.user, coach=coach, stream=stream, language=language)
    return answered(request, coach)


def answered(request: HttpRequest, coach: Any) -> HttpResponse:
    """The page again, where it was."""
    if getattr(request, "htmx", False):
        card = next(card for card in sharing_page.cards_of(request.user) if card.coach.pk == coach.pk)
        return render(request, "groups/sharing_card.html", {"card": card})
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('groups:sharing')}#coach-{coach.pk}")


@require_POST
@consent_needed("social")
def offer(request: HttpRequest, group_id: UUID, offer_id: UUID) -> HttpResponse:
    """The member does not want the programme that a coach asked about, or takes a copy of the coach's own with `take`.

    Starting one is a page of its own.
    """
    mine = get_object_or_404(own_memberships(request.user), group=group_id)
    row = get_object_or_404(mine.offers.select_related("coach"), pk=offer_id)
    if "take" in request.POST:
        return _taken(request, row)
    mine.offers.filter(pk=offer_id).update(is_declined=True)
    messages.success(request, _("Fine. Your coach is not told."))
    return redirect(next_address(request, default=reverse("groups:detail", args=[group_id])))


def _taken(request: HttpRequest, row: ProgrammeOffer) -> HttpResponse:
    """On to the copy, or back to the group with the reason; without the consent for training to where that is asked."""
    if not request.user.has_consent("training"):
        return redirect("plans:programme-list")
    try:
        return redirect("plans:programme-detail", take_copy(person=request.user, offer=row))
    except TooManyProgrammes:
        messages.warning(request, _("You have as many programmes of your own as fit. Delete one first."))
    except (OwnProgramme.DoesNotExist, BadTemplate):
        messages.info(request, _("This programme is not there any more."))
    return redirect("groups:detail", row.membership.group_id)


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Every look at what this person shows, newest first."""
    rows = request.user.access_log.order_by("-looked_at", "-pk")
    page = Paginator(rows, LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/look_list.html", {"page": page})
