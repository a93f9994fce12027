"""Pages of training: a session written, corrected; the exercises to choose from."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.models import User
from core.htmx import render_partial
from core.pwa import browser_name
from journal.exercise_library import Library
from journal.forms_pain import CARE
from journal.forms_training import OwnExerciseForm
from journal.last_time import repeatables
from journal.models import Activity, TrainingSession
from journal.planned import PlannedSessionDraft, planned_draft
from journal.session_draft import SessionDraft, uuid_or_none
from journal.session_templates import laid_out
from journal.unfinished import discard, unfinished_of

FORM = "journal/session_form.html"


@consent_needed("training")
def session_new(request: HttpRequest) -> HttpResponse:
    """The activity, a template or an earlier session first, then its form."""
    draft = SessionDraft(request.user, request.POST if request.method == "POST" else None)
    if request.method == "GET" and "task" in request.GET:
        draft.begin(_task_or_404(request))
    if again := uuid_or_none(request.POST.get("again", "")):
        draft.repeat(get_object_or_404(request.user.training_sessions, pk=again))
    if template := uuid_or_none(request.POST.get("template", "")):
        draft.follow(get_object_or_404(request.user.session_templates, pk=template))
    if not draft.activity:
        return render(
            request, "journal/session_start.html", _start(request.user) | {"is_short": "short" in request.GET}
        )
    stored = _stored_or_404(request.user, draft.id)
    if seconds := request.POST.get("finish_at", ""):
        draft.end_at(seconds)
    if {"save", "finish_at"} & request.POST.keys() and (saved := _save(draft, stored)):
        discard(person=request.user, session_ids=[saved.pk])
        return redirect("journal:session-finish", saved.pk)
    return draft_page(request, draft)


@consent_needed("training")
def session_edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The same form over a stored session."""
    session = get_object_or_404(request.user.training_sessions, pk=session_id)
    draft = SessionDraft(request.user, request.POST if request.method == "POST" else None, session)
    if "save" in request.POST and (saved := _save(draft, session)):
        messages.success(request, _("Saved."))
        if saved.needs_care:
            messages.warning(request, CARE)
        return redirect("journal:day", saved.day)
    return draft_page(request, draft)


def _start(person: User) -> dict[str, Any]:
    library = Library(person)
    again = [(one, [library.get(slug).name for slug in one.exercises]) for one in repeatables(person)]
    return {
        "unfinished": unfinished_of(person),
        "templates": laid_out(person, library),
        "activities": Activity.choices,
        "again": again,
        "owner": browser_name(person.pk),
        "asks_wellbeing": not person.has_consent("wellbeing"),
    }


def _task_or_404(request: HttpRequest) -> PlannedSessionDraft:
    """The task of a plan that a link names, in its short version where the link asks for that."""
    task = uuid_or_none(request.GET["task"])
    found = planned_draft(request.user, task, is_short="short" in request.GET)
    if found is None:
        raise Http404
    return found


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


def draft_page(request: HttpRequest, draft: SessionDraft) -> HttpResponse:
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
