"""The page after a session: its small win, how it felt, how sure the next one is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal.actions import amend_entry
from journal.finish_page import FinishPage
from journal.forms_finish import FinishForm
from journal.models import SmallWin, TrainingSession
from journal.session_draft import uuid_or_none
from journal.views_wins import say_put_aside
from journal.win_marks import mark_win

FINISH = "journal/session_finish.html"


@consent_needed("training")
def session_finish(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What was done and how it felt; everything is optional. With `said`, what comes of the answers."""
    session = get_object_or_404(request.user.training_sessions, pk=session_id)
    form = FinishForm.of(request.user, session, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        session = amend_entry(person=request.user, row=session, data=form.cleaned_data)
        address = reverse("journal:session-finish", args=[session.pk])
        if _mark_win(request, session):
            return redirect(address)
        page = FinishPage(request.user, session, form)
        if page.has_news():
            return redirect(f"{address}?said=1")
        messages.success(request, _("Saved. That is the work."))
        return redirect("reviews:home")
    context = {"page": FinishPage(request.user, session, form), "session": session, "form": form}
    return render(request, FINISH, context | {"is_said": "said" in request.GET and request.method == "GET"})


def _mark_win(request: HttpRequest, session: TrainingSession) -> bool:
    """Keeps a win or puts it aside; whether the person asked for either."""
    button = next((name for name in ("keep_win", "not_a_win") if name in request.POST), "")
    win = SmallWin.objects.filter(session=session, pk=uuid_or_none(request.POST.get(button, "")) or uuid7()).first()
    if win and button == "keep_win":
        mark_win(person=request.user, win=win, kept=True)
    elif win:
        mark_win(person=request.user, win=win, dismissed=True)
        say_put_aside(request, win, reverse("journal:session-finish", args=[session.pk]))
    return bool(button)
