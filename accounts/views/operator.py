"""The operator's page: how many, never who or what."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.counts import operator_counts
from accounts.factors import second_factor_needed
from core import health


def counts(request: HttpRequest) -> HttpResponseBase:
    """People, mails and heartbeats in numbers; for anybody else there is no such page."""
    if not request.user.is_staff:
        raise Http404
    return numbers(request)


@second_factor_needed
def numbers(request: HttpRequest) -> HttpResponse:
    """The page itself."""
    return render(request, "accounts/operator_counts.html", {"counts": operator_counts(), "hints": health.hints()})
