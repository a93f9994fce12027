"""Pages that belong to no app: errors, health, help."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation

from core import health, help_contacts


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every check is `ok`, else 503; names the states, holds nothing about people. Hints change no status."""
    checks = health.readiness()
    is_ready = health.is_ready(checks)
    body = {"status": "ready" if is_ready else "not ready", "checks": checks, "hints": health.hints()}
    return JsonResponse(body, status=200 if is_ready else 503, headers={"Cache-Control": "no-store"})


def visitors(request: HttpRequest) -> HttpResponse:
    """What the journal is, for those without one: the one page that search engines may keep."""
    chosen = request.GET.get("lang", "")
    is_named = chosen in dict(settings.LANGUAGES)
    here = f"{settings.SITE_ADDRESS}/" + (f"?lang={chosen}" if is_named else "")
    with translation.override(chosen if is_named else request.LANGUAGE_CODE):
        response = render(request, "core/landing.html", {"here": here})
        response["Content-Language"] = translation.get_language() or ""
    response["X-Robots-Tag"] = "all"
    return response


@login_not_required
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call."""
    return render(request, "core/help.html", help_context(request))


@login_not_required
def away(request: HttpRequest) -> HttpResponse:
    """Why nobody can sign in without network, and whom to call; the worker keeps it as a stranger sees it."""
    return render(request, "core/away.html", help_context(request))


def help_context(request: HttpRequest) -> dict[str, object]:
    """Contacts by the person's time zone, or by the region a stranger's browser names; the person's own first."""
    person = request.user
    if person.is_authenticated:
        country = help_contacts.country_of_zone(person.time_zone)
    else:
        country = help_contacts.country_of_browser(request.headers.get("Accept-Language", ""))
    contacts = help_contacts.contacts_for(country, request.LANGUAGE_CODE)
    trusted = None
    if person.is_authenticated and person.help_contact and person.has_consent("wellbeing"):
        trusted = help_contacts.own_line(person.help_contact)
    return {
        "contacts": contacts,
        "international": [contacts.international],
        "trusted": [trusted] if trusted else [],
        "is_stale": contacts.is_stale(timezone.localdate()),
    }


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
