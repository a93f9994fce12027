"""Holidays of a group, and a member's own days without reminders."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from groups import access
from groups.breaks import add_break, breaks_for
from groups.forms_rite import BreakForm


@consent_needed("social")
def breaks(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What is planned; posting adds holidays of the group with `for=group`, else days of one's own."""
    circle = access.circle(request.user, group_id)
    form = BreakForm(request.POST or None)
    if request.method == "POST":
        is_for_all = request.POST.get("for") == "group"
        access.require(circle.may_set_meetings or not is_for_all)
        if form.is_valid():
            add_break(group=circle.group, membership=None if is_for_all else circle.mine, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("groups:breaks", group_id)
    rows = breaks_for(circle.mine, circle.group.today(timezone.now()))
    context = {"circle": circle, "group": circle.group, "rows": rows, "form": form}
    return render(request, "groups/break_list.html", context, status=422 if form.errors else 200)


@require_POST
@consent_needed("social")
def break_end(request: HttpRequest, group_id: UUID, break_id: UUID) -> HttpResponse:
    """Takes a break away: one's own, or for organisers and coaches that of the group."""
    circle = access.circle(request.user, group_id)
    row = get_object_or_404(circle.group.breaks.filter(Q(membership=None) | Q(membership=circle.mine)), pk=break_id)
    access.require(circle.may_set_meetings or row.membership_id is not None)
    row.delete()
    messages.success(request, _("Removed."))
    return redirect("groups:breaks", group_id)
