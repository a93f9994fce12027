"""What every template may know of the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's address and whether strangers may sign up."""
    return {"site_address": settings.SITE_ADDRESS, "sign_up_open": settings.SIGN_UP_OPEN, "debug": settings.DEBUG}
