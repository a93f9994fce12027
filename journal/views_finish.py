"""The page after a session: its small win, how it felt, how sure the next one is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.models import User
from core.uuid7 import uuid7
from journal import bodies
from journal.actions import amend_entry
from journal.forms_finish import FinishForm
from journal.models import EmotionWord, SmallWin, TrainingSession
from journal.session_draft import uuid_or_none

FINISH = "journal/session_finish.html"


@consent_needed("training")
def session_finish(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What went a little better, and how it felt; everything is optional."""
    session = get_object_or_404(request.user.training_sessions, pk=session_id)
    form = _finish_form(request, session)
    if request.method == "POST" and form.is_valid():
        session = amend_entry(person=request.user, row=session, data=form.cleaned_data)
        if not _mark_win(session, request.POST):
            messages.success(request, _finish_words(session))
            return redirect("reviews:home")
        return redirect("journal:session-finish", session.pk)
    return render(request, FINISH, _finish(request.user, session, form))


def _finish_form(request: HttpRequest, session: TrainingSession) -> FinishForm:
    names = ("emotion_after", "rpe", "confidence_next", "note")
    data = request.POST if request.method == "POST" else None
    initial = {name: getattr(session, name) for name in names}
    return FinishForm(data, initial=initial, person=request.user, has_before=session.emotion_before is not None)


def _mark_win(session: TrainingSession, data: Any) -> bool:
    """Keeps a win or puts it aside; whether the person asked for either."""
    for button, field in (("keep_win", "is_kept"), ("not_a_win", "is_dismissed")):
        if button in data:
            SmallWin.objects.filter(session=session, pk=uuid_or_none(data[button]) or uuid7()).update(
                is_kept=field == "is_kept", is_dismissed=field == "is_dismissed"
            )
            return True
    return False


def _finish(person: User, session: TrainingSession, form: FinishForm) -> dict[str, Any]:
    wins = list(SmallWin.objects.filter(session=session).order_by("priority", "rule", "exercise"))
    told = bodies.of_wins(person, wins)
    word = EmotionWord(session.emotion_word).label if session.emotion_word else ""
    return {
        "session": session,
        "form": form,
        "win": next((win for win in told[:1] if not win["dismissed"]), None),
        "is_kept": any(win.is_kept for win in wins[:1]),
        "other_wins": [win["text"] for win in told[1:] if not win["dismissed"]],
        "emotion": word,
        "asks_wellbeing": not person.has_consent("wellbeing"),
    }


def _finish_words(session: TrainingSession) -> str:
    """What was said of the feeling, as a fact; else that it is kept."""
    if session.emotion_before is None or session.emotion_after is None:
        return _("Saved. That is the work.")
    return _("Saved. %(word)s: %(before)s → %(after)s") % {
        "word": str(EmotionWord(session.emotion_word).label).capitalize(),
        "before": session.emotion_before,
        "after": session.emotion_after,
    }
