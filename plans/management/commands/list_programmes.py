"""Names the programmes that were added for everybody."""

from typing import Any

from django.core.management.base import BaseCommand

from plans.models import OwnProgramme


class Command(BaseCommand):
    help = "List the programmes that were added for everybody on this site; those of single persons are theirs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Id and name, the oldest first."""
        rows = OwnProgramme.objects.filter(person=None).order_by("created_at", "pk")
        for pk, name in rows.values_list("pk", "name"):
            self.stdout.write(f"{pk}  {name}")
