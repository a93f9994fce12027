"""What every template may know of the site."""

from django.conf import settings
from django.http import HttpRequest

from core.pwa import browser_name, is_shared_phone


def site(request: HttpRequest) -> dict[str, object]:
    """The site's address, whether strangers may sign up, and what this browser may keep."""
    return {
        "site_address": settings.SITE_ADDRESS,
        "sign_up_open": settings.SIGN_UP_OPEN,
        "debug": settings.DEBUG,
        "browser_name": lambda: browser_name(request.user.pk),
        "is_shared_phone": is_shared_phone(request),
    }
