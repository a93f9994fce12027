"""`manage.py import_journal EMAIL PATH`: reads a folder or zip into one person's journal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from journal.importers.sources import CannotRead, open_journal
from journal.importers.store import Importer, Result


class Command(BaseCommand):
    """Says what was new, known and refused; single refused rows are no failure."""

    help = "Reads a journal from a folder or zip (CSV tables, or the own export) into one person's journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose journal, and from where."""
        parser.add_argument("email", help="The person's e-mail address.")
        parser.add_argument("path", type=Path, help="A folder or a zip.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Imports and reports."""
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError("There is no person with this e-mail address.")
        try:
            with open_journal(options["path"]) as sources:
                results = Importer(person).run(sources)
        except (CannotRead, OSError) as error:
            raise CommandError(str(error)) from error
        for result in results:
            self._report(result)
        totals = [sum(counts) for counts in zip(*(_counts(result) for result in results), strict=True)] or [0, 0, 0]
        self.stdout.write("In all: {} new, {} known, {} refused".format(*totals))

    def _report(self, result: Result) -> None:
        self.stdout.write("{}: {} new, {} known, {} refused".format(result.name, *_counts(result)))
        for number, reason in sorted(result.refused):
            self.stdout.write(f"  row {number}: {reason}")


def _counts(result: Result) -> tuple[int, int, int]:
    return result.new, result.known, len(result.refused)
