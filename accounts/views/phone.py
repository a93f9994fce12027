"""What this phone keeps: the switch for a phone that several people use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.pwa import SHARED_PHONE, forget_all

YEAR_S = 365 * 24 * 3600


def phone(request: HttpRequest) -> HttpResponse:
    """On a shared phone nothing is kept. The switch is a cookie: it belongs to the device, not to the person."""
    if request.method != "POST":
        return render(request, "accounts/phone_form.html")
    response = redirect("accounts:phone")
    if "shared" not in request.POST:
        response.delete_cookie(SHARED_PHONE)
        messages.success(request, _("This phone may keep things again."))
        return response
    response.set_cookie(SHARED_PHONE, "1", max_age=YEAR_S, secure=request.is_secure(), httponly=True, samesite="Lax")
    messages.success(request, _("This phone keeps nothing from now on."))
    return forget_all(response)
