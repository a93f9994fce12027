"""What members do around a meeting: say that they are there, offer help; a guest stays; a note is read."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from groups import access, actions, board, gathering, guests, rite
from groups.forms_rite import OfferForm
from groups.models import Membership
from groups.views import answered, first_error


@require_POST
@consent_needed("social")
def here(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Says that I am at the meeting that is on, with those whom I tick; or takes it back."""
    circle, now = access.circle(request.user, group_id), timezone.now()
    found = gathering.opened_meeting(board.slots_of(circle.group), now)
    if found is None or not gathering.is_open(found[1], now):
        return answered(request, circle, _("No meeting is on at the moment."))
    slot, day = found[0], circle.group.today(found[1])
    if "not_here" in request.POST:
        rite.say_not_here(membership=circle.mine, slot=slot, day=day)
    else:
        rite.say_here(membership=circle.mine, slot=slot, day=day, beside=ticked(request, circle))
    return answered(request, circle)


def ticked(request: HttpRequest, circle: access.Circle) -> list[Membership]:
    """The members whom a form names; anybody else is not found."""
    try:
        members = [circle.heard_member(UUID(text)) for text in request.POST.getlist("beside")]
    except ValueError as error:
        raise Http404 from error
    return [member for member in members if member.pk != circle.mine.pk]


@require_POST
@consent_needed("social")
def offer(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Offers help with a meeting."""
    circle = access.circle(request.user, group_id)
    form = OfferForm(request.POST, circle=circle, now=timezone.now())
    if form.is_valid():
        rite.offer_help(membership=circle.mine, **form.cleaned_data)
    return answered(request, circle, first_error(form))


@require_POST
@consent_needed("social")
def offer_back(request: HttpRequest, group_id: UUID, offer_id: UUID) -> HttpResponse:
    """Takes an offer of mine back."""
    circle = access.circle(request.user, group_id)
    get_object_or_404(circle.mine.help_offers, pk=offer_id).delete()
    return answered(request, circle)


@require_POST
@consent_needed("social")
def removal_read(request: HttpRequest, group_id: UUID, removal_id: UUID) -> HttpResponse:
    """Puts an organiser's note about a post of mine away."""
    circle = access.circle(request.user, group_id)
    get_object_or_404(circle.mine.removals, pk=removal_id).delete()
    return redirect("groups:detail", group_id)


@require_POST
@consent_needed("social")
def stay(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """A guest joins for good, in their week or after it."""
    actions.stay_in_group(membership=guests.own_membership(request.user, group_id))
    messages.success(request, _("You are in."))
    return redirect("groups:detail", group_id)
