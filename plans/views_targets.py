"""The weekly targets beside that of sessions: each is switched on, and set, by the person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import consent_needed
from accounts.addresses import posted
from core.dates import Week
from plans.actions import set_targets
from plans.forms_targets import Suggested, TargetsForm
from plans.offered import still_there
from plans.target_kinds import suggested
from plans.targets_now import reads_steps, targets_now
from plans.words import shown


@consent_needed("training")
def targets(request: HttpRequest) -> HttpResponse:
    """What holds now, with numbers of the running programmes to begin with."""
    person, today = request.user, request.user.today()
    now = targets_now(person, Week.of(today), today).by_kind
    form = TargetsForm(
        posted(request),
        in_force={kind: row.target for kind, row in now.items()},
        suggestions=suggestions_of(person),
        has_steps=reads_steps(person),
    )
    if request.method == "POST" and form.is_valid():
        set_targets(person=person, chosen=form.chosen(), today=today)
        messages.success(request, _("Saved. This holds from this week on."))
        return redirect("plans:week")
    context = {"form": form, "has_steps": reads_steps(person)}
    return render(request, "plans/weekly_target_form.html", context, status=422 if form.errors else 200)


def suggestions_of(person: Any) -> Suggested:
    """What the running programmes aim at, the oldest plan first."""
    names = list(person.plans.running().order_by("created_at").values_list("programme", flat=True))
    known = still_there(names, person)
    titled = [(known[name], name) for name in names if name in known]
    return suggested((shown(one.title, person.language), one.facts.get("weekly_targets", {})) for one, _name in titled)
