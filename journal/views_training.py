"""Pages of training: a session written, finished, corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.models import User
from core.htmx import render_partial
from core.uuid7 import uuid7
from journal import bodies
from journal.actions import amend_entry
from journal.exercise_library import Library
from journal.forms_training import FinishForm, OwnExerciseForm
from journal.last_time import repeatables
from journal.models import Activity, EmotionWord, SmallWin, TrainingSession
from journal.session_draft import SessionDraft, uuid_or_none

FORM, FINISH = "journal/session_form.html", "journal/session_finish.html"


@consent_needed("training")
def session_new(request: HttpRequest) -> HttpResponse:
    """The activity first, then its form."""
    draft = SessionDraft(request.user, request.POST if request.method == "POST" else None)
    if again := uuid_or_none(request.POST.get("again", "")):
        draft.repeat(get_object_or_404(request.user.training_sessions, pk=again))
    if not draft.activity:
        return render(
            request, "journal/session_start.html", _start(request.user) | {"is_short": "short" in request.GET}
        )
    stored = _stored_or_404(request.user, draft.id)
    if "save" in request.POST and (saved := _save(draft, stored)):
        return redirect("journal:session-finish", saved.pk)
    return _draft_page(request, draft)


@consent_needed("training")
def session_edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The same form over a stored session."""
    session = get_object_or_404(request.user.training_sessions, pk=session_id)
    draft = SessionDraft(request.user, request.POST if request.method == "POST" else None, session)
    if "save" in request.POST and (saved := _save(draft, session)):
        messages.success(request, _("Saved."))
        return redirect("journal:day", saved.day)
    return _draft_page(request, draft)


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


def _start(person: User) -> dict[str, Any]:
    library = Library(person)
    again = [(one, [library.get(slug).name for slug in one.exercises]) for one in repeatables(person)]
    return {"activities": Activity.choices, "again": again, "asks_wellbeing": not person.has_consent("wellbeing")}


def _stored_or_404(person: User, object_id: UUID) -> TrainingSession | None:
    """The person's own session of that id; another person's is not found."""
    stored = TrainingSession.objects.filter(pk=object_id).first()
    if stored and stored.person_id != person.pk:
        raise Http404
    return stored


def _save(draft: SessionDraft, stored: TrainingSession | None) -> TrainingSession | None:
    """The stored session, or None with the reasons in the draft."""
    draft.prepare()
    return draft.save(stored) if draft.is_valid() else None


def _draft_page(request: HttpRequest, draft: SessionDraft) -> HttpResponse:
    """The form again, with what a button changed or what stands in the way of saving."""
    own_form = OwnExerciseForm(request.POST if "create_exercise" in request.POST else None, prefix="own")
    if "create_exercise" in request.POST and own_form.is_valid():
        draft.add_own(**own_form.cleaned_data)
        own_form = OwnExerciseForm(prefix="own")
    draft.press(request.POST)
    if not draft.is_checked:
        draft.prepare()
    draft.lay_out()
    context = {"draft": draft, "form": draft.form, "own_form": own_form, "is_search": "search" in request.POST}
    return render_partial(request, FORM, context, partial="session", status=422 if draft.is_checked else 200)


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
