"""Exit code 0 while the worker, or beat, does its work; for container health checks."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core import health


class Command(BaseCommand):
    help = "Ends with 0 when the worker or beat worked within the last two minutes, else with 1."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("process", choices=["worker", "beat"])

    def handle(self, *, process: str, **options: object) -> None:
        state = health.heartbeat_state(process)
        if state != health.OK:
            raise CommandError(f"{process}: {state}")
        self.stdout.write(f"{process}: {state}")
