"""The PSQI: an answer sheet that saves as one goes, a score entered directly, the result."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal import psqi_words
from journal.actions import save_psqi
from journal.forms_daily import saved_or_refused
from journal.forms_psqi import ScoreForm, SheetForm, draft_of, initial_of, possible_from
from journal.models import PsqiDraft, PsqiSheet
from journal.psqi_items import COMPONENT_NAMES
from journal.psqi_pack import pack_for

DRAFT_KEPT = timedelta(days=7)


@consent_needed("sleep")
def form(request: HttpRequest) -> HttpResponse:
    """The answer sheet: resumes the draft of the last seven days; refuses one that comes too soon."""
    person = request.user
    if request.method == "POST":
        return _posted(request, existing=None)
    draft = _draft(person)
    earliest = possible_from(person)
    if earliest and earliest > person.today() and not draft:
        last = person.psqi_sheets.order_by("-taken_on").first()
        return render(request, "journal/psqi_wait.html", {"earliest": earliest, "last": last})
    initial = {"taken_on": person.today(), "provenance": "short_names", "order": "quality_first"}
    sheet = SheetForm(initial=initial | draft, person=person, pack=_pack())
    return _page(request, sheet, None)


@consent_needed("sleep")
def edit(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """A sheet that is there; a directly entered score has its own form."""
    existing = get_object_or_404(request.user.psqi_sheets, pk=sheet_id)
    if existing.provenance == PsqiSheet.Provenance.DIRECT_SCORE:
        return _direct(request, existing)
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


@consent_needed("sleep")
def direct(request: HttpRequest) -> HttpResponse:
    """A score worked out elsewhere."""
    return _direct(request, None)


def detail(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The result: where it lies, what changed, what was unusual; not a diagnosis."""
    sheets = request.user.psqi_sheets
    sheet = get_object_or_404(sheets, pk=sheet_id)
    before = sheets.filter(provenance=sheet.provenance, taken_on__lt=sheet.taken_on).order_by("-taken_on").first()
    marks = psqi_words.marks()
    old = before.global_score if before else None
    context = {
        "sheet": sheet,
        "before": before,
        "old": old,
        "mark": marks[0],
        "second": marks[1] if len(marks) > 1 else None,
        "levels": [] if sheet.global_score is None else psqi_words.level_sentences(sheet.global_score),
        "change": psqi_words.change_sentence(old, sheet.global_score),
        "flags": psqi_words.flag_sentences(sheet),
        "parts": [(label, getattr(sheet, name)) for name, label in COMPONENT_NAMES.items()],
        "next_day": possible_from(request.user),
    }
    return render(request, "journal/psqi_detail.html", context)


def _posted(request: HttpRequest, *, existing: PsqiSheet | None) -> HttpResponse:
    action = request.POST.get("action", "finish")
    if existing is None:
        _keep_draft(request)
        if action in ("continue", "later"):
            messages.success(request, _("Saved. You can go on within seven days."))
            return redirect("journal:psqi-form" if action == "continue" else "journal:log")
    sheet = SheetForm(request.POST, person=request.user, existing=existing, pack=_pack(existing))
    if not sheet.is_valid() or sheet.doubts or (sheet.blanks and action != "finish_blank"):
        return _page(request, sheet, existing, status=422)
    saved = _save(request.user, sheet, existing)
    if saved is None:
        return _page(request, sheet, existing, status=422)
    PsqiDraft.objects.filter(person=request.user).delete()
    return redirect("journal:psqi-detail", saved.pk)


def _direct(request: HttpRequest, existing: PsqiSheet | None) -> HttpResponse:
    if request.method != "POST":
        known = ("taken_on", "global_score", *COMPONENT_NAMES)
        values = {name: getattr(existing, name) for name in known} if existing else {"taken_on": request.user.today()}
        score = ScoreForm(initial=values, person=request.user, existing=existing)
        return render(request, "journal/psqi_score_form.html", {"form": score, "sheet": existing})
    score = ScoreForm(request.POST, person=request.user, existing=existing)
    saved = _save(request.user, score, existing) if score.is_valid() else None
    if saved is None:
        return render(request, "journal/psqi_score_form.html", {"form": score, "sheet": existing}, status=422)
    return redirect("journal:psqi-detail", saved.pk)


def _save(person: Any, sheet: SheetForm | ScoreForm, existing: PsqiSheet | None) -> PsqiSheet | None:
    """The stored sheet, or None with the refusal on the form."""
    object_id = existing.pk if existing else uuid7()
    return saved_or_refused(
        sheet,
        lambda: save_psqi(person=person, object_id=object_id, data=sheet.data_to_save(), existing=existing),
        {"latency_min": "latency", "sleep_min": "sleep_h"},
    )


def _page(request: HttpRequest, sheet: SheetForm, existing: PsqiSheet | None, status: int = 200) -> HttpResponse:
    return render(request, "journal/psqi_form.html", {"form": sheet, "sheet": existing}, status=status)


def _pack(existing: PsqiSheet | None = None) -> Any:
    """The licensed wording, unless the sheet that is corrected was answered by something else."""
    if existing and existing.provenance != PsqiSheet.Provenance.LICENSED_PACK:
        return None
    return pack_for(get_language() or "en")


def _draft(person: Any) -> dict[str, str]:
    fresh = PsqiDraft.objects.filter(person=person, updated_at__gte=timezone.now() - DRAFT_KEPT).first()
    return fresh.answers if fresh else {}


def _keep_draft(request: HttpRequest) -> None:
    PsqiDraft.objects.update_or_create(person=request.user, defaults={"answers": draft_of(request.POST)})
