"""Consents: asked at the point of use, given and withdrawn by one tap."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, erasure
from accounts.addresses import next_address
from accounts.consent_texts import current_text, text_of_receipt
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
    rows = [
        {
            "category": category,
            "text": current_text(category),
            "receipt": newest.get(category),
            "is_given": request.user.has_consent(category),
        }
        for category in Consent.Category.values
    ]
    return render(request, "accounts/consent_list.html", {"rows": rows})


def receipts(request: HttpRequest) -> HttpResponse:
    """What was agreed to and when, in the words that were shown."""
    rows = [
        {"receipt": receipt, "words": text_of_receipt(receipt.category, receipt.text_version, receipt.language)}
        for receipt in request.user.consents.order_by("-given_at")
    ]
    return render(request, "accounts/consent_receipts.html", {"rows": rows})


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Agrees to one category and goes on to where it was asked."""
    actions.give_consent(person=request.user, categories=[posted_category(request)])
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
