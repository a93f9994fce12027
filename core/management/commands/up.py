"""The whole product on this machine; docs/operations.md tells how to run it on a server instead."""

import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import env
from core.up.prepare import prepare
from core.up.product import Ended, serve, stop_on_signals


class Command(BaseCommand):
    help = "Migrates, seeds the demo, and serves web, worker, beat and a local inbox until Ctrl-C (HOST, PORT)."
    requires_migrations_checks = False

    def handle(self, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("This is for development: unset SECRET_KEY or set DEBUG=yes; see docs/operations.md.")
        stop = threading.Event()
        stop_on_signals(stop)
        welcome = prepare()
        try:
            serve(host=env.text("HOST", "127.0.0.1"), wanted_port=env.number("PORT", 8000), welcome=welcome, stop=stop)
        except Ended as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Small Wins has ended.")
