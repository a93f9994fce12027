"""What there is to log, and a day with everything in it."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from accounts.addresses import next_address
from journal.actions import EntryConflict, delete_entry, mark_rest_day, row_of, undo_delete, unmark_rest_day
from journal.body_kinds import kinds_on
from journal.entry_search import Search
from journal.models import OwnExercise, Pause, SessionTemplate
from journal.psqi_state import psqi_state
from journal.timeline import rows_of
from journal.unfinished import unfinished_of
from journal.validation import ConsentMissing
from journal.win_shelf import wins_of_day

DELETABLE = ("mood-ratings", "sleep-diary", "psqi", "measurements", "training-sessions")


def log(request: HttpRequest) -> HttpResponse:
    """Everything that can be noted, one tap away."""
    person, today = request.user, request.user.today()
    context = {
        "today": today,
        "is_rest": person.rest_days.filter(day=today).exists(),
        "has_night": person.sleep_diary.filter(day=today).exists(),
        "unfinished": unfinished_of(person) if person.has_consent("training") else [],
        "kinds": kinds_on(person),
        "psqi": psqi_state(person) if person.has_consent("sleep") else None,
    }
    return render(request, "journal/log.html", context)


def day(request: HttpRequest, day: date) -> HttpResponse:
    """All entries of a day; what is missing can be added, and is never late."""
    today = request.user.today()
    if day > today:
        raise Http404
    context = {
        "wins": wins_of_day(request.user, day),
        "entries": rows_of(Search(request.user), [day])[0],
        "day": day,
        "today": today,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
    }
    return render(request, "journal/day_detail.html", context)


@consent_needed("training")
@require_POST
def rest(request: HttpRequest, day: date) -> HttpResponse:
    """Marks a day of rest, or takes the mark back (`undo`); once is enough either way."""
    person = request.user
    if day > person.today():
        raise Http404
    back = next_address(request, default=reverse("journal:day", args=[day]))
    if "undo" in request.POST or "undo" in request.GET:
        unmark_rest_day(person=person, day=day)
    else:
        mark_rest_day(person=person, day=day)
        undo = reverse("journal:rest-day", args=[day], query={"undo": "1", "next": back})
        messages.success(request, _("Rest day noted."), extra_tags=undo)
    return redirect(back)


@require_POST
def entry_delete(request: HttpRequest, resource: str, entry_id: UUID) -> HttpResponse:
    """Deletes an entry at once; the message offers to take that back."""
    row = row_of(request.user, resource, entry_id) if resource in DELETABLE else None
    if row is None:
        raise Http404
    deleted = delete_entry(person=request.user, row=row)
    messages.success(request, _("Deleted."), extra_tags=reverse("journal:entry-restore", args=[deleted.pk]))
    return redirect("journal:day", _day_of(row))


@require_POST
def entry_restore(request: HttpRequest, deleted_id: UUID) -> HttpResponse:
    """Takes a delete back."""
    try:
        row = undo_delete(person=request.user, deleted_id=deleted_id)
    except (ConsentMissing, EntryConflict):
        messages.error(
            request, _("It cannot come back: another entry has taken its place, or its consent was withdrawn.")
        )
        return redirect("journal:log")
    if row is None:
        raise Http404
    messages.success(request, _("It is back."))
    if isinstance(row, SessionTemplate):
        return redirect("journal:template-list")
    if isinstance(row, Pause):
        return redirect("journal:pause-list")
    if isinstance(row, OwnExercise):
        return redirect("journal:exercise-detail", row.slug)
    return redirect("journal:day", _day_of(row))


def _day_of(row: object) -> date:
    return getattr(row, "day", None) or row.taken_on  # type: ignore[attr-defined]
