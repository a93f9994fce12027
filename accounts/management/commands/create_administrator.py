"""Creates the operator of a new site, or makes one of a person who exists."""

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.actions import create_person
from accounts.models import User


class Command(BaseCommand):
    help = "Create an administrator. The password is asked for, or taken from ADMIN_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses a bad address and a weak password; a person who exists keeps their journal."""
        email, password = options["email"].strip().lower(), self._password()
        try:
            validate_email(email)
            validate_password(password, User(email=email))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        person = User.objects.filter(email=email).first() or create_person(email=email, categories=())
        person.is_staff = person.is_superuser = True
        person.set_password(password)
        person.save(update_fields=["is_staff", "is_superuser", "password"])
        EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
        self.stdout.write(f"{email} is an administrator. Sign in, then open /operator/.")

    def _password(self) -> str:
        if password := os.environ.get("ADMIN_PASSWORD"):
            return password
        if not sys.stdin.isatty():
            raise CommandError("Set ADMIN_PASSWORD, or run this in a terminal.")
        first, second = getpass.getpass("Password: "), getpass.getpass("Once more: ")
        if first != second:
            raise CommandError("The two passwords differ.")
        return first
