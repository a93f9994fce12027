"""Stops one kind of mail with one click (RFC 8058): works signed out, and can do nothing else."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.mail import MailKind, read_stop_token

on_stopped: list[Callable[[MailKind], None]] = []
"""Told of a kind that somebody stopped, never who; for kinds without a function of their own."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks, since mail scanners follow links; a POST stops the kind of mail that the signed token names."""
    found = read_stop_token(token)
    if found is None:
        raise Http404
    kind, person_id = found
    if request.method == "POST" and kind.stop:
        kind.stop(person_id)
    elif request.method == "POST":
        people = get_user_model().objects.filter(pk=person_id).exclude(**kind.switch_off)
        if people.update(**kind.switch_off):
            for note in on_stopped:
                note(kind)
    return render(request, "core/mail_stop.html", {"kind": kind, "is_stopped": request.method == "POST"})
