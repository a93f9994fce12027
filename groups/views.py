"""The pages of a group for its members: the list, the group itself, check-in, encouragement, shared wins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from groups import access, actions, board
from groups.forms import CheckInForm, EncouragementForm, GroupForm
from groups.guests import own_membership
from groups.models import Membership


@require_safe
@consent_needed("social")
def group_list(request: HttpRequest) -> HttpResponse:
    """The person's groups, a guest's week that is over among them; a single one opens unless the list is asked for."""
    rows = list(request.user.memberships.select_related("group").order_by("group__name", "pk"))
    if len(rows) == 1 and "all" not in request.GET:
        return redirect("groups:detail", rows[0].group_id)
    return render(request, "groups/group_list.html", {"memberships": rows})


@consent_needed("social")
def new(request: HttpRequest) -> HttpResponse:
    """Founds a group; its settings come next, where the invite link is."""
    form = GroupForm(request.POST or None, initial={"time_zone": request.user.time_zone})
    if request.method == "POST" and form.is_valid():
        group = actions.create_group(person=request.user, **form.cleaned_data)
        messages.success(request, _("Your group is there. Next: a link for the others."))
        return redirect("groups:settings", group.pk)
    return render(request, "groups/group_form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The group: what I am asked, and what others wrote. A GET changes nothing."""
    try:
        circle = access.circle(request.user, group_id)
    except access.GuestWeekOver:
        return render(request, "groups/guest_over.html", {"group": own_membership(request.user, group_id).group})
    if circle.mine not in circle.members:
        return ask_first(request, group_id)
    named = {name: request.GET.get(name, "") for name in ("meeting", "answer")}
    return render(request, "groups/group_detail.html", board.page_context(circle, **named))


@consent_needed("social")
def ask_first(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Asks for the consent to groups; whoever has agreed meanwhile goes on."""
    return redirect("groups:detail", group_id)


@require_POST
@consent_needed("social")
def check_in(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Answers a meeting or the week; another answer replaces the first."""
    circle = access.circle(request.user, group_id)
    form = CheckInForm(request.POST, circle=circle, now=timezone.now())
    if form.is_valid():
        actions.check_in(membership=circle.mine, check_in_id=form.cleaned_data.pop("id"), **form.cleaned_data)
    return answered(request, circle, first_error(form))


@require_POST
@consent_needed("social")
def encourage(request: HttpRequest, group_id: UUID, member_id: UUID) -> HttpResponse:
    """Sends a word to another member."""
    circle = access.circle(request.user, group_id)
    receiver = circle.heard_member(member_id)
    access.require(receiver.pk != circle.mine.pk)
    form = EncouragementForm(request.POST)
    if form.is_valid():
        actions.encourage(sender=circle.mine, receiver=receiver, **form.cleaned_data)
    return answered(request, circle, first_error(form))


@require_POST
@consent_needed("social")
def share(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Shows one of my small wins to the group, or takes it back."""
    circle = access.circle(request.user, group_id)
    win = get_object_or_404(request.user.small_wins.filter(is_dismissed=False), pk=win_id(request))
    change = actions.share_win if request.POST.get("shared") == "yes" else actions.unshare_win
    change(person=request.user, win=win, memberships=[circle.mine])
    return answered(request, circle)


def win_id(request: HttpRequest) -> UUID | None:
    """The win that a form names; anything that is no id names none."""
    try:
        return UUID(request.POST.get("win", ""))
    except ValueError:
        return None


def first_error(form: Any) -> str:
    """What to say about a form that was refused, or an empty text."""
    return next((str(errors[0]) for errors in form.errors.values()), "")


def answered(request: HttpRequest, circle: access.Circle, error: str = "") -> HttpResponse:
    """The page again: at once where a script swaps a part of it, else by way of a redirect."""
    if getattr(request, "htmx", False):
        context = board.page_context(circle) | {"error": error}
        return render(request, "groups/group_detail.html", context, status=422 if error else 200)
    if error:
        messages.error(request, error)
    return redirect("groups:detail", circle.group.pk)


@require_POST
def leave(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Leaves the group; everything of mine there is gone. Needs no consent."""
    membership = get_object_or_404(Membership, group=group_id, person=request.user)
    is_pair = membership.group.is_pair
    actions.leave_group(membership=membership)
    gone = _("You have left. The group no longer sees anything of yours.")
    messages.success(request, _("The pair has ended.") if is_pair else gone)
    return redirect("groups:list")
