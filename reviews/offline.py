"""The one page for times without network: Today, the week, the log, check-in and help as forms that wait (ux.md A6).

The worker of this site keeps it encrypted (docs/adr/0006). It holds no mood history, no PSQI and nothing of a coach's
view; of other people it holds nothing, of groups their names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.dates import Week
from core.pwa import browser_name
from core.views import help_context
from groups import access
from groups.board import Question, questions_of, slots_of
from groups.models import Break, CheckIn, Group, Membership
from journal.body_notes import prompt_of
from journal.forms_finish import FinishForm
from journal.forms_sleep import NightForm
from journal.forms_training import WELLBEING
from journal.models import Activity, SetKind
from journal.offline import training_kit
from journal.set_effort import scale_of
from plans.today import TaskNow, plans_now

FINISH_FIELDS = {"emotion_after"}  # asks for the feeling before, which the form without network does not have


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """All of it at once; the script of the page shows the part that belongs to the address."""
    response = render(request, "reviews/offline.html", offline_context(request))
    response["X-Owner"] = browser_name(request.user.pk)
    return response


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """S26: what waits on this phone, and what the server said of it. The worker tells; the server does not know."""
    return render(request, "reviews/waiting.html")


def offline_context(request: HttpRequest) -> dict[str, Any]:
    """What the person agreed to, and no more."""
    person, now = request.user, timezone.now()
    agreed, today = person.consent_categories, person.today()
    week = Week.of(today)
    context: dict[str, Any] = {"consents": agreed, "today": today, "made_at": now.astimezone(person.zone)}
    context |= help_context(request)
    if "training" in agreed:
        tasks = plans_now(person, week, today).tasks
        kit = training_kit(person, [task.id for task in tasks if task.day == today and task.is_open])
        context |= {"days": days_of(week, tasks), "kit": kit, "activities": Activity.choices}
        context |= {"finish": finish_form(person, today), "may_note": "wellbeing" in agreed}
        context |= {"scale": scale_of(person), "set_kinds": SetKind.choices}
    if "sleep" in agreed:
        context["night"] = NightForm(day=today, zone=person.zone, auto_id="night-%s")
    if "social" in agreed:
        context["asked"] = asked_of(person, now)
    return context


def days_of(week: Week, tasks: tuple[TaskNow, ...]) -> list[tuple[date, list[TaskNow]]]:
    """Monday to Sunday with their tasks."""
    return [(day, [task for task in tasks if task.day == day]) for day in week.days]


def finish_form(person: Any, today: date) -> FinishForm:
    """What may be said after a session, as the consents allow."""
    left_out = FINISH_FIELDS | (set() if person.has_consent("wellbeing") else set(WELLBEING))
    form = FinishForm(left_out=left_out, auto_id="finish-%s")
    if "body_note" in form.fields:
        form.fields["body_note"].label = str(prompt_of(today))
    return form


@dataclass(frozen=True, slots=True)
class Asked:
    """A group's next question, with the person's own answer where there is one."""

    group: Group
    question: Question


def asked_of(person: Any, now: datetime) -> list[Asked]:
    """The first question of each group of the person's that asks one, in four queries."""
    rows = access.own_memberships(person).select_related("group").prefetch_related("group__slots")
    memberships = list(rows.order_by("group__name", "pk"))
    breaks = breaks_of(memberships, now)
    asked = [
        (row, one)
        for row in memberships
        for one in questions_of(row.group, now, slots_of(row.group), breaks[row.pk])[:1]
    ]
    given = CheckIn.objects.filter(membership__in=memberships, day__in={question.day for _row, question in asked})
    mine = {(row.membership_id, row.slot_id, row.day): row for row in given}
    for row, question in asked:
        question.mine = mine.get((row.pk, question.slot.pk if question.slot else None, question.day))
    return [Asked(row.group, question) for row, question in asked]


def breaks_of(memberships: Sequence[Membership], now: datetime) -> dict[UUID, list[Break]]:
    """By membership, as groups.breaks.breaks_for tells those of one."""
    of_group = Q(membership=None, group__in=[row.group_id for row in memberships])
    rows = Break.objects.filter(of_group | Q(membership__in=memberships)).order_by("starts_on", "pk")
    return {
        one.pk: [
            row
            for row in rows
            if row.group_id == one.group_id
            and row.membership_id in (None, one.pk)
            and row.ends_on >= one.group.today(now)
        ]
        for one in memberships
    }
