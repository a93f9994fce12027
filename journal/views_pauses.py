"""Pauses: illness, travel, exams. Begun in two taps, ended by one, corrected and taken back at any time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.addresses import next_address
from journal.actions import delete_entry, end_pause, save_pause
from journal.day_state import state_of
from journal.forms_daily import saved_or_refused
from journal.forms_pause import PauseForm, first_values, values_of
from journal.illness import begins_light
from journal.models import Pause

EARLIER = 50


@consent_needed("training")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The pause that lasts, the earlier ones, and what a pause does."""
    person, today = request.user, request.user.today()
    context = {
        "state": state_of(person, today, person.consent_categories),
        "pauses": person.pauses.order_by("-day")[:EARLIER],
        "today": today,
    }
    return render(request, "journal/pause_list.html", context)


@consent_needed("training")
def begin(request: HttpRequest) -> HttpResponse:
    """A pause from today on, or of other days."""
    if request.method != "POST":
        return _page(request, _form(request, first_values(request.user, request.GET.get("reason", ""))))
    return _saved(request, None)


@consent_needed("training")
def edit(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """Another reason, other days."""
    pause = get_object_or_404(request.user.pauses, pk=pause_id)
    if request.method != "POST":
        return _page(request, _form(request, values_of(pause)), pause)
    return _saved(request, pause)


@consent_needed("training")
@require_POST
def end(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """Training goes on from today."""
    pause = get_object_or_404(request.user.pauses, pk=pause_id)
    if end_pause(person=request.user, row=pause) is None:
        _offer_undo(request, pause_id)
    elif request.user.has_consent("wellbeing") and begins_light(pause.symptoms):
        messages.success(
            request, _("The pause is over. Keep the first session light, after a whole day without fever.")
        )
    else:
        messages.success(request, _("The pause is over. Begin as small as you like."))
    return redirect(next_address(request, default="journal:pause-list"))


@require_POST
def delete(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """Deletes a pause at once; the message offers to take that back."""
    delete_entry(person=request.user, row=get_object_or_404(request.user.pauses, pk=pause_id))
    _offer_undo(request, pause_id)
    return redirect("journal:pause-list")


def _offer_undo(request: HttpRequest, pause_id: UUID) -> None:
    messages.success(request, _("Deleted."), extra_tags=reverse("journal:entry-restore", args=[pause_id]))


def _form(request: HttpRequest, initial: dict[str, Any] | None = None) -> PauseForm:
    may_tell = request.user.has_consent("wellbeing")
    return PauseForm(request.POST if initial is None else None, initial=initial, may_tell_symptoms=may_tell)


def _saved(request: HttpRequest, pause: Pause | None) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, pause, status=422)
    person, object_id = request.user, pause.pk if pause else form.cleaned_data["id"]
    stored = pause or Pause.objects.filter(pk=object_id).first()
    if stored and stored.person_id != person.pk:
        raise Http404
    data = form.data_to_save(stored)
    saved = saved_or_refused(form, lambda: save_pause(person=person, object_id=object_id, data=data, existing=stored))
    return redirect("journal:pause-list") if saved else _page(request, form, pause, status=422)


def _page(request: HttpRequest, form: PauseForm, pause: Pause | None = None, status: int = 200) -> HttpResponse:
    context = {"form": form, "pause": pause, "asks_wellbeing": "symptoms" not in form.fields}
    return render(request, "journal/pause_form.html", context, status=status)
