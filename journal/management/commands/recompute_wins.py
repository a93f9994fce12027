"""`manage.py recompute_wins [EMAIL]`: works all small wins out anew, of one person or of everybody."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from journal.models import SmallWin
from journal.wins_days_log import recompute_days
from journal.wins_log import recompute_wins
from journal.wins_storing import on_recompute


class Command(BaseCommand):
    """Reads each journal in about ten queries; what a person kept, put aside or shared stays so while it holds."""

    help = "Works all small wins out anew, as after an upgrade that brings new rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose; everybody's without an address."""
        parser.add_argument("email", nargs="?", help="The person's e-mail address.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Person by person, each all or nothing."""
        people = User.objects.order_by("pk")
        if options["email"]:
            people = people.filter(email__iexact=options["email"].strip())
            if not people.exists():
                raise CommandError("There is no person with this e-mail address.")
        wins = SmallWin.objects.filter(person__in=people)
        before, count = wins.count(), 0
        for person in people.iterator(chunk_size=500):
            with transaction.atomic():
                recompute_wins(person=person)
                recompute_days(person=person)
                for recompute in on_recompute:
                    recompute(person)
            count += 1
        self.stdout.write(f"{count} people: {before} wins before, {wins.count()} now")
