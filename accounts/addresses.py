"""What a request brings to a form, and where the form may lead next: only to this site."""

from django.http import HttpRequest, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest, *, default: str) -> str:
    """`next` of the form or the address, where it is a page of this site; else the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return resolve_url(default)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; a POST with no field at all counts."""
    return request.POST if request.method == "POST" else None
