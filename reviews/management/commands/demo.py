"""Somebody to sign in as: Ana with twelve weeks of journal, her coach Bo, their group, a review due now."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from reviews.demo import EMAIL, PASSWORD, make_demo


class Command(BaseCommand):
    help = "Makes the demo people once: Ana, her coach Bo, their group. Only with DEBUG, since their password is known."

    def handle(self, *args: Any, **options: Any) -> str:
        """Says how to sign in; a second run changes nothing."""
        if not settings.DEBUG:
            raise CommandError("The demo's password is known to everybody; it is made only with DEBUG.")
        if not User.objects.filter(email=EMAIL).exists():
            make_demo()
        return f"Sign in as {EMAIL} with the password {PASSWORD}"
