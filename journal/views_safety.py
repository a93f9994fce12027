"""The page for a moment in which training felt wrong: stop, whom to call, and what the plan then leaves out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import help_contacts
from journal.safety import clear_alarms, report_alarm


def unwell(request: HttpRequest) -> HttpResponse:
    """Open to everybody who is signed in; stores only with the consent for training, and nothing but the moment."""
    person = request.user
    may_store = person.has_consent("training")
    if request.method == "POST" and may_store:
        if "felt" in request.POST:
            report_alarm(person=person)
        elif "is_checked" in request.POST:
            clear_alarms(person=person)
            messages.success(request, _("Noted. Your plan is open again."))
        return redirect("journal:unwell")
    country = help_contacts.country_of_zone(person.time_zone)
    own = help_contacts.contacts_for(country, request.LANGUAGE_CODE).own
    context = {
        "line": next((line for line in own.lines if line.is_emergency), None) if own else None,
        "may_store": may_store,
        "alarm": person.alarm_reports.filter(cleared_at=None).first() if may_store else None,
    }
    return render(request, "journal/unwell.html", context)
