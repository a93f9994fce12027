"""The operator's page: how many, never who or what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.counts import operator_counts
from accounts.operators import for_operators
from core import health


@for_operators
def counts(request: HttpRequest) -> HttpResponse:
    """People, queues, mails and heartbeats in numbers."""
    return render(request, "accounts/operator_counts.html", {"counts": operator_counts(), "hints": health.hints()})
