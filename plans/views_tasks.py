"""What a person says of one task; a page with scripts gets the week back, every other one is sent to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from accounts.addresses import next_address
from core.dates import Week
from plans.progress import week_sessions
from plans.task_changes import NotPossible, change_task
from plans.views import week_days
from plans.week_tasks import week_of_tasks


@consent_needed("training")
@require_POST
def change(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Smaller, rest instead, skipped, another day, or taken back: `do` or `move`."""
    person = request.user
    task = get_object_or_404(person.planned_sessions.select_related("plan", "person"), pk=task_id)
    try:
        said, is_done = change_task(task=task, said=request.POST, today=person.today()), True
    except NotPossible as error:
        said, is_done = error.message, False
    if getattr(request, "htmx", False):
        week = Week.of(person.today())
        tasks = week_of_tasks(person, week, week_days(person, week, [], week_sessions(person, week)))
        return render(request, "plans/week_tasks.html", {"tasks": tasks, "said": said, "changed": task.pk})
    (messages.success if is_done else messages.warning)(request, said)
    return redirect(next_address(request, default=reverse("plans:week")))
