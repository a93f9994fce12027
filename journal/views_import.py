"""Bring entries along from a file: look first, then read it in."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from journal import importing
from journal.importers.sources import CannotRead


class JournalFileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("A zip or a table (CSV), up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".zip,.csv,application/zip,text/csv"}),
    )


def import_entries(request: HttpRequest) -> HttpResponse:
    """What can be read; a POST says what a file holds, and stores it with `keep`. The file itself is kept nowhere."""
    form = JournalFileForm(request.POST, request.FILES) if request.method == "POST" else JournalFileForm()
    report = None
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["file"]
        try:
            report = importing.read(person=request.user, file=chosen, is_kept="keep" in request.POST)
        except CannotRead as error:
            form.add_error("file", str(error))
    context = {"form": form, "report": report, "tables": importing.tables()}
    return render(request, "journal/import_form.html", context, status=422 if form.errors else 200)
