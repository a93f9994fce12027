"""Measurements: the kinds, one kind's values, a form. Steps belong to training, the rest to the body."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from core.uuid7 import uuid7
from journal.actions import save_measurement
from journal.day_param import instant_for
from journal.forms_daily import saved_or_refused
from journal.forms_measurement import HOW, MeasurementForm, initial_of
from journal.measurement_words import is_pressure_high, words
from journal.models import Measurement, MeasurementKind
from journal.validation_measurement import measurement_category

SHOWN = 30
QUIET = ("weight", "waist", "body_fat")
"""Their last values stay off the overview (SPEC 2.6, safety of body image)."""


def overview(request: HttpRequest) -> HttpResponse:
    """Every kind with the day of its last value."""
    person = request.user
    newest = person.measurements.filter(kind=OuterRef("kind")).order_by("-measured_at", "-id").values("pk")[:1]
    last = {row.kind: row for row in person.measurements.filter(pk=Subquery(newest))}
    kinds = [
        {
            "kind": kind,
            "last": last.get(kind),
            "words": words(last[kind], person.units) if kind in last and kind not in QUIET else "",
        }
        for kind in MeasurementKind
    ]
    context = {
        "day": instant_for(request).date() if "day" in request.GET else None,
        "used": [row for row in kinds if row["last"]],
        "unused": [row for row in kinds if not row["last"]],
    }
    return render(request, "journal/measurement_list.html", context)


def form(request: HttpRequest, kind: str, measurement_id: UUID | None = None) -> HttpResponse:
    """One kind: its last values and a form for the next, or for one that is there."""
    if kind not in MeasurementKind.values:
        raise Http404
    return consent_needed(measurement_category(kind))(_form)(request, kind, measurement_id)


def pressure_high(request: HttpRequest) -> HttpResponse:
    """What to do after a very high blood pressure; holds no value."""
    return render(request, "journal/measurement_pressure.html")


def _form(request: HttpRequest, kind: str, measurement_id: UUID | None) -> HttpResponse:
    person = request.user
    rows = person.measurements.filter(kind=kind).order_by("-measured_at", "-id")
    row = get_object_or_404(rows, pk=measurement_id) if measurement_id else None
    if request.method == "POST":
        posted = MeasurementForm(request.POST, kind=kind, units=person.units)
        saved = _saved(person, posted, row) if posted.is_valid() else None
        if saved and is_pressure_high(saved):
            return redirect("journal:pressure-high")
        if saved:
            messages.success(request, _("Saved."))
            return redirect("journal:measurement-form", kind)
        return _page(request, posted, row, rows, status=422)
    initial = initial_of(row, person.units) if row else {"measured_at": instant_for(request)}
    return _page(request, MeasurementForm(initial=initial, kind=kind, units=person.units), row, rows)


def _saved(person: Any, posted: MeasurementForm, row: Measurement | None) -> Measurement | None:
    object_id = row.pk if row else uuid7()
    return saved_or_refused(
        posted,
        lambda: save_measurement(person=person, object_id=object_id, data=posted.data_to_save(), existing=row),
    )


def _page(request: HttpRequest, posted: MeasurementForm, row: Any, rows: Any, status: int = 200) -> HttpResponse:
    shown = [] if row else [(each, words(each, request.user.units)) for each in rows[:SHOWN]]
    context = {
        "form": posted,
        "row": row,
        "kind": MeasurementKind(posted.kind),
        "how": HOW.get(posted.kind, ""),
        "rows": shown,
    }
    return render(request, "journal/measurement_form.html", context, status=status)
