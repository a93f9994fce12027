"""Support cards: what the kinds mean, own questions, not now, none of this kind; gentler exercises."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from accounts.addresses import next_address
from journal.care_actions import answer_question, forget_answer, hide_card, mute_card, unmute_card
from journal.care_questions import ASKED_WITH, FORMS, questions_for
from journal.care_words import CARDS
from journal.day_state import state_of
from journal.gentler import gentler_choices

TODAY = "reviews:home"
HURT_WITHIN = timedelta(days=28)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every kind of card in words, what is shown today, and which kinds are off."""
    person = request.user
    agreed = person.consent_categories
    muted = {card.signal: card for card in person.support_cards.filter(is_muted=True)} if "wellbeing" in agreed else {}
    context = {
        "kinds": [(words, muted.get(signal)) for signal, words in CARDS.items()],
        "state": state_of(person, person.today(), agreed),
        "questions": questions_for(person, agreed),
        "is_agreed": "wellbeing" in agreed,
    }
    return render(request, "journal/care_list.html", context)


@consent_needed("wellbeing")
@require_POST
def answer(request: HttpRequest, question: str) -> HttpResponse:
    """Keeps the answer to an own question, or takes it back."""
    person = request.user
    if question not in FORMS or not person.has_consent(ASKED_WITH[question]):
        raise Http404
    form = FORMS[question](request.POST, prefix=question)
    if "forget" in request.POST or (form.is_valid() and not form.says_something()):
        forget_answer(person=person, question=question)
    elif form.is_valid():
        answer_question(person=person, question=question, score=form.score())
        messages.success(request, _("Saved."))
    return redirect(reverse("journal:care") + f"#{question}")


@consent_needed("wellbeing")
@require_POST
def hide(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Not now: the card comes back in fourteen days, if its signal still holds."""
    hide_card(card=get_object_or_404(request.user.support_cards, pk=card_id), person=request.user)
    messages.success(request, _("Put away for 14 days."))
    return redirect(next_address(request, default=TODAY))


@consent_needed("wellbeing")
def mute(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Asks once more, then no card of this kind any more."""
    card = get_object_or_404(request.user.support_cards, pk=card_id)
    if request.method != "POST":
        return render(request, "journal/care_mute.html", {"card": card, "words": CARDS[card.signal]})
    mute_card(card=card)
    messages.success(request, _("Cards of this kind stay away."))
    return redirect("journal:care")


@consent_needed("wellbeing")
@require_POST
def unmute(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """The kind may come up again."""
    unmute_card(card=get_object_or_404(request.user.support_cards, pk=card_id, is_muted=True))
    messages.success(request, _("Cards of this kind may come up again."))
    return redirect("journal:care")


@consent_needed("training")
@require_safe
def gentler(request: HttpRequest) -> HttpResponse:
    """Low-impact exercises in place of those of sessions that hurt."""
    person = request.user
    hurt = Q(pain__gt=0) | Q(pain_changes_movement=True)
    sessions = person.training_sessions.since(person.today() - HURT_WITHIN).filter(hurt)
    return render(request, "journal/gentler.html", {"choices": gentler_choices(sessions, person.language)})
