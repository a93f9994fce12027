"""The PSQI sheet: saved answer by answer, resumable for seven days, corrected later."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from journal.forms_psqi import SheetForm, draft_of, initial_of
from journal.models import PsqiDraft, PsqiSheet
from journal.psqi_pack import pack_for
from journal.psqi_state import kept_draft, psqi_state
from journal.views_psqi_results import direct_page, overview_page, save_sheet

FIRST = {"provenance": "short_names", "order": "quality_first"}


@consent_needed("sleep")
def form(request: HttpRequest) -> HttpResponse:
    """The answer sheet: resumes the draft of the last seven days; says when the next one opens."""
    person = request.user
    if request.method == "POST":
        return _posted(request, existing=None)
    draft = kept_draft(person)
    if not draft and psqi_state(person).opens_on:
        return overview_page(request)
    initial = {"taken_on": person.today(), **FIRST, **draft}
    return _page(request, SheetForm(initial=initial, person=person, pack=_pack()), None)


@consent_needed("sleep")
def edit(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """A sheet that is there; a directly entered score has its own form."""
    existing = get_object_or_404(request.user.psqi_sheets, pk=sheet_id)
    if existing.provenance == PsqiSheet.Provenance.DIRECT_SCORE:
        return direct_page(request, existing)
    if request.method == "POST":
        return _posted(request, existing=existing)
    sheet = SheetForm(initial=initial_of(existing), person=request.user, existing=existing, pack=_pack(existing))
    return _page(request, sheet, existing)


@consent_needed("sleep")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keeps the answers so far; the page calls it after each one."""
    _keep_draft(request)
    return HttpResponse(status=204)


def _posted(request: HttpRequest, *, existing: PsqiSheet | None) -> HttpResponse:
    action = request.POST.get("action", "finish")
    if existing is None and action != "finish_blank":
        _keep_draft(request)
    if action == "order":  # of items 6 to 9 on the official form: the same answers under other numbers
        again = SheetForm(initial=draft_of(request.POST), person=request.user, existing=existing, pack=_pack(existing))
        return _page(request, again, existing)
    if existing is None and action in ("continue", "later"):
        messages.success(request, _("Saved. You can go on within seven days."))
        return redirect("journal:psqi-form" if action == "continue" else "journal:sleep-week")
    sheet = SheetForm(request.POST, person=request.user, existing=existing, pack=_pack(existing))
    if not sheet.is_valid() or sheet.doubts or (sheet.blanks and action != "finish_blank"):
        return _page(request, sheet, existing, status=422)
    saved = save_sheet(request.user, sheet, existing)
    if saved is None:
        return _page(request, sheet, existing, status=422)
    PsqiDraft.objects.filter(person=request.user).delete()
    return redirect("journal:psqi-detail", saved.pk)


def _page(request: HttpRequest, sheet: SheetForm, existing: PsqiSheet | None, status: int = 200) -> HttpResponse:
    return render(request, "journal/psqi_form.html", {"form": sheet, "sheet": existing}, status=status)


def _pack(existing: PsqiSheet | None = None) -> Any:
    """The licensed wording, unless the sheet that is corrected was answered by something else."""
    if existing and existing.provenance != PsqiSheet.Provenance.LICENSED_PACK:
        return None
    return pack_for(get_language() or "en")


def _keep_draft(request: HttpRequest) -> None:
    """One that travels behind its own finished sheet begins no new draft: that one could not be finished."""
    person = request.user
    if PsqiDraft.objects.filter(person=person).exists() or not psqi_state(person).opens_on:
        PsqiDraft.objects.update_or_create(person=person, defaults={"answers": draft_of(request.POST)})
