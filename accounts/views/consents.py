"""Consents: asked at the point of use, given and withdrawn by one tap."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, erasure
from accounts.addresses import next_address
from accounts.consent_texts import TEXTS, current_text, is_outdated, text_of_receipt
from accounts.models import Consent

SETTINGS = "accounts:consents"


def posted_category(request: HttpRequest) -> str:
    """The category that a form names; one that does not exist is not found."""
    category = request.POST.get("category", "")
    if category not in Consent.Category.values:
        raise Http404
    return category


def consents(request: HttpRequest) -> HttpResponse:
    """Every category with its text, whether it is agreed to, and since when."""
    newest = {receipt.category: receipt for receipt in request.user.consents.order_by("given_at")}
    rows = [_row(request, category, newest.get(category)) for category in Consent.Category.values]
    return render(request, "accounts/consent_list.html", {"rows": rows})


def _row(request: HttpRequest, category: str, receipt: Consent | None) -> dict[str, Any]:
    """What was agreed to in its own words, and the newest words where they are others."""
    text = current_text(category)
    if receipt is None or not request.user.has_consent(category):
        return {"category": category, "receipt": receipt, "text": text, "is_given": False}
    agreed = TEXTS[category, receipt.text_version]
    newer = text if is_outdated(receipt) else None
    return {"category": category, "receipt": receipt, "text": agreed, "is_given": True, "newer": newer}


def receipts(request: HttpRequest) -> HttpResponse:
    """What was agreed to and when, in the words that were shown."""
    found = list(request.user.consents.order_by("-given_at"))
    begun = {(receipt.category, receipt.given_at) for receipt in found}
    rows = [
        {
            "receipt": receipt,
            "words": text_of_receipt(receipt.category, receipt.text_version, receipt.language),
            "is_replaced": (receipt.category, receipt.withdrawn_at) in begun,
        }
        for receipt in found
    ]
    return render(request, "accounts/consent_receipts.html", {"rows": rows})


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Agrees to one category, or to its newest words, and goes on to where it was asked."""
    category = posted_category(request)
    if request.user.has_consent(category):
        actions.renew_consent(person=request.user, category=category)
    else:
        actions.give_consent(person=request.user, categories=[category])
    return redirect(next_address(request, default=SETTINGS))


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraws one category at once, then says what happens to what is stored."""
    category = posted_category(request)
    actions.withdraw_consent(person=request.user, category=category)
    messages.success(request, _("Withdrawn. Nothing new of this kind is stored from now on."))
    return redirect("accounts:consent-erase", category=category)


def erase(request: HttpRequest, category: str) -> HttpResponse:
    """Offers to delete what is stored of a withdrawn category, and does it."""
    if category not in Consent.Category.values or request.user.has_consent(category):
        raise Http404
    if request.method == "POST":
        actions.erase_category(person=request.user, category=category)
        messages.success(request, _("Deleted."))
        return redirect(SETTINGS)
    context = {"text": current_text(category), "count": erasure.count_of_category(request.user, category)}
    return render(request, "accounts/consent_erase.html", context)
