"""The look back in weeks 4, 6 and 8: all running plans, or all milestones of one plan."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import consent_needed
from journal.exercise_library import Library
from journal.load_units import Units
from plans.milestone_log import look_backs
from plans.milestone_words import told


@require_safe
@consent_needed("training")
def look_back(request: HttpRequest, plan_id: UUID | None = None) -> HttpResponse:
    """Figures and wins at each milestone that was reached, newest first."""
    person = request.user
    if plan_id is None:
        plans = list(person.plans.running().order_by("created_at"))
    else:
        plans = [get_object_or_404(person.plans, pk=plan_id)]
    library, units = Library(person), Units.of(person)
    found = [told(one, library, units, person.language) for one in look_backs(person, plans, person.today())]
    return render(request, "plans/milestone_list.html", {"plans": found, "is_one": plan_id is not None})
