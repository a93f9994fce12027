"""Programmes of one's own: the list, adding and changing one, deleting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import consent_needed
from accounts.models import User
from plans.forms_own import OwnProgrammeForm
from plans.models import OwnProgramme
from plans.offered import name_of
from plans.own_programmes import StillFollowed, TooManyProgrammes, delete_programme, save_programme
from plans.programmes.reading import BadTemplate


@consent_needed("training")
def own(request: HttpRequest, own_id: UUID | None = None) -> HttpResponse:
    """A new programme of one's own beside those that are there, or the text of one."""
    person = request.user
    row = get_object_or_404(person.own_programmes, pk=own_id) if own_id else None
    form = OwnProgrammeForm(initial={"template": row.template if row else ""})
    if request.method == "POST":
        form = OwnProgrammeForm(request.POST, request.FILES)
        if form.is_valid() and (saved := _saved(form, person, row)):
            messages.success(request, _("Saved."))
            return redirect("plans:programme-detail", name_of(saved))
    rows = [(one, name_of(one)) for one in person.own_programmes.order_by("created_at", "pk")]
    context = {"form": form, "row": row, "rows": rows}
    return render(request, "plans/own_programmes.html", context, status=422 if form.errors else 200)


@consent_needed("training")
@require_POST
def delete(request: HttpRequest, own_id: UUID) -> HttpResponse:
    """Deletes it, unless a plan follows it."""
    try:
        delete_programme(row=get_object_or_404(request.user.own_programmes, pk=own_id))
        messages.success(request, _("Deleted."))
    except StillFollowed:
        messages.warning(request, _("You follow this programme. End the plan first, then it can be deleted."))
    return redirect("plans:own-programmes")


def _saved(form: OwnProgrammeForm, person: User, row: OwnProgramme | None) -> OwnProgramme | None:
    """The stored row; None with the reason in the form."""
    try:
        return save_programme(person=person, template=form.cleaned_data["template"], existing=row)
    except BadTemplate as error:
        form.refuse(error)
    except TooManyProgrammes:
        form.add_error(None, _("You have as many programmes of your own as fit. Delete one first."))
    except StillFollowed:
        form.add_error(None, _("You follow this programme and are past its new last week. End the plan first."))
    return None
