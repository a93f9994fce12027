"""The start of a programme: one form, with the first week before its button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.addresses import posted
from accounts.models import User
from plans.admission import obstacle
from plans.following import clashes, start_plan
from plans.forms_plan import StartForm, begins
from plans.models import Plan
from plans.offered import programmes_of
from plans.programme_cards import Card, first_for
from plans.starting import day_names, first_week, late_of
from plans.views_programmes import card_or_404


@consent_needed("training")
def start(request: HttpRequest, programme: str) -> HttpResponse:
    """Asks for days, hour and sentence; starts once the first week that was shown is the one that was chosen."""
    person, card, today = request.user, card_or_404(request.user, programme), request.user.today()
    if hindered := obstacle(person, programme, card.programme, today):
        context = {"card": card, "obstacle": hindered, "here": request.path}
        return render(request, "plans/programme_waits.html", context)
    form = StartForm(posted_with_hour(request))
    if not form.is_bound:
        wish = request.GET.get("wish", "")
        form = StartForm.suggested(card.programme, today, wish if wish in Plan.Wish else first_for(programme))
        return _page(request, card, form, dict(form.initial))
    if not form.is_valid():
        return render(request, "plans/programme_start.html", {"card": card, "form": form}, status=422)
    if {"look", "earlier"} & set(request.POST) or not form.shows_what_was_seen:
        values = form.with_new_sentence(card.programme)
        return _page(request, card, StartForm.showing(values), values)
    start_plan(person=person, programme=programme, today=today, starts_on=form.day(today), **form.values())
    messages.success(request, _("The plan has begun. Small enough to finish is the point."))
    return redirect("plans:week")


def _page(request: HttpRequest, card: Card, form: StartForm, values: dict[str, Any]) -> HttpResponse:
    person = request.user
    days = [int(day) for day in values["weekdays"]]
    day = begins(values, person.today())
    tasks = first_week(card.programme, days, values["at_time"], day)
    context = {"card": card, "form": form, "tasks": tasks, "clashes": clash_words(person, days), "day": day}
    context["late_note"] = late_of(person, tasks)
    return render(request, "plans/programme_start.html", context)


def posted_with_hour(request: HttpRequest) -> Any:
    """What was posted, with the earlier hour of the button in the place of the field's; None for a GET."""
    data = posted(request)
    if data and "earlier" in data:
        data = data.copy()
        data["at_time"] = str(data["earlier"])
    return data


def clash_words(person: User, weekdays: list[int], besides: Plan | None = None) -> list[tuple[str, str]]:
    """The name of another plan, and the days that both use."""
    found = clashes(person, weekdays, besides=besides)
    known = programmes_of([plan.programme for plan, _days in found], [person.pk])
    return [(Card(plan.programme, known[plan.programme]).title, day_names(days)) for plan, days in found]
