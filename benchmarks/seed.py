"""The people that everything is measured on: 200 x 52 weeks x 4 sessions x 6 sets, and moods and nights daily."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import ApiToken, Consent, User
from accounts.tokens import create_token
from journal.models import MoodRating, SleepDiaryEntry, TrainingSession, TrainingSet

EXERCISES = ("back_squat", "bench_press", "row")
WEEKS = 52


def seed(people: int = 200, weeks: int = WEEKS) -> tuple[User, tuple[str, ...]]:
    """Fills an empty database; returns the first of the people and everybody's tokens, theirs first."""
    persons = User.objects.bulk_create(
        User(
            email=f"bench{n}@example.org", time_zone="Europe/Oslo", is_sixteen=True, is_welcomed=True,
            next_support_check_at=timezone.now() + timedelta(days=1),
        )
        for n in range(people)
    )  # fmt: skip
    Consent.objects.bulk_create(
        Consent(person=person, category=category, text_version="1", language="en")
        for person in persons
        for category in Consent.Category.values
    )
    for person in persons:
        fill(person, weeks)
    tokens = tuple(create_token(person=person, name="bench") for person in persons)
    ApiToken.objects.update(last_used_on=timezone.now().date())  # as after their first use on this day
    return persons[0], tokens


def fill(person: User, weeks: int) -> None:
    """One person's journal."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    starts = [now - timedelta(weeks=week, days=day) for week in range(weeks) for day in (1, 2, 4, 6)]
    sessions = TrainingSession.objects.bulk_create(session(person, start) for start in starts)
    TrainingSet.objects.bulk_create(row for entry in sessions for row in sets(person, entry))
    days = [now - timedelta(days=day) for day in range(weeks * 7)]
    MoodRating.objects.bulk_create(
        MoodRating(person=person, rated_at=day, day=day.date(), score=day.day % 11) for day in days
    )
    SleepDiaryEntry.objects.bulk_create(night(person, day) for day in days)


def session(person: User, start: datetime) -> TrainingSession:
    """A strength session of 45 minutes."""
    return TrainingSession(
        person=person, started_at=start, day=start.date(), minutes=45, activity="strength",
        rpe=start.day % 5 + 3, intensity="moderate", is_resistance=True,
    )  # fmt: skip


def sets(person: User, entry: TrainingSession) -> list[TrainingSet]:
    """Six sets of three exercises."""
    shared: dict[str, Any] = {"person": person, "session": entry, "started_at": entry.started_at, "reps": 5}
    return [TrainingSet(position=n, exercise=EXERCISES[n % 3], load_kg=40 + entry.day.day, **shared) for n in range(6)]


def night(person: User, day: datetime) -> SleepDiaryEntry:
    """A night of about seven hours."""
    bed = datetime(day.year, day.month, day.day, 22, tzinfo=UTC) - timedelta(days=1)
    wake = bed + timedelta(hours=8)
    return SleepDiaryEntry(
        person=person, day=day.date(), into_bed=bed, tried_to_sleep=bed, sol_min=15, waso_min=10, awakenings=2,
        final_wake=wake, out_of_bed=wake, quality=7, time_in_bed_min=480, total_sleep_min=455, mid_sleep_min=130,
    )  # fmt: skip
