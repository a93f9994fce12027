"""`python -m benchmarks.plans`: what Monday costs for ten thousand plans, and how many queries a batch of them takes.

Starts a PostgreSQL of its own. Each plan has three sessions of the week behind it.
"""

import argparse
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

from benchmarks.alone import own_database
from core.uuid7 import uuid7

MONDAY = date(2026, 3, 2)
NEXT = datetime(2026, 3, 9, 6, tzinfo=UTC)
PROGRAMMES = ("walk_run_10w", "strength_foundation_8w")


def main() -> None:
    """Prints a line for each batch and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    options = parser.parse_args()
    with own_database():
        seed(options.plans)
        measure()


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
    sessions, sets, tasks = [], [], []
    for plan in plans:
        for day in (0, 2, 4):
            session = a_session(plan, MONDAY + timedelta(days=day))
            sessions.append(session)
            sets += [a_set(session, position) for position in range(3)]
            tasks.append(
                PlannedSession(
                    person=plan.person,
                    plan=plan,
                    key=f"W1-S{day}",
                    day=session.day,
                    state="done",
                    session=session,
                    planned_minutes=30,
                    elements=[],
                )
            )
    TrainingSession.objects.bulk_create(sessions, batch_size=5000)
    PlannedSession.objects.bulk_create(tasks, batch_size=5000)
    TrainingSet.objects.bulk_create(sets, batch_size=5000)


def a_session(plan: Any, day: date) -> Any:
    """Forty minutes of strength at five in the afternoon."""
    from journal.models import TrainingSession

    return TrainingSession(
        id=uuid7(), person=plan.person, started_at=datetime.combine(day, time_of_day(17), UTC), day=day, utc_offset=0,
        minutes=40, activity="strength", intensity="moderate", moderate_minutes=40, rpe=5,
    )  # fmt: skip


def a_set(session: Any, position: int) -> Any:
    """Twelve repetitions with 40 kg."""
    from journal.models import TrainingSet

    return TrainingSet(
        person=session.person, session=session, started_at=session.started_at, position=position,
        exercise="bench_press", reps=12, load_kg=40,
    )  # fmt: skip


if __name__ == "__main__":
    main()
