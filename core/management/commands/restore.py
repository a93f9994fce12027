"""Brings a back-up into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from zipfile import BadZipFile

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from core.backup import BackupError
from core.restore import restore_backup


class Command(BaseCommand):
    help = "Migrates, then loads a back-up into an empty database; refuses one that holds people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **options: object) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        try:
            rows = restore_backup(path)
        except (BackupError, BadZipFile, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {sum(rows.values())} rows of {len(rows)} tables. Everybody signs in anew.")
