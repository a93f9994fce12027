"""A signed-in person's language and time zone for the whole request, the way to sign in, and to the welcome page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from core import mood_bands


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads strangers to the page to sign in, which knows where to go on."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """A form leads back to the page on which it stood: its own address may be no page.

        The worker of a browser, which keeps what was sent and cannot see where a redirect leads, gets 401.
        """
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        if "X-Worker" in request.headers:
            return HttpResponse(status=401)
        return redirect_to_login(page_before(request))


class PreferencesMiddleware:
    """Activates language, zone and how moods are shown: the person's own, else the browser's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets them before the view and puts them back after it."""
        if request.user.is_authenticated:
            language, zone, hides = request.user.language, request.user.zone, request.user.hides_numbers
        else:
            language, zone, hides = translation.get_language_from_request(request), None, False
        with translation.override(language), timezone.override(zone), mood_bands.override(hides):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if "Content-Language" not in response:
                response["Content-Language"] = language
            return response


def page_before(request: HttpRequest) -> str:
    """The page of this site from which a form came; Today where the browser does not say."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path:
        return reverse("reviews:home")
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


OPEN_BEFORE_WELCOME = frozenset(
    {
        "accounts:welcome", "accounts:language", "accounts:data", "accounts:download", "accounts:delete",
        "accounts:confirm", "accounts:goodbye", "accounts:api-me", "account_logout", "account_reauthenticate",
        "core:help", "core:healthz", "core:readyz", "core:mail-stop",
    }
)  # fmt: skip


class WelcomeMiddleware:
    """Leads a person who has not said yet that they are old enough to the one page that asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Every page but those that must stay open; the API answers scripts itself."""
        match = request.resolver_match
        if not request.user.is_authenticated or request.user.is_welcomed or match is None:
            return None
        if match.view_name in OPEN_BEFORE_WELCOME or request.path.startswith(("/api/", "/static/")):
            return None
        address = reverse("accounts:welcome")
        if request.method == "GET" and request.path != "/":
            address += f"?{urlencode({'next': request.get_full_path()})}"
        return redirect(address)
