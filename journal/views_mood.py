"""Mood: one tap saves; tags, a note, another time if wanted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal.actions import amend_entry, delete_entry, save_mood
from journal.day_param import instant_for
from journal.forms_daily import saved_or_refused
from journal.forms_mood import MoodForm, ScoreForm, TagForm
from journal.models import MoodRating
from journal.mood_words import mood_trend, trend_basis, trend_sentence
from journal.recent_moods import RecentMoods
from journal.session_draft import uuid_or_none

CORRECTS_WITHIN = timedelta(minutes=10)
STRIP = "journal/mood_strip.html"


@consent_needed("wellbeing")
def rate(request: HttpRequest) -> HttpResponse:
    """POST of the strip saves a rating, or corrects the one just given; GET shows the whole form."""
    if request.method == "POST" and "rated_at" in request.POST:
        return _save_whole(request, None)
    if request.method != "POST":
        return _form_page(request, _form(request, None, initial={"rated_at": instant_for(request)}), None)
    form = ScoreForm(request.POST)
    if not form.is_valid():
        return redirect("journal:mood-rate")
    return _answer(request, _rated(request.user, form.cleaned_data["score"], form.cleaned_data["entry"]))


@consent_needed("wellbeing")
@require_POST
def nudge(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """One more or one less on a rating that is there."""
    rating = get_object_or_404(request.user.mood_ratings, pk=rating_id)
    form = ScoreForm(request.POST)
    if form.is_valid():
        rating = amend_entry(person=request.user, row=rating, data={"score": form.cleaned_data["score"]})
    return _answer(request, rating)


@consent_needed("wellbeing")
@require_POST
def tag(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """One tag more or one less on a rating that is there."""
    rating = get_object_or_404(request.user.mood_ratings, pk=rating_id)
    form = TagForm(request.POST)
    if form.is_valid():
        rating = amend_entry(person=request.user, row=rating, data={"tags": form.tags_after(rating.tags)})
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
    """Everything about one rating; a script sends each change as it is made."""
    rating = get_object_or_404(request.user.mood_ratings, pk=rating_id)
    if request.method == "POST":
        return _save_whole(request, rating)
    return _form_page(request, _form(request, rating), rating)


def _rated(person: Any, score: int, entry_id: UUID | None) -> MoodRating:
    """The rating of this id: new, or corrected while it is fresh; later taps on the same strip are ratings anew."""
    object_id = entry_id or uuid7()
    known = MoodRating.objects.filter(pk=object_id).first()
    if known and known.person_id == person.pk and known.created_at >= timezone.now() - CORRECTS_WITHIN:
        return amend_entry(person=person, row=known, data={"score": score})  # type: ignore[no-any-return]
    data = {"rated_at": person.local_now(), "score": score}
    try:
        with transaction.atomic():
            return save_mood(person=person, object_id=uuid7() if known else object_id, data=data)
    except IntegrityError:  # the same tap, sent twice at once
        return get_object_or_404(person.mood_ratings, pk=object_id)


def _save_whole(request: HttpRequest, rating: MoodRating | None) -> HttpResponse:
    rating = rating or _known(request)
    form = _form(request, rating, data=request.POST)
    object_id = rating.pk if rating else uuid_or_none(request.POST.get("entry", "")) or uuid7()
    saved = form.is_valid() and saved_or_refused(
        form, lambda: save_mood(person=request.user, object_id=object_id, data=form.data_to_save(), existing=rating)
    )
    if not saved:
        return _form_page(request, form, rating, status=422)
    if "more" in request.POST:
        return redirect("journal:mood-edit", saved.pk)
    if _wants_part(request):
        return _answer(request, saved) if request.headers.get("HX-Target") == "mood" else HttpResponse(status=204)
    return redirect("journal:day", saved.day)


def _known(request: HttpRequest) -> MoodRating | None:
    """What was saved from the same page before: sent again, it is the same rating. Another person's is not found."""
    entry_id = uuid_or_none(request.POST.get("entry", ""))
    known = MoodRating.objects.filter(pk=entry_id).first() if entry_id else None
    if known and known.person_id != request.user.pk:
        raise Http404
    return known


def _form(request: HttpRequest, rating: MoodRating | None, **options: Any) -> MoodForm:
    return MoodForm(rating=rating, recent=RecentMoods(request.user), **options)


def _answer(request: HttpRequest, rating: MoodRating) -> HttpResponse:
    """The strip with what was kept, for a script; without one the page of the rating."""
    if not _wants_part(request):
        return redirect("journal:mood-edit", rating.pk)
    recent = RecentMoods(request.user)
    context = {"entry": rating, "chips": recent.chips(rating), "wants_help": recent.wants_help(rating)}
    context["form"] = MoodForm(rating=rating, recent=recent)
    return render(request, STRIP, context)


def _wants_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _form_page(request: HttpRequest, form: MoodForm, rating: MoodRating | None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "entry": rating}
    if rating:
        context["wants_help"] = form.recent.wants_help(rating)
    else:
        found = mood_trend(request.user)
        context |= {"sentence": trend_sentence(found), "basis": trend_basis(found)}
    return render(request, "journal/mood_form.html", context, status=status)
