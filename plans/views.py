"""The Plan tab: this week's days and the weekly target."""

from collections.abc import Iterable
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
from plans.programme_cards import to_begin_with
from plans.progress import SessionDone, WeekTotals, week_sessions
from plans.script_words import all_scripts
from plans.targets_now import targets_now
from plans.task_prompts import splitting_words
from plans.week_tasks import week_of_tasks


@consent_needed("training")
def week(request: HttpRequest) -> HttpResponse:
    """This week against its target; posting the form sets the target from this week on."""
    person = request.user
    this_week = Week.of(person.today())
    targets, sessions = targets_now(person, this_week, person.today()), week_sessions(person, this_week)
    target, totals = targets.sessions, WeekTotals.of(sessions)
    form = WeeklyTargetForm(request.POST) if request.method == "POST" else WeeklyTargetForm.for_target(target)
    if request.method == "POST" and form.is_valid():
        set_weekly_target(person=person, today=person.today(), **form.values())
        messages.success(request, _("Saved. This holds from this week on."))
        return redirect("plans:week")
    days = week_days(person, this_week, target.weekdays if target else [], sessions)
    tasks = week_of_tasks(person, this_week, days)
    context = {
        "form": form,
        "target": target,
        "week": this_week,
        "totals": totals,
        "lines": targets.lines(totals),
        "days": days,
        "tasks": tasks,
        "splitting": splitting_words(person.language, tasks.next_if_then if tasks else ""),
        "scripts": all_scripts(person.language),
        "first": [] if target or tasks else to_begin_with(),
    }
    return render(request, "plans/week.html", context, status=400 if form.errors else 200)


def week_days(person: Any, week: Week, planned: list[int], sessions: Iterable[SessionDone]) -> list[dict[str, object]]:
    """The seven days: planned, the minutes moved, rested, in one query; `sessions` are those of the week."""
    minutes: dict[date, int] = {}
    for session in sessions:
        minutes[session.day] = minutes.get(session.day, 0) + session.minutes
    rested = set(person.rest_days.in_week(week).values_list("day", flat=True))
    return [
        {
            "day": day,
            "is_planned": day.weekday() in planned,
            "minutes": minutes.get(day),
            "is_rest": day in rested,
            "is_today": day == person.today(),
        }
        for day in week.days
    ]
