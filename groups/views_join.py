"""The page behind an invite link: what the group will see, before anybody joins."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from groups import actions, invites
from groups.forms_rite import PromiseForm
from groups.models import Group


@login_not_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the group's name and what it can see; a POST joins. A link that leads nowhere is a 404 with words."""
    group = invites.group_of(token, timezone.now())
    if group is None:
        return render(request, "groups/invite_over.html", status=404)
    if request.method == "POST":
        return post(request, group, token)
    person = request.user
    if person.is_authenticated and group.memberships.filter(person=person).exists():
        return redirect("groups:detail", group.pk)
    context = {
        "group": group,
        "is_member_of_site": person.is_authenticated,
        "may_join": person.is_authenticated and person.has_consent("social"),
        **pair_context(group),
    }
    return render(request, "groups/join.html", context)


def pair_context(group: Group, form: PromiseForm | None = None) -> dict[str, Any]:
    """For a pair: who promises what, and the sentence that is asked for."""
    first = group.memberships.select_related("person").first() if group.is_pair else None
    return {"first": first, "form": form or PromiseForm()}


def post(request: HttpRequest, group: Group, token: str) -> HttpResponse:
    """Joins; strangers sign in first and come back to the page."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    return enter(request, group, token)


@consent_needed("social")
def enter(request: HttpRequest, group: Group, token: str) -> HttpResponse:
    """The signed-in person joins, for good or as a guest; a pair asks for their sentence."""
    form = PromiseForm(request.POST)
    if group.is_pair and not form.is_valid():
        context = {"group": group, "is_member_of_site": True, "may_join": True, **pair_context(group, form)}
        return render(request, "groups/join.html", context, status=422)
    promise = form.cleaned_data["promise"] if group.is_pair else ""
    try:
        actions.join_group(person=request.user, secret=token, as_guest="guest" in request.POST, promise=promise)
    except actions.GroupFull:
        messages.error(request, _("This group is full at the moment."))
        return redirect("groups:join", token)
    except actions.InviteOver:
        return redirect("groups:join", token)
    messages.success(request, _("You are in."))
    return redirect("groups:detail", group.pk)
