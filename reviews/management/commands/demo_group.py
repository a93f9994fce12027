"""`manage.py demo_group FOLDER`: a group with real weeks, coached by Bo of the demo."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from groups.models import Group
from reviews.demo import make_demo, make_demo_person
from reviews.demo_real import make_real_group


class Command(BaseCommand):
    help = "Makes a group of people from a folder of journals, coached by Bo of the demo. Only with DEBUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the journals are: one folder for each person."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> str:
        """A second run changes nothing."""
        if not settings.DEBUG:
            raise CommandError("The demo's password is known to everybody; it is made only with DEBUG.")
        if not options["folder"].is_dir():
            raise CommandError(f"{options['folder']} is no folder.")
        if not User.objects.filter(email="bo@example.org").exists():
            make_demo()
        if not Group.objects.filter(name="Real weeks").exists():
            make_real_group(options["folder"], User.objects.get(email="bo@example.org"), make_demo_person)
        return "Sign in as bo@example.org, and set up a second factor"
