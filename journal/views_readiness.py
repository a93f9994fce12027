"""The readiness statement: seven questions on one screen, and what follows from them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from accounts.addresses import next_address, posted
from journal.forms_readiness import ReadinessForm, TalkedForm
from journal.models import ReadinessStatement
from journal.readiness import State, newest_statement, readiness


@consent_needed("training")
def statement(request: HttpRequest) -> HttpResponse:
    """The questions, or what was said last; `again` asks anew."""
    person = request.user
    current = readiness(person, person.today())
    form = ReadinessForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ReadinessStatement.objects.create(person=person, answered_on=person.today(), has_some_yes=form.has_some_yes())
        return redirect(next_address(request, default="journal:readiness"))
    is_asked = form.is_bound or "again" in request.GET or current.state in (State.MISSING, State.EXPIRED)
    if is_asked:
        context = {"form": form, "current": current, "next": way_back(request)}
        return render(request, "journal/readiness_form.html", context, status=422 if form.errors else 200)
    context = {"current": current, "form": TalkedForm(), "next": way_back(request)}
    return render(request, "journal/readiness_result.html", context)


@consent_needed("training")
@require_POST
def talked(request: HttpRequest) -> HttpResponse:
    """The person has talked to a professional about the answers."""
    person = request.user
    form = TalkedForm(request.POST)
    current = readiness(person, person.today())
    if current.state == State.TALK_FIRST and not form.is_valid():
        context = {"current": current, "form": form, "next": way_back(request)}
        return render(request, "journal/readiness_result.html", context, status=422)
    if current.state == State.TALK_FIRST:
        newest = newest_statement(person)
        newest.has_talked_to_professional = True
        newest.save(update_fields=["has_talked_to_professional"])
        messages.success(request, _("Saved."))
    return redirect(next_address(request, default="journal:readiness"))


def way_back(request: HttpRequest) -> str:
    """Where the answers were asked for, such as the start of a programme; empty for none."""
    back = next_address(request, default="journal:readiness")
    return "" if back == reverse("journal:readiness") else back
