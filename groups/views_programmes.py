"""The programmes of a group: members take one, those who set the meetings offer and withdraw them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from groups import access
from groups.programmes import TooManyOffered, offer_programme, take_programme, withdraw_programme
from plans.own_programmes import TooManyProgrammes
from plans.programmes.reading import BadTemplate


@consent_needed("social")
def programmes(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What the group offers; posting offers one of the person's own."""
    circle = access.circle(request.user, group_id)
    if request.method == "POST":
        access.require(circle.may_set_meetings)
        own = get_object_or_404(request.user.own_programmes, pk=request.POST.get("programme") or None)
        try:
            offer_programme(group=circle.group, programme=own)
            messages.success(request, _("Offered. The members of this group see it now."))
        except TooManyOffered:
            messages.warning(request, _("This group has as many programmes as fit. Withdraw one first."))
        return redirect("groups:programmes", group_id)
    context = {
        "circle": circle,
        "group": circle.group,
        "offered": circle.group.programmes.order_by("created_at", "pk"),
        "own": request.user.own_programmes.order_by("created_at", "pk") if circle.may_set_meetings else [],
    }
    return render(request, "groups/group_programmes.html", context)


@require_POST
@consent_needed("social")
@consent_needed("training")
def programme(request: HttpRequest, group_id: UUID, programme_id: UUID) -> HttpResponse:
    """Takes one, or withdraws it with `withdraw`."""
    circle = access.circle(request.user, group_id)
    offered = get_object_or_404(circle.group.programmes, pk=programme_id)
    if "withdraw" in request.POST:
        access.require(circle.may_set_meetings)
        withdraw_programme(offered=offered)
        messages.success(request, _("Withdrawn. Copies that were taken stay."))
        return redirect("groups:programmes", group_id)
    try:
        return redirect("plans:programme-detail", take_programme(person=request.user, offered=offered))
    except TooManyProgrammes:
        messages.warning(request, _("You have as many programmes of your own as fit. Delete one first."))
    except BadTemplate:
        messages.warning(request, _("This programme does not hold to the rules any more. Ask your coach to change it."))
    return redirect("groups:programmes", group_id)
