"""Messages between a coach and a member: the threads, one thread, writing, reading, taking back, reporting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import consent_needed
from groups import access, message_actions, moderation
from groups.forms_messages import MessageForm
from groups.forms_rite import ReasonForm
from groups.message_pages import lines_of, rows_of
from groups.models import Membership, MessageThread
from groups.views import first_error


@require_safe
@consent_needed("social")
def threads(request: HttpRequest) -> HttpResponse:
    """Every thread, the latest first, and whom else I may write to."""
    rows = rows_of(request.user, access.people_to_write_to(request.user))
    return render(request, "groups/thread_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@consent_needed("social")
def thread(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What I and one other write; a POST with `draft` alone only puts words into the empty form."""
    mine, other = access.writing_to(request.user, member_id)
    form = MessageForm(request.POST) if "text" in request.POST else MessageForm(initial=draft(request))
    if form.is_valid():
        message_actions.write_message(mine=mine, other=other, text=form.cleaned_data["text"])
        return redirect("groups:thread", member_id)
    found = message_actions.open_thread(mine, other)
    context = page_context(request, found) | {"form": form, "other": other.person, "group": mine.group}
    context["is_coach_here"] = mine.role == Membership.Role.COACH
    return render(request, "groups/thread_detail.html", context, status=422 if form.errors else 200)


def draft(request: HttpRequest) -> dict[str, str]:
    """Words that another page puts into the form; they travel in the body, never in an address."""
    return {"text": request.POST.get("draft", "")}


def page_context(request: HttpRequest, thread: MessageThread | None) -> dict[str, Any]:
    """The lines of a thread, or none."""
    lines, has_more = lines_of(request.user, thread, is_whole="all" in request.GET)
    return {
        "thread": thread,
        "lines": lines,
        "has_more": has_more,
        "has_unread": any(line.is_unread for line in lines),
    }


@require_safe
@consent_needed("social")
def past_thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """A thread that has ended: to read, not to write."""
    found = get_object_or_404(access.visible_threads(request.user).exclude(ended_at=None), pk=thread_id)
    context = page_context(request, found) | {"other": found.other(request.user), "group": found.group}
    return render(request, "groups/thread_detail.html", context)


@require_POST
@consent_needed("social")
def read(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """What I received in this thread is read; where scripts run, the page says so by itself and stays as it is."""
    found = get_object_or_404(access.visible_threads(request.user), pk=thread_id)
    message_actions.mark_read(person=request.user, thread=found)
    return HttpResponse(status=204) if getattr(request, "htmx", False) else redirect("groups:threads")


@require_POST
@consent_needed("social")
def delete(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Takes one of my own messages back, also from a thread that has ended."""
    message = get_object_or_404(access.visible_messages(request.user).filter(sender=request.user), pk=message_id)
    address = address_of(request.user, message.thread)
    message_actions.delete_message(message=message)
    messages.success(request, _("Deleted. It is gone for both of you."))
    return redirect(address)


@require_POST
@consent_needed("social")
def report(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Tells the operator of a message that I received, with its words alone."""
    message = get_object_or_404(access.visible_messages(request.user).filter(receiver=request.user), pk=message_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        moderation.report_message(person=request.user, message=message, reason=form.cleaned_data["reason"])
        messages.success(request, _("Reported. Whoever operates this site looks at it."))
    else:
        messages.error(request, first_error(form))
    return redirect(address_of(request.user, message.thread))


def address_of(person: Any, thread: MessageThread) -> str:
    """Where the person reads this thread; the list, once it is over and may be empty."""
    if thread.ended_at is None:
        rows = access.visible_memberships(person).filter(group=thread.group_id, person=thread.other(person))
        for partner in rows:
            return reverse("groups:thread", args=[partner.pk])
    return reverse("groups:threads")
