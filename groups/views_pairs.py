"""Fixed pairs: found one outside of a group, ask another member, answer who asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from groups import access, pairs
from groups.forms_rite import PromiseForm
from groups.models import PairRequest


@consent_needed("social")
def new(request: HttpRequest) -> HttpResponse:
    """Founds a pair outside of any group; its settings come next, where the link for the other one is."""
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pair = pairs.found_pair(person=request.user, **form.cleaned_data)
        messages.success(request, _("Your promise stands. Next: a link for the other one."))
        return redirect("groups:settings", pair.pk)
    return render(request, "groups/pair_form.html", {"form": form}, status=422 if form.errors else 200)


@consent_needed("social")
def ask(request: HttpRequest, group_id: UUID, member_id: UUID) -> HttpResponse:
    """Asks another member of the group to be a pair."""
    circle = access.circle(request.user, group_id)
    other = circle.heard_member(member_id)
    access.require(other.pk != circle.mine.pk and not circle.mine.is_guest and not circle.group.is_pair)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pairs.ask_for_pair(sender=circle.mine, receiver=other, **form.cleaned_data)
            messages.success(request, _("Asked. You are a pair once the other one promises too."))
        except pairs.PairedAlready:
            messages.error(request, _("You two are a pair already, or one of you has asked."))
        return redirect("groups:detail", group_id)
    context = {"form": form, "group": circle.group, "other": other}
    return render(request, "groups/pair_form.html", context, status=422 if form.errors else 200)


@consent_needed("social")
def answer(request: HttpRequest, group_id: UUID, pair_id: UUID) -> HttpResponse:
    """The other one's sentence makes the two a pair; or they decline, and nobody is told."""
    circle = access.circle(request.user, group_id)
    found = get_object_or_404(PairRequest.objects.select_related("pair"), pair=pair_id, asked=circle.mine)
    found.asked, found.sender = circle.mine, circle.heard_member(found.sender_id)
    if request.method == "POST" and "decline" in request.POST:
        pairs.decline_pair(request=found)
        return redirect("groups:detail", group_id)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pairs.accept_pair(request=found, **form.cleaned_data)
        messages.success(request, _("You are a pair."))
        return redirect("groups:detail", pair_id)
    promise = get_object_or_404(found.pair.memberships, person=found.sender.person_id).promise
    context = {"form": form, "group": circle.group, "other": found.sender, "their_promise": promise}
    return render(request, "groups/pair_form.html", context, status=422 if form.errors else 200)
