"""Templates of sessions: made from a session, listed, renamed, deleted with a way back. session-new starts from one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal.actions import delete_entry, save_template
from journal.exercise_library import Library
from journal.forms_training import TemplateForm
from journal.session_templates import body_of_session, body_of_template, laid_out


@consent_needed("training")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """All of them by name, with their exercises."""
    templates = laid_out(request.user, Library(request.user))
    return render(request, "journal/template_list.html", {"templates": templates})


@consent_needed("training")
@require_POST
def template_save(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A template laid out like the session; one of the same name is replaced."""
    session = get_object_or_404(request.user.training_sessions, pk=session_id)
    form = TemplateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the template a name."))
        return redirect("journal:session-edit", session.pk)
    name = form.cleaned_data["name"]
    existing = request.user.session_templates.filter(name=name).order_by("created_at").first()
    object_id = existing.pk if existing else uuid7()
    save_template(person=request.user, object_id=object_id, data=body_of_session(session, name), existing=existing)
    messages.success(request, _("Template replaced.") if existing else _("Template saved."))
    return redirect("journal:template-list")


@consent_needed("training")
@require_POST
def template_rename(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Another name."""
    template = get_object_or_404(request.user.session_templates, pk=template_id)
    form = TemplateForm(request.POST)
    if form.is_valid():
        data = body_of_template(template) | form.cleaned_data
        save_template(person=request.user, object_id=template.pk, data=data, existing=template)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Give the template a name."))
    return redirect("journal:template-list")


@consent_needed("training")
@require_POST
def template_delete(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Deletes it at once; the message offers to take that back."""
    template = get_object_or_404(request.user.session_templates, pk=template_id)
    deleted = delete_entry(person=request.user, row=template)
    messages.success(request, _("Deleted."), extra_tags=reverse("journal:entry-restore", args=[deleted.pk]))
    return redirect("journal:template-list")
