"""`python -m benchmarks.wins`: what a session with six sets costs in a journal of one month and of ten years.

Starts a PostgreSQL of its own. Every write is rolled back, so that the journal stays as long as it is.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from benchmarks.alone import own_database
from benchmarks.load import TICKS

ROUNDS, WRITES = 9, 60
LIFTS = ("back_squat", "bench_press", "row")
LAST = datetime(2026, 10, 1, 18, tzinfo=UTC)


def main() -> None:
    """Prints a line for each length of journal."""
    with own_database():
        measure()


def measure() -> None:
    """CPU milliseconds of this process and its database, median of the rounds, the journals in turn."""
    from django.db import connection

    people = {f"{days} days": journal(days) for days in (30, 3650)}
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    cpu: dict[str, list[float]] = {name: [] for name in people}
    for _ in range(ROUNDS):
        for name, person in people.items():
            cpu[name].append(cost(lambda person=person: write(person)))  # type: ignore[misc]
    month = None
    for name, figures in cpu.items():
        figure = median(figures)
        month = month or figure
        print(f"{name:>10}: {figure:.2f} ms, {figure / month:.2f} of one month")


def journal(days: int) -> Any:
    """A person with a session of six sets on each of so many days, told in one go."""
    from accounts.actions import create_person
    from journal import wins_log
    from journal.models import TrainingSession, TrainingSet

    person = create_person(email=f"bench{days}@example.org")
    starts = [LAST - timedelta(days=day) for day in range(1, days + 1)]
    rows = TrainingSession.objects.bulk_create(
        TrainingSession(
            person=person, started_at=start, day=start.date(), minutes=45, activity="strength",
            rpe=start.toordinal() % 4 + 4, intensity="moderate", is_resistance=True,
        )
        for start in starts
    )  # fmt: skip
    TrainingSet.objects.bulk_create(
        (
            TrainingSet(person=person, session=row, started_at=row.started_at, position=n, **one)
            for row in rows
            for n, one in enumerate(sets(row.day.toordinal()))
        ),
        batch_size=1000,
    )
    wins_log.recompute_wins(person=person)
    return person


def sets(day: int) -> list[dict[str, Any]]:
    """Six sets of three exercises, with weights that come and go."""
    return [
        {"exercise": slug, "reps": 5 + day % 2, "load_kg": Decimal(40 + day % 7)} for slug in LIFTS for _ in range(2)
    ]


def write(person: Any) -> None:
    """One usual session of today, through the action that the API and the pages use."""
    from django.db import transaction

    from journal.actions import save_session

    body = {"started_at": LAST.isoformat(), "minutes": 45, "activity": "strength", "rpe": 6, "sets": sets(3)}
    with transaction.atomic():
        save_session(person=person, object_id=uuid4(), data=body)
        transaction.set_rollback(True)


def cost(call: Callable[[], None]) -> float:
    """CPU milliseconds of one call, of this process and of the database's."""
    call()
    database = backend()
    before = time.process_time() + cpu_of(database)
    for _ in range(WRITES):
        call()
    return 1000 * (time.process_time() + cpu_of(database) - before) / WRITES


def backend() -> int:
    """The process of the database that serves this one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return int(cursor.fetchone()[0])


def cpu_of(pid: int) -> float:
    """Seconds, in ticks of a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(value) for value in fields[11:13]) / TICKS


if __name__ == "__main__":
    main()
