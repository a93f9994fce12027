"""Measurements: those that are switched on, one kind's history and form. Steps are training, the rest is body."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.addresses import next_address
from accounts.addresses import posted as submitted
from core.help_contacts import contacts_for, country_of_zone
from core.uuid7 import uuid7
from journal import pressure
from journal.actions import save_measurement
from journal.body_kinds import FLUCTUATES, QUIET, kinds_on
from journal.day_param import instant_for
from journal.forms_daily import saved_or_refused
from journal.forms_measurement import HOW, MeasurementForm, initial_of
from journal.histories import history_of
from journal.histories.columns import SPANS
from journal.measurement_words import words
from journal.models import Measurement, MeasurementKind
from journal.validation_measurement import measurement_category
from journal.weight_care import DAYS_NEEDED, weight_signal

SHOWN = 10
type View = Callable[..., HttpResponse]


def overview(request: HttpRequest) -> HttpResponse:
    """The kinds that are switched on, with the day of their last value."""
    person = request.user
    kinds = kinds_on(person)
    last = {row.kind: row for row in person.measurements.all().newest_of(kinds)}
    shown = {kind: words(row, person, is_brief=True) for kind, row in last.items() if kind not in QUIET}
    rows = [(kind, last.get(kind), shown.get(kind, "")) for kind in kinds]
    context = {
        "day": instant_for(request).date() if "day" in request.GET else None,
        "rows": rows,
        "takes_steps": MeasurementKind.STEPS in kinds and "day" not in request.GET,
    }
    return render(request, "journal/measurement_list.html", context)


def of_a_kind(view: View) -> View:
    """Knows the kind, leads to its switch while it is off (a POST stores nothing then), and asks for its consent."""

    @wraps(view)
    def when_on(request: HttpRequest, kind: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if kind not in MeasurementKind.values:
            raise Http404
        known = MeasurementKind(kind)
        if known not in request.user.body_kinds:
            return _is_off(request, known)
        return consent_needed(measurement_category(kind))(view)(request, known, *args, **kwargs)

    return when_on


@of_a_kind
def form(request: HttpRequest, kind: MeasurementKind, measurement_id: UUID | None = None) -> HttpResponse:
    """One kind: a form for the next value and its history, or a form for one that is there."""
    person = request.user
    row = get_object_or_404(person.measurements.of_kind(kind), pk=measurement_id) if measurement_id else None
    initial = initial_of(row, person) if row else _blank(request)
    posted = MeasurementForm(submitted(request), initial=initial, kind=kind, person=person, row=row)
    if request.method == "POST" and posted.is_valid() and (saved := _saved(person, posted)):
        if any(pressure.is_high(each.systolic, each.diastolic) for each in saved):
            return redirect("journal:pressure-high")
        messages.success(request, _("Saved."))
        return redirect(next_address(request, default=reverse("journal:measurement-form", args=[kind])))
    return _page(request, posted, status=422 if request.method == "POST" else 200)


def pressure_high(request: HttpRequest) -> HttpResponse:
    """What to do after a very high blood pressure; holds no value, and nothing is stored or sent."""
    contacts = contacts_for(country_of_zone(request.user.time_zone), request.LANGUAGE_CODE)
    lines = contacts.own.emergency if contacts.own else []
    return render(request, "journal/measurement_pressure.html", {"emergency": lines[0] if lines else None})


def _is_off(request: HttpRequest, kind: MeasurementKind) -> HttpResponse:
    person = request.user
    is_agreed = person.has_consent(measurement_category(kind))
    hidden = person.measurements.of_kind(kind).count() if is_agreed else 0
    context = {"kind": kind, "hidden": hidden, "fluctuates": FLUCTUATES.get(kind, "")}
    return render(request, "journal/measurement_off.html", context, status=403 if request.method == "POST" else 200)


def _blank(request: HttpRequest) -> dict[str, Any]:
    instant = instant_for(request)
    return {"measured_at": instant, "day": instant.date()}


def _saved(person: Any, posted: MeasurementForm) -> list[Measurement]:
    """All that the form holds, or nothing with its refusals beside the fields."""
    saved: list[Measurement] = []
    with transaction.atomic():
        for data, end in posted.bodies():
            row = posted.row
            object_id = row.pk if row else uuid7()
            written = saved_or_refused(
                posted,
                lambda: save_measurement(person=person, object_id=object_id, data=data, existing=row),  # noqa: B023
                {name: name + end for name in data},
            )
            if written is None:
                transaction.set_rollback(True)
                return []
            saved.append(written)
    return saved


def _page(request: HttpRequest, posted: MeasurementForm, status: int) -> HttpResponse:
    kind, person = MeasurementKind(posted.kind), request.user
    context = {"form": posted, "row": posted.row, "kind": kind, "how": HOW.get(kind, "")}
    if posted.row is None:
        context |= _history(request, kind) | {"is_folded": kind in QUIET and _asks_for_care(person)}
    return render(request, "journal/measurement_form.html", context, status=status)


def _history(request: HttpRequest, kind: MeasurementKind) -> dict[str, Any]:
    """What the values add up to, and one page of them."""
    person = request.user
    weeks = 52 if request.GET.get("weeks") == "52" else 12
    page = max(1, int(text)) if (text := request.GET.get("page", "")).isdecimal() and len(text) < 6 else 1
    rows = list(person.measurements.of_kind(kind).newest_first()[(page - 1) * SHOWN : page * SHOWN + 1])
    return {
        "history": history_of(person, kind, weeks),
        "weeks": weeks,
        "spans": SPANS,
        "rows": [(each, words(each, person)) for each in rows[:SHOWN]],
        "next_page": page + 1 if len(rows) > SHOWN else None,
    }


def _asks_for_care(person: Any) -> bool:
    """Whether weight is such that body values are folded away (SPEC 8.1, G9)."""
    today = person.today()
    weights = person.measurements.of_kind(MeasurementKind.WEIGHT).since(today - DAYS_NEEDED)
    return weight_signal(list(weights.values_list("day", "value")), person.height_cm, today)
