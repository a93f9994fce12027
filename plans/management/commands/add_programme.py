"""Adds a programme to those that people can choose from, held to the rules of the shipped ones."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from plans.models import OwnProgramme
from plans.offered import name_of
from plans.own_programmes import StillFollowed, TooManyProgrammes, save_programme, template_of
from plans.programmes.reading import BadTemplate


class Command(BaseCommand):
    help = "Add a programme written in YAML, for everybody on this site or for one person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--for", dest="email", default="", help="the address of the one person who gets it")
        parser.add_argument("--replace", type=UUID, help="the id of one that list_programmes names")

    def handle(self, *args: Any, **options: Any) -> None:
        """The id by which plans name it; a refusal names the line and the reason, and stores nothing."""
        person = self._person(options["email"])
        existing = None
        if options["replace"]:
            existing = OwnProgramme.objects.filter(pk=options["replace"], person=person).first()
            if existing is None:
                raise CommandError("There is no such programme; list_programmes names those that are there.")
        try:
            template = template_of(options["file"].read_bytes())
            row = save_programme(person=person, template=template, existing=existing)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except BadTemplate as error:
            raise CommandError(f"{options['file']}, line {error.line}: {error.reason}") from error
        except TooManyProgrammes as error:
            raise CommandError(f"{options['email']} has as many programmes as fit.") from error
        except StillFollowed as error:
            raise CommandError("Somebody follows it and is past the new last week.") from error
        self.stdout.write(f"{row.name} is there: {name_of(row)}")

    def _person(self, email: str) -> User | None:
        if not email:
            return None
        person = User.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return person
