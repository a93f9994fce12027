"""What every page goes through: compression, and headers that keep private pages private."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers

from core.pwa import forget_all


class CompressPagesMiddleware(GZipMiddleware):
    """Pages and answers of the API travel compressed; files are left as they are, static ones were compressed before.

    Django adds bytes of random number to each, and masks the CSRF token anew, so that lengths tell nothing (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compresses text and nothing else."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return super().process_response(request, response) if kind in {"text/html", "application/json"} else response


class PrivatePagesMiddleware:
    """Keeps a signed-in person's pages out of shared and disk caches, and every page out of search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Adds `no-store` and `noindex` unless the view decided otherwise; signing out clears what the browser kept."""
        response = self.get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match and match.view_name == "account_logout":
            forget_all(response)
        if "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
