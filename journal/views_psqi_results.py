"""The PSQI's results: one, all of them by the way they were answered, a score worked out elsewhere."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal import psqi_words
from journal.actions import save_psqi
from journal.forms_daily import saved_or_refused
from journal.forms_psqi import ScoreForm, SheetForm
from journal.models import PsqiSheet
from journal.psqi_items import COMPONENT_NAMES
from journal.psqi_pack import pack_for
from journal.psqi_state import INTERVAL, psqi_state

PAGE = 26


@require_safe
@consent_needed("sleep")
def overview(request: HttpRequest) -> HttpResponse:
    """Where one stands, the ways to answer, and the results so far."""
    return overview_page(request)


def overview_page(request: HttpRequest) -> HttpResponse:
    """Sheets that were answered in different ways stand apart: they are never joined, nor compared."""
    page = Paginator(request.user.psqi_sheets.order_by("-taken_on"), PAGE).get_page(request.GET.get("page"))
    groups: dict[str, list[PsqiSheet]] = defaultdict(list)
    for sheet in page:
        groups[sheet.get_provenance_display()].append(sheet)
    context = {
        "psqi": psqi_state(request.user),
        "pack": pack_for(get_language() or "en"),
        "page": page,
        "groups": list(groups.items()),
        **psqi_words.number_marks(),
    }
    return render(request, "journal/psqi_list.html", context)


@consent_needed("sleep")
def direct(request: HttpRequest) -> HttpResponse:
    """A score worked out elsewhere."""
    return direct_page(request, None)


def direct_page(request: HttpRequest, existing: PsqiSheet | None) -> HttpResponse:
    """The form of such a score, new or corrected."""
    if request.method != "POST":
        known = ("taken_on", "global_score", *COMPONENT_NAMES)
        values = {name: getattr(existing, name) for name in known} if existing else {"taken_on": request.user.today()}
        score = ScoreForm(initial=values, person=request.user, existing=existing)
        return render(request, "journal/psqi_score_form.html", {"form": score, "sheet": existing})
    score = ScoreForm(request.POST, person=request.user, existing=existing)
    saved = save_sheet(request.user, score, existing) if score.is_valid() else None
    if saved is None:
        return render(request, "journal/psqi_score_form.html", {"form": score, "sheet": existing}, status=422)
    return redirect("journal:psqi-detail", saved.pk)


@require_safe
def detail(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The result: where it lies, what changed, what was unusual; not a diagnosis."""
    sheets = request.user.psqi_sheets
    sheet = get_object_or_404(sheets, pk=sheet_id)
    alike = sheets.filter(provenance=sheet.provenance, taken_on__lt=sheet.taken_on, global_score__isnull=False)
    before = alike.order_by("-taken_on").first()
    old = before.global_score if before else None
    newest = sheets.order_by("-taken_on").values_list("taken_on", flat=True).first()
    context = {
        "sheet": sheet,
        "before": before,
        "old": old,
        "levels": [] if sheet.global_score is None else psqi_words.level_sentences(sheet.global_score),
        "change": psqi_words.change_sentence(old, sheet.global_score),
        "flags": psqi_words.flag_sentences(sheet),
        "parts": psqi_words.parts(sheet),
        "most": psqi_words.most_sentence(sheet),
        "next_day": (newest or sheet.taken_on) + INTERVAL,
        **psqi_words.number_marks(),
    }
    return render(request, "journal/psqi_detail.html", context)


def save_sheet(person: Any, sheet: SheetForm | ScoreForm, existing: PsqiSheet | None) -> PsqiSheet | None:
    """The stored sheet, or None with the refusal on the form."""
    object_id = existing.pk if existing else uuid7()
    return saved_or_refused(  # type: ignore[no-any-return]
        sheet,
        lambda: save_psqi(person=person, object_id=object_id, data=sheet.data_to_save(), existing=existing),
        {"latency_min": "latency", "sleep_min": "sleep_h"},
    )
