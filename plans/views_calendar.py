"""The calendar feed: the file for calendar programs, and the page that makes and ends its address."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import consent_needed
from plans.calendar_feed import end_feed, feed_of, person_of, renew_feed
from plans.models import CalendarFeed


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever knows the secret may read; a calendar program asks with the tag of what it has."""
    person = person_of(secret)
    if person is None:
        raise Http404
    text = feed_of(person)
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return get_conditional_response(request, etag=tag, response=response) or response


@consent_needed("training")
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is a feed; posting makes a fresh address, shown this once, or with `off` ends it."""
    address = ""
    if request.method == "POST" and "off" in request.POST:
        end_feed(request.user)
        messages.success(request, _("The calendar address is off."))
        return redirect("plans:calendar")
    if request.method == "POST":
        address = renew_feed(request.user)
    row = CalendarFeed.objects.filter(person=request.user).first()
    return render(request, "plans/calendar.html", {"feed": row, "address": address})
