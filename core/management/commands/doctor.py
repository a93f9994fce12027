"""Says what works and what does not, in one table."""

from django.core.mail import mailers
from django.core.management.base import BaseCommand, CommandError

from core import health


def mail_state() -> str:
    """`ok`, or the kind of error that opening a connection to the mail server meets."""
    try:
        mailer = mailers.default
        mailer.open()
        mailer.close()
    except OSError as error:  # smtplib's exceptions are OSErrors
        return type(error).__name__
    return health.OK


class Command(BaseCommand):
    help = "Checks the database, migrations, broker, mail server, worker, beat and outbox; ends with 1 when one fails."

    def handle(self, **options: object) -> None:
        states = health.readiness() | {"mail": mail_state()}
        for name, state in states.items():
            self.stdout.write(f"{name:<12}{state}")
        for name, hint in health.hints().items():
            self.stdout.write(f"hint: {name}: {hint}. See docs/operations.md, section Help contacts.")
        failing = [name for name, state in states.items() if state != health.OK]
        if failing:
            raise CommandError("Not well: " + ", ".join(failing) + ". See docs/operations.md, section Troubles.")
