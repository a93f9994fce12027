"""Mood: one tap saves; tags, a note, another time if wanted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal.actions import amend_entry, delete_entry, save_mood
from journal.day_param import instant_for
from journal.forms_daily import saved_or_refused
from journal.forms_mood import DEFAULT_TAGS, MoodForm, ScoreForm, initial_of
from journal.models import MoodRating

CORRECTS_WITHIN = timedelta(minutes=10)
STRIP = "journal/mood_strip.html"
PAST_RATINGS_FOR_TAGS = 40


@consent_needed("wellbeing")
def rate(request: HttpRequest) -> HttpResponse:
    """POST of the strip saves a rating, or corrects the one just given; GET shows the whole form."""
    if request.method == "POST" and "rated_at" in request.POST:
        return _save_whole(request, None)
    if request.method != "POST":
        whole = MoodForm(initial={"rated_at": instant_for(request)}, known_tags=own_tags(request.user))
        return _form_page(request, whole, None)
    form = ScoreForm(request.POST)
    if not form.is_valid():
        return redirect("journal:mood-rate")
    rating = _rating_to_correct(request.user, form.cleaned_data["entry"])
    rating = _save_score(request.user, form.cleaned_data["score"], rating)
    return _answer(request, rating)


@consent_needed("wellbeing")
@require_POST
def nudge(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """One more or one less on a rating that is there."""
    rating = get_object_or_404(request.user.mood_ratings, pk=rating_id)
    form = ScoreForm(request.POST)
    if form.is_valid():
        rating = _save_score(request.user, form.cleaned_data["score"], rating)
    return _answer(request, rating)


@require_POST
def undo(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """Takes a rating back and offers the empty strip again."""
    rating = get_object_or_404(request.user.mood_ratings, pk=rating_id)
    delete_entry(person=request.user, row=rating)
    if _wants_part(request):
        return render(request, STRIP, {})
    return redirect("journal:day", rating.day)


@consent_needed("wellbeing")
def edit(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """Everything about one rating."""
    rating = get_object_or_404(request.user.mood_ratings, pk=rating_id)
    if request.method == "POST":
        return _save_whole(request, rating)
    form = MoodForm(initial=initial_of(rating), known_tags=[*rating.tags, *own_tags(request.user)])
    return _form_page(request, form, rating)


def _save_score(person: Any, score: int, rating: MoodRating | None) -> MoodRating:
    if rating:
        return amend_entry(person=person, row=rating, data={"score": score})
    return save_mood(person=person, object_id=uuid7(), data={"rated_at": person.local_now(), "score": score})


def _rating_to_correct(person: Any, rating_id: UUID | None) -> MoodRating | None:
    """A second tap on the same strip corrects; later it is a new rating."""
    recent = person.mood_ratings.filter(created_at__gte=timezone.now() - CORRECTS_WITHIN)
    return recent.filter(pk=rating_id).first() if rating_id else None


def _save_whole(request: HttpRequest, rating: MoodRating | None) -> HttpResponse:
    known = [*(rating.tags if rating else []), *own_tags(request.user)]
    form = MoodForm(request.POST, known_tags=known)
    if not form.is_valid():
        return _form_page(request, form, rating, status=422)
    object_id, data = rating.pk if rating else uuid7(), form.data_to_save()
    saved = saved_or_refused(
        form, lambda: save_mood(person=request.user, object_id=object_id, data=data, existing=rating)
    )
    return redirect("journal:day", saved.day) if saved else _form_page(request, form, rating, status=422)


def _answer(request: HttpRequest, rating: MoodRating) -> HttpResponse:
    if _wants_part(request):
        return render(request, STRIP, {"entry": rating})
    return redirect("journal:mood-edit", rating.pk)


def _wants_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _form_page(request: HttpRequest, form: MoodForm, rating: MoodRating | None, status: int = 200) -> HttpResponse:
    return render(request, "journal/mood_form.html", {"form": form, "entry": rating}, status=status)


def own_tags(person: Any) -> list[str]:
    """Tags of the person's own among their last ratings."""
    recent = person.mood_ratings.order_by("-rated_at").values_list("tags", flat=True)[:PAST_RATINGS_FOR_TAGS]
    return [tag for tag in dict.fromkeys(tag for tags in recent for tag in tags) if tag not in DEFAULT_TAGS][:8]
