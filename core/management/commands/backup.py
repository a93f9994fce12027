"""Makes one file of the whole database."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.backup import BackupError, write_backup
from core.health import BACKUP, record_heartbeat


class Command(BaseCommand):
    help = "Writes the whole database into one file; works while the site is running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **options: object) -> None:
        try:
            rows = write_backup(path)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        record_heartbeat(BACKUP)
        self.stdout.write(f"{path}: {sum(rows.values())} rows of {len(rows)} tables, {path.stat().st_size} bytes.")
