"""The settings of a group: its name, meetings, invite link and members."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from core.mail import absolute
from groups import access, actions, figure_actions, figures
from groups.forms import GroupForm, SlotForm
from groups.models import MeetingSlot


@consent_needed("social")
def settings(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Who is in, when the group meets, how to invite and to leave; posting renames the group."""
    circle = access.circle(request.user, group_id)
    form = GroupForm(request.POST or None, instance=circle.group)
    if request.method == "POST":
        access.require(circle.may_organise)
        if form.is_valid():
            circle.group.refresh_from_db()
            actions.change_group(group=circle.group, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("groups:settings", group_id)
    return render(request, "groups/group_settings.html", settings_context(circle, form=form), status=status_of(form))


def settings_context(circle: access.Circle, **more: Any) -> dict[str, Any]:
    """What the settings page shows."""
    slots = list(circle.group.slots.order_by("weekday", "time"))
    expires_at = circle.group.invite_expires_at
    return {
        "circle": circle,
        "group": circle.group,
        "slots": slots,
        "form": GroupForm(instance=circle.group),
        "has_link": expires_at is not None and expires_at > timezone.now(),
        "size_limit": circle.group.size_limit,
        "may_invite": may_invite(circle),
        "figure_text": figures.TEXTS[figures.TEXT_VERSION],
    } | more


def may_invite(circle: access.Circle) -> bool:
    """Organisers may; a pair is complete with two, and one within a group never has a link."""
    is_open = not circle.group.is_pair or (circle.group.within_id is None and len(circle.members) == 1)
    return circle.may_organise and is_open


def status_of(form: Any) -> int:
    """422 where something has to be corrected."""
    return 422 if form.errors else 200


@require_POST
@consent_needed("social")
def invite(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Makes a new link and shows it this once, or ends the one there is."""
    circle = access.circle(request.user, group_id)
    access.require(may_invite(circle))
    link = ""
    if "revoke" in request.POST:
        actions.revoke_invite(group=circle.group)
    else:
        link = absolute(reverse("groups:join", args=[actions.renew_invite(group=circle.group)]))
    return render(request, "groups/group_settings.html", settings_context(circle, link=link))


@consent_needed("social")
def slot_new(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Adds a weekly meeting."""
    circle = access.circle(request.user, group_id)
    return slot_page(request, circle, MeetingSlot(group=circle.group), existing=None)


@consent_needed("social")
def slot_edit(request: HttpRequest, group_id: UUID, slot_id: UUID) -> HttpResponse:
    """Moves or renames a weekly meeting, or removes it."""
    circle = access.circle(request.user, group_id)
    slot = get_object_or_404(circle.group.slots, pk=slot_id)
    if request.method == "POST" and "delete" in request.POST:
        access.require(circle.may_set_meetings)
        actions.delete_slot(slot=slot)
        messages.success(request, _("Removed."))
        return redirect("groups:settings", group_id)
    return slot_page(request, circle, slot, existing=slot)


def slot_page(
    request: HttpRequest, circle: access.Circle, slot: MeetingSlot, *, existing: MeetingSlot | None
) -> HttpResponse:
    """The form of one meeting."""
    access.require(circle.may_set_meetings)
    was = (slot.weekday, slot.time)
    form = SlotForm(request.POST or None, instance=slot)
    if request.method == "POST" and form.is_valid():
        slot.weekday, slot.time = was  # the action has to see what changes
        actions.save_slot(group=circle.group, existing=existing, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("groups:settings", circle.group.pk)
    context = {"group": circle.group, "form": form, "slot": existing}
    return render(request, "groups/slot_form.html", context, status=status_of(form))


@require_POST
@consent_needed("social")
def counting(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Lets my sessions be part of the group's number, or takes them out at once."""
    circle = access.circle(request.user, group_id)
    change = figure_actions.start_counting if request.POST.get("counted") == "yes" else figure_actions.stop_counting
    change(membership=circle.mine)
    if getattr(request, "htmx", False):
        return render(request, "groups/group_settings.html", settings_context(circle))
    messages.success(request, _("Saved."))
    return redirect("groups:settings", group_id)
