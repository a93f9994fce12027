"""`python -m benchmarks.plans`: what Monday costs for ten thousand plans, and how many queries a batch of them takes.

Starts a PostgreSQL of its own. Each plan has three sessions of the week behind it.
"""

import argparse
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests import services

MONDAY = date(2026, 3, 2)
NEXT = datetime(2026, 3, 9, 6, tzinfo=UTC)
PROGRAMMES = ("walk_run_10w", "strength_foundation_8w")


def main() -> None:
    """Prints a line for each batch and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    options = parser.parse_args()
    started = services.start()
    os.environ.update(
        DATABASE_URL=started["database_url"], DJANGO_SETTINGS_MODULE="benchmarks.settings", DEBUG="no",
        SECRET_KEY="only-for-benchmarks-" + "x" * 40, SITE_ADDRESS="http://127.0.0.1",
    )  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    try:
        seed(options.plans)
        measure()
    finally:
        services.stop()


def measure() -> None:
    """Steps batch by batch until nobody is due."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from plans.stepping import step_batch

    began, total = time.perf_counter(), 0
    while True:
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            done = step_batch(now=NEXT)
        if not done:
            break
        total += done
        print(f"{done} plans: {len(queries)} queries, {time.perf_counter() - start:.1f} s", flush=True)
    print(f"{total} plans: {time.perf_counter() - began:.1f} s")


def seed(number: int) -> None:
    """People with a plan each and a week of done tasks, in bulk."""
    from accounts.models import User
    from journal.models import TrainingSession, TrainingSet
    from plans.models import Plan, PlannedSession, PlanWeek

    people = [User(email=f"p{n}@example.org", time_zone="Etc/UTC") for n in range(number)]
    User.objects.bulk_create(people, batch_size=2000)
    plans = [
        Plan(person=one, programme=PROGRAMMES[n % 2], starts_on=MONDAY, weekdays=[0, 2, 4], next_step_at=NEXT)
        for n, one in enumerate(people)
    ]
    Plan.objects.bulk_create(plans, batch_size=2000)
    weeks = [PlanWeek(person=plan.person, plan=plan, monday=MONDAY, programme_week=1) for plan in plans]
    PlanWeek.objects.bulk_create(weeks, batch_size=2000)
    rows: dict[type[Any], list[Any]] = {TrainingSession: [], PlannedSession: [], TrainingSet: []}
    for plan in plans:
        for day in (0, 2, 4):
            for row in rows_of(plan, MONDAY + timedelta(days=day)):
                rows[type(row)].append(row)
    for model, of_model in rows.items():
        model.objects.bulk_create(of_model, batch_size=5000)


def rows_of(plan: Any, day: date) -> Iterator[Any]:
    """A done task, its session and three sets."""
    from core.uuid7 import uuid7
    from journal.models import TrainingSession, TrainingSet
    from plans.models import PlannedSession

    at = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    said = {"minutes": 40, "activity": "strength", "intensity": "moderate", "moderate_minutes": 40, "rpe": 5}
    session = TrainingSession(id=uuid7(), person=plan.person, started_at=at, day=day, utc_offset=0, **said)
    yield session
    task = {"state": "done", "session": session, "planned_minutes": 30, "elements": []}
    yield PlannedSession(person=plan.person, plan=plan, key=f"W1-S{day.weekday()}", day=day, **task)
    for position in range(3):
        done = {"exercise": "bench_press", "reps": 12, "load_kg": 40, "position": position}
        yield TrainingSet(person=plan.person, session=session, started_at=at, **done)


if __name__ == "__main__":
    main()
