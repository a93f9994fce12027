"""Writes the reviews of past weeks for one person, without any mail."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from reviews.actions import write_past_reviews


def day(text: str) -> date:
    """A day such as 2020-01-06; argparse turns the error into a sentence."""
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = (
        "Writes the weekly reviews whose Monday lies between two days, both included, without mailing them. "
        "Running it again renews the facts from today's journal and keeps the answers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--since", type=day, required=True, metavar="DAY")
        parser.add_argument("--until", type=day, required=True, metavar="DAY")

    def handle(self, *args: Any, email: str, since: date | str, until: date | str, **options: Any) -> None:
        """Prints how many reviews are new."""
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"There is no person with the address {email}.")
        first, last = day(str(since)), day(str(until))  # call_command hands text over as it is
        if last < first:
            raise CommandError("--until lies before --since.")
        new, weeks = write_past_reviews(person=person, since=first, until=last)
        self.stdout.write(f"{weeks} weeks, {new} new reviews")
