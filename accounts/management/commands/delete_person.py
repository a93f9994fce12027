"""Deletes a person and everything of theirs, on their request to the operator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import delete_account
from accounts.models import User


class Command(BaseCommand):
    help = "Delete a person and everything that is theirs, at once and for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks for the address once more unless told not to."""
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        if not options["yes"] and input(f"Type {person.email} to delete it: ").strip() != person.email:
            raise CommandError("Nothing was deleted.")
        delete_account(person=person)
        self.stdout.write("Deleted.")
