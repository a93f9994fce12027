"""What pages show of care for the person."""

from datetime import timedelta
from typing import Any

from django import template
from django.db.models import Q

from journal.care_words import CARDS, lines_for
from journal.illness import Advice, advice_for, begins_light
from journal.models import Pause, SupportCard

register = template.Library()
REMEMBERED = timedelta(days=7)


@register.inclusion_tag("journal/care_card.html", takes_context=True)
def support_card(context: template.Context, card: SupportCard) -> dict[str, Any]:
    """A card that is due, for the person alone."""
    person, words = context["user"], CARDS[card.signal]
    return {
        "card": card,
        "words": words,
        "again": words.again if card.times > 1 else "",
        "is_open": card.signal == "G1" or card.times > 1,
        "lines": lines_for(card.signal, person.time_zone, person.language),
        "csrf_token": context.get("csrf_token"),
        "may_rest": card.signal == "G8" and person.has_consent("training"),
        "today": person.today(),
    }


@register.inclusion_tag("journal/ill_note.html", takes_context=True)
def ill_note(context: template.Context) -> dict[str, Any]:
    """A quiet line above a new session while ill, and before the first one after fever; one query, seldom two."""
    person, note = context["user"], ""
    if person.has_consent("wellbeing"):
        note = _note(person)
    return {"note": note}


def _note(person: Any) -> str:
    today = person.today()
    lately = person.pauses.filter(Q(ended_on=None) | Q(ended_on__gte=today - REMEMBERED), day__lte=today)
    pause = lately.filter(reason=Pause.Reason.ILLNESS).order_by("-day").first()
    if pause is None:
        return ""
    if pause.ended_on is None or pause.ended_on >= today:
        advice = advice_for(pause.symptoms)
        return "" if advice is Advice.NONE else str(advice)
    is_first = begins_light(pause.symptoms) and not person.training_sessions.filter(day__gt=pause.ended_on).exists()
    return "after" if is_first else ""
