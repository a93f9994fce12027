"""An unfinished session: kept in the background as it stands, gone on with anywhere, thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import consent_needed
from journal.session_draft import SessionDraft
from journal.unfinished import NotKept, discard, form_of, keep
from journal.views_training import draft_page


@consent_needed("training")
@require_http_methods(["GET", "HEAD", "POST"])
def unfinished(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The form as it was left. A POST keeps it: 204, or 409 when it is over or stands further on elsewhere."""
    if request.method == "POST":
        try:
            keep(person=request.user, session_id=session_id, data=request.POST)
        except NotKept:
            return HttpResponse(status=409)
        return HttpResponse(status=204)
    if request.user.training_sessions.filter(pk=session_id).exists():
        discard(person=request.user, session_ids=[session_id])
        return redirect("journal:session-edit", session_id)
    row = get_object_or_404(request.user.unfinished_sessions, pk=session_id)
    draft = SessionDraft(request.user, form_of(row))
    if not draft.activity:
        return redirect("journal:session-new")
    return draft_page(request, draft)


@consent_needed("training")
@require_POST
def throw_away(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The person wants none of it; once is enough."""
    discard(person=request.user, session_ids=[session_id])
    messages.success(request, _("Thrown away."))
    return redirect("journal:session-new")
