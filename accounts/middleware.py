"""A signed-in person's language and time zone for the whole request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class PreferencesMiddleware:
    """Activates language and zone: the person's own, else the browser's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sets both before the view and puts them back after it."""
        if request.user.is_authenticated:
            language, zone = request.user.language, request.user.zone
        else:
            language, zone = translation.get_language_from_request(request), None
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if "Content-Language" not in response:
                response["Content-Language"] = language
            return response
