"""Breathing and body scans (S30): read as a list, or shown sentence by sentence with the clock."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from plans.script_words import script_of


def script(request: HttpRequest, script_id: str) -> HttpResponse:
    """One script; nothing is stored, also not that somebody looked."""
    found = script_of(script_id, request.user.language)
    if found is None:
        raise Http404
    return render(request, "plans/script.html", {"script": found})
