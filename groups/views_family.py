"""The family's activity of the week: the member's page of links, and the page behind a link, which needs no account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import consent_needed
from groups import family
from groups.forms_rite import FamilyForm


@consent_needed("social")
def links(request: HttpRequest) -> HttpResponse:
    """My links and what was ticked; posting makes another one."""
    form = FamilyForm(request.POST or None, initial={"shown_name": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            family.make_link(person=request.user, **form.cleaned_data)
            messages.success(request, _("The link is ready to send."))
        except family.TooManyLinks:
            messages.error(request, _("Five links are the most. End one first."))
        return redirect("groups:family")
    context = {"form": form, "links": family.links_of(request.user), "together": family.was_together(request.user)}
    return render(request, "groups/family_list.html", context, status=422 if form.errors else 200)


@require_POST
@consent_needed("social")
def link_end(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Ends a link; it leads nowhere from now on."""
    get_object_or_404(request.user.family_links, pk=link_id).delete()
    messages.success(request, _("The link has ended."))
    return redirect("groups:family")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def family_tick(request: HttpRequest, token: str) -> HttpResponse:
    """Shows a first name and an activity; only a POST ticks the week, or takes the tick back."""
    link = family.link_of(token)
    if link is None:
        return render(request, "groups/family_over.html", status=404)
    if request.method == "POST":
        try:
            family.tick(link=link, is_done="undo" not in request.POST)
        except family.TooFast:
            return render(request, "429.html", status=429)
        return redirect("groups:family-tick", token)
    context = {"shown_name": link.shown_name, "title": link.title, "is_ticked": family.is_ticked(link)}
    response = render(request, "groups/family_tick.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
