"""Makes a token for a person who exists and prints it as the last word."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.tokens import create_token


class Command(BaseCommand):
    help = "Create an API token for a person; the token is the last word printed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="create_token", help="what the person reads in their list of tokens")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses an address that nobody has."""
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        self.stdout.write(f"Token: {create_token(person=person, name=options['name'][:60])}")
