"""The Plan tab: this week's days and the weekly target."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from core.dates import Week
from plans.actions import set_weekly_target
from plans.forms import WeeklyTargetForm
from plans.progress import target_in_force, week_totals
from plans.script_words import all_scripts
from plans.task_prompts import splitting_words
from plans.week_tasks import week_of_tasks


@consent_needed("training")
def week(request: HttpRequest) -> HttpResponse:
    """This week against its target; posting the form sets the target from this week on."""
    person = request.user
    this_week = Week.of(person.today())
    form = WeeklyTargetForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        set_weekly_target(person=person, today=person.today(), **form.values())
        messages.success(request, _("Saved. This holds from this week on."))
        return redirect("plans:week")
    days = week_days(person, this_week)
    tasks = week_of_tasks(person, this_week, days)
    context: dict[str, Any] = {"week": this_week, "tasks": tasks, "scripts": all_scripts(person.language)}
    if tasks:
        context["splitting"] = splitting_words(person.language, tasks.next_if_then)
    else:
        context |= _target_page(person, this_week, days, form)
    return render(request, "plans/week.html", context, status=400 if form else 200)


def _target_page(
    person: Any, week: Week, days: list[dict[str, Any]], form: WeeklyTargetForm | None
) -> dict[str, object]:
    """What is shown without a plan: the weekly target, and the days that it names."""
    target = target_in_force(person, week)
    planned = target.weekdays if target else []
    return {
        "form": form or WeeklyTargetForm.for_target(target),
        "target": target,
        "totals": week_totals(person, week),
        "days": [one | {"is_planned": one["day"].weekday() in planned} for one in days],
    }


def week_days(person: Any, week: Week) -> list[dict[str, Any]]:
    """The seven days: the minutes moved, rested, in two queries."""
    minutes: dict[date, int] = {}
    for day, amount in person.training_sessions.in_week(week).values_list("day", "minutes"):
        minutes[day] = minutes.get(day, 0) + amount
    rested = set(person.rest_days.in_week(week).values_list("day", flat=True))
    return [
        {
            "day": day,
            "minutes": minutes.get(day),
            "is_rest": day in rested,
            "is_today": day == person.today(),
        }
        for day in week.days
    ]
