"""Takes a programme away that was added for everybody."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from plans.models import OwnProgramme
from plans.own_programmes import StillFollowed, delete_programme


class Command(BaseCommand):
    help = "Remove a programme of this site, unless somebody follows it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        """Plans that ended keep what was done."""
        row = OwnProgramme.objects.filter(pk=options["id"], person=None).first()
        if row is None:
            raise CommandError("There is no such programme; list_programmes names those that are there.")
        try:
            delete_programme(row=row)
        except StillFollowed as error:
            raise CommandError("Somebody follows it; it can go once nobody does.") from error
        self.stdout.write(f"{row.name} is gone.")
