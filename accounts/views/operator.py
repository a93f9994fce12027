"""The operator's page: how many, never who or what."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.counts import operator_counts


@staff_member_required(login_url="account_login")
def counts(request: HttpRequest) -> HttpResponse:
    """People, mails and heartbeats in numbers."""
    return render(request, "accounts/operator_counts.html", {"counts": operator_counts()})
