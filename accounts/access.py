"""Asks for a consent before a page stores anything of its category."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

type View = Callable[..., HttpResponse]


def consent_needed(category: str) -> Callable[[View], View]:
    """Shows the question instead of the page while the person has not agreed; a POST stores nothing then."""

    def decorate(view: View) -> View:
        @wraps(view)
        def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.has_consent(category):
                return view(request, *args, **kwargs)
            is_read = request.method in {"GET", "HEAD"}
            context = {"category": category, "next": request.get_full_path() if is_read else request.path}
            return render(request, "accounts/consent_form.html", context, status=200 if is_read else 403)

        return ask_first

    return decorate
