"""`python -m benchmarks.groups`: what the reminders of 20,000 groups cost, and whether an index finds those that are due.

Starts a PostgreSQL of its own. Each group has three members and meets on Tuesdays at 19:00; in every second one somebody
asks for a nudge.
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

from benchmarks.alone import own_database

MEETING = datetime(2026, 3, 3, 19, tzinfo=UTC)
WRITTEN = MEETING - timedelta(hours=28)
MORNING = datetime(2026, 3, 4, 9, tzinfo=UTC)
MEMBERS = 3


def main() -> None:
    """Prints a line for the query that finds what is due, one for each batch, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=20_000)
    options = parser.parse_args()
    with own_database():
        seed(options.groups)
        measure_both()


def measure_both() -> None:
    """The reminders before the meetings, then the words of the morning after."""
    from groups import mornings, reminders
    from groups.models import MeetingSlot

    explain("reminders", MeetingSlot.objects.with_reminder_due(WRITTEN - timedelta(seconds=1)))
    measure("reminders", lambda: reminders.write_batch(WRITTEN))
    explain("mornings", MeetingSlot.objects.with_morning_due(MORNING - timedelta(seconds=1)))
    measure("mornings", lambda: mornings.write_batch(MORNING))


def explain(name: str, due: object) -> None:
    """How the database finds the first batch."""
    print(f"{name}: {due[:500].explain().splitlines()[1].strip()}", flush=True)  # type: ignore[index]


def measure(name: str, write_batch: Callable[[], int]) -> None:
    """Writes batch by batch until nothing is due."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from core.models import OutboxMail

    began, total, before = time.perf_counter(), 0, OutboxMail.objects.count()
    queries: set[int] = set()
    while True:
        with CaptureQueriesContext(connection) as captured:
            done = write_batch()
        if not done:
            break
        total += done
        queries.add(len(captured))
    seconds, rows = time.perf_counter() - began, OutboxMail.objects.count() - before
    print(f"{name}: {total} meetings, {rows} mails, queries a batch {sorted(queries)}, {seconds:.1f} s", flush=True)


def seed(number: int) -> None:
    """Groups with their members and a meeting each, in bulk."""
    from accounts.models import Consent, User
    from groups.models import CheckIn, Group, MeetingSlot, Membership

    people = [User(email=f"p{n}@example.org", time_zone="Etc/UTC") for n in range(number * MEMBERS)]
    User.objects.bulk_create(people, batch_size=2000)
    Consent.objects.bulk_create(
        [Consent(person=one, category="social", text_version="1", language="en") for one in people], batch_size=5000
    )
    groups = [Group(name=f"Group {n}", time_zone="Etc/UTC") for n in range(number)]
    Group.objects.bulk_create(groups, batch_size=5000)
    members = [Membership(group=groups[n // MEMBERS], person=one) for n, one in enumerate(people)]
    Membership.objects.bulk_create(members, batch_size=5000)
    slots = [
        MeetingSlot(
            group=group,
            weekday=1,
            time=time_of_day(19),
            next_meeting_at=MEETING,
            next_reminder_at=WRITTEN,
            next_morning_at=MORNING,
        )
        for group in groups
    ]
    MeetingSlot.objects.bulk_create(slots, batch_size=5000)
    asks = [CheckIn(membership=members[n * MEMBERS], day=date(2026, 3, 2), answer="nudge") for n in range(0, number, 2)]
    CheckIn.objects.bulk_create(asks, batch_size=5000)


if __name__ == "__main__":
    main()
