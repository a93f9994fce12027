"""The sleep page: a week in words and one chart, and once a week the person's own word for it."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.addresses import next_address
from core.dates import Week
from core.uuid7 import uuid7
from journal.actions import delete_entry, save_sleep_week
from journal.forms_daily import saved_or_refused
from journal.forms_mood import ScoreForm
from journal.models import SleepWeekRating
from journal.sleep_report import sleep_report

SUNDAY = 6


@require_safe
@consent_needed("sleep")
def week(request: HttpRequest, monday: date | None = None) -> HttpResponse:
    """One week of sleep."""
    if monday and (monday.weekday() or monday > request.user.today()):
        raise Http404
    return render(request, "journal/sleep_week.html", sleep_report(request.user, Week(monday) if monday else None))


@consent_needed("sleep")
@require_POST
def rate(request: HttpRequest, sunday: date) -> HttpResponse:
    """One tap answers how the sleep of the week was; another one corrects it."""
    person = request.user
    if sunday.weekday() != SUNDAY or sunday > person.today():
        raise Http404
    form, existing = ScoreForm(request.POST), person.sleep_weeks.filter(day=sunday).first()
    if form.is_valid():
        data = {"day": sunday, "score": form.cleaned_data["score"]}
        object_id = existing.pk if existing else uuid7()
        saved_or_refused(
            form, lambda: save_sleep_week(person=person, object_id=object_id, data=data, existing=existing)
        )
    return _answer(request, sunday, person.sleep_weeks.filter(day=sunday).first())


@require_POST
def undo(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """Takes the answer back and asks again."""
    rating = get_object_or_404(request.user.sleep_weeks, pk=rating_id)
    delete_entry(person=request.user, row=rating)
    return _answer(request, rating.day, None)


def _answer(request: HttpRequest, sunday: date, rating: SleepWeekRating | None) -> HttpResponse:
    if getattr(request, "htmx", False):
        return render(request, "journal/sleep_week_strip.html", {"asked": sunday, "asked_rating": rating})
    return redirect(next_address(request, default="journal:sleep-week"))
