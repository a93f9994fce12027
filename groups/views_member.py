"""The page of one member: their words of late, distance, reports; for organisers their role and their posts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from groups import access, actions, moderation
from groups.forms import RoleForm
from groups.forms_rite import DistanceForm, LineForm, ReasonForm
from groups.models import Distance, Membership
from groups.views import first_error


@consent_needed("social")
def member(request: HttpRequest, group_id: UUID, member_id: UUID) -> HttpResponse:
    """A GET shows the member; an organiser's POST removes them or gives another role."""
    circle = access.circle(request.user, group_id)
    row = circle.member(member_id)
    if request.method != "POST":
        return render(request, "groups/member_detail.html", member_context(circle, row))
    access.require(circle.may_organise and not circle.group.is_pair)
    if "remove" in request.POST:
        access.require(row.pk != circle.mine.pk)
        actions.leave_group(membership=row)
        messages.success(request, _("Removed. Nothing of theirs is left in the group."))
    elif (form := RoleForm(request.POST)).is_valid():
        give_role(request, row, form.cleaned_data["role"])
    return redirect("groups:settings", group_id)


def member_context(circle: access.Circle, row: Membership) -> dict[str, Any]:
    """What the page shows; nothing that was written where one of the two keeps their distance."""
    kept = Distance.objects.filter(person=circle.mine.person_id, other=row.person_id).first()
    is_heard = row in circle.heard
    return {
        "circle": circle,
        "group": circle.group,
        "member": row,
        "is_me": row.pk == circle.mine.pk,
        "kept": kept,
        "posts": moderation.posts_of(row, timezone.now()) if is_heard else [],
        "may_ask": is_heard and row.pk != circle.mine.pk and not (circle.mine.is_guest or circle.group.is_pair),
        "roles": Membership.Role.choices,
    }


def give_role(request: HttpRequest, row: Membership, role: str) -> None:
    """Gives the role, or says why not."""
    try:
        actions.set_role(membership=row, role=role)
    except actions.LastOrganiser:
        messages.error(request, _("Somebody has to organise the group. Give this role to another member first."))
    except actions.NoPart:
        messages.error(request, _("A guest gets a part in the group once they have joined."))
    else:
        messages.success(request, _("Saved."))


@require_POST
@consent_needed("social")
def distance(request: HttpRequest, group_id: UUID, member_id: UUID) -> HttpResponse:
    """Mutes or blocks a member, or takes it back. They are not told."""
    circle = access.circle(request.user, group_id)
    row = circle.member(member_id)
    access.require(row.pk != circle.mine.pk)
    form = DistanceForm(request.POST)
    if form.is_valid():
        moderation.keep_distance(person=request.user, other=row.person, kind=form.cleaned_data["kind"])
        messages.success(request, _("Saved. They are not told."))
    if circle.group.is_pair:
        return redirect("groups:list")
    return redirect("groups:member", group_id, member_id)


@require_POST
@consent_needed("social")
def report(request: HttpRequest, group_id: UUID, kind: str, post_id: UUID) -> HttpResponse:
    """Tells the operator of a post, with its words as they are now."""
    circle = access.circle(request.user, group_id)
    post = moderation.post(circle, kind, post_id)
    access.require(post.writer.pk != circle.mine.pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        moderation.report(person=request.user, post=post, reason=form.cleaned_data["reason"])
        messages.success(request, _("Reported. Whoever operates this site looks at it."))
    else:
        messages.error(request, first_error(form))
    return redirect("groups:member", group_id, post.writer.pk)


@require_POST
@consent_needed("social")
def remove_post(request: HttpRequest, group_id: UUID, kind: str, post_id: UUID) -> HttpResponse:
    """An organiser removes a post and tells its writer why."""
    circle = access.circle(request.user, group_id)
    access.require(circle.may_organise)
    post = moderation.post(circle, kind, post_id)
    form = LineForm(request.POST)
    if form.is_valid():
        moderation.remove_post(post=post, note=form.cleaned_data["line"])
        messages.success(request, _("Removed. The writer reads your note."))
    else:
        messages.error(request, first_error(form))
    return redirect("groups:member", group_id, post.writer.pk)
