"""Which measurements are offered at all: a switch for each, and what a person says once."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.access import consent_needed
from accounts.actions import save_profile
from accounts.addresses import next_address, posted
from journal.body_kinds import FLUCTUATES, GROUPS, kinds_on, switch_kind
from journal.forms_body import HeightForm, PressureSchemeForm
from journal.models import MeasurementKind
from journal.validation_measurement import measurement_category

GROUP_NAMES = {
    "movement": gettext_lazy("Steps and fitness"),
    "body": gettext_lazy("Body"),
    "laboratory": pgettext_lazy("kinds of measurement", "Laboratory"),
}


def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind with its switch; a POST throws one of them."""
    if request.method != "POST":
        return _list(request)
    kind = request.POST.get("kind", "")
    if kind not in MeasurementKind.values:
        raise Http404
    if "on" not in request.POST:
        return _switch(request, kind)
    return consent_needed(measurement_category(kind))(_switch)(request, kind)


def _list(request: HttpRequest) -> HttpResponse:
    person = request.user
    on = kinds_on(person)
    counts = dict(person.measurements.order_by().values_list("kind").annotate(Count("pk")))
    groups = [
        (GROUP_NAMES[name], [(kind, kind in on, 0 if kind in on else counts.get(kind, 0)) for kind in members])
        for name, members in GROUPS.items()
    ]
    return render(request, "journal/measurement_kinds.html", {"groups": groups})


def _switch(request: HttpRequest, kind: str) -> HttpResponse:
    is_on = "on" in request.POST
    switch_kind(person=request.user, kind=MeasurementKind(kind), is_on=is_on)
    said = {"kind": MeasurementKind(kind).label}
    if not is_on:
        messages.success(request, _("%(kind)s is switched off. Nothing was deleted.") % said)
    else:
        parts = [_("%(kind)s is switched on.") % said, *([str(FLUCTUATES[kind])] if kind in FLUCTUATES else [])]
        messages.success(request, " ".join(parts))
    return redirect(next_address(request, default="journal:measurement-kinds"))


@consent_needed("body")
def height(request: HttpRequest) -> HttpResponse:
    """Asked only of people who note their weight."""
    if MeasurementKind.WEIGHT not in request.user.body_kinds:
        raise Http404
    form = HeightForm(posted(request), person=request.user)
    return _once(request, form, "journal/height_form.html", "weight")


@consent_needed("body")
def pressure_scheme(request: HttpRequest) -> HttpResponse:
    """Whose ranges of blood pressure are named."""
    if MeasurementKind.BLOOD_PRESSURE not in request.user.body_kinds:
        raise Http404
    form = PressureSchemeForm(posted(request), instance=request.user)
    return _once(request, form, "journal/pressure_scheme_form.html", "blood_pressure")


def _once(request: HttpRequest, form: Any, template: str, kind: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        save_profile(person=request.user, changes=form.changes())
        messages.success(request, _("Saved."))
        return redirect("journal:measurement-form", kind)
    return render(request, template, {"form": form}, status=422 if form.errors else 200)
