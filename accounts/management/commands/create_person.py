"""Creates a person with every consent given, for demos and scripts, and prints a token as the last word."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.actions import EmailTaken, create_person
from accounts.tokens import create_token
from accounts.validators import validate_time_zone


class Command(BaseCommand):
    help = "Create a person with a verified address and every consent; the token is the last word printed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--time-zone", default="UTC", help="IANA name, such as Europe/Oslo")
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--name", default="", help="display name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses a bad address or zone and an address that is taken."""
        email = options["email"].strip()
        try:
            validate_email(email)
            validate_time_zone(options["time_zone"])
            person = create_person(
                email=email,
                time_zone=options["time_zone"],
                language=options["language"],
                display_name=options["name"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except EmailTaken as error:
            raise CommandError(f"{email} exists already; create_token makes a token for it.") from error
        token = create_token(person=person, name="create_person")
        self.stdout.write(f"Created {person.email}. Token: {token}")
