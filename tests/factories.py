"""Makes rows for tests; every field that matters is named by the test itself."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Consent, User
from accounts.tokens import create_token
from core.dates import local_day, offset_minutes
from core.uuid7 import uuid7
from groups.actions import create_group, save_slot
from groups.models import Group, MeetingSlot, Membership
from journal.models import MoodRating, SleepDiaryEntry, SmallWin, TrainingSession

CATEGORIES = [choice.value for choice in Consent.Category]


def make_person(email: str, *, consents: list[str] | None = None, **fields: Any) -> User:
    """A person of Oslo who has verified their address and, by default, agreed to everything."""
    from allauth.account.models import EmailAddress

    fields = {"display_name": email.partition("@")[0].title(), "time_zone": "Europe/Oslo"} | fields
    fields = {"is_sixteen": True, "is_welcomed": True} | fields
    person = User.objects.create_user(email, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    Consent.objects.bulk_create(
        Consent(person=person, category=category, text_version="1", language=person.language)
        for category in (CATEGORIES if consents is None else consents)
    )
    return person


def make_token(person: User) -> str:
    """A bearer token for the person's scripts."""
    return create_token(person=person, name="test")


def make_session(person: User, started_at: datetime | None = None, **fields: Any) -> TrainingSession:
    """A stored session without derived values; use the API or actions where those matter."""
    started = started_at or timezone.now()
    values: dict[str, Any] = {"minutes": 30, "activity": "running", "intensity": "moderate", "moderate_minutes": 30}
    values |= {"day": local_day(started, person.zone), "utc_offset": offset_minutes(started, person.zone)}
    return TrainingSession.objects.create(person=person, started_at=started, **(values | fields))


def make_mood(person: User, score: int = 6, rated_at: datetime | None = None, **fields: Any) -> MoodRating:
    """One mood rating."""
    rated = rated_at or timezone.now()
    fields = {"day": local_day(rated, person.zone), "utc_offset": offset_minutes(rated, person.zone)} | fields
    return MoodRating.objects.create(person=person, rated_at=rated, score=score, **fields)


def make_night(person: User, day: date, **fields: Any) -> SleepDiaryEntry:
    """A night of seven hours and twenty minutes asleep, in bed from 23:00 to 07:00 UTC."""
    bed = datetime(day.year, day.month, day.day, 23, tzinfo=UTC) - timedelta(days=1)
    values: dict[str, Any] = {"into_bed": bed, "tried_to_sleep": bed, "sol_min": 20, "waso_min": 20, "awakenings": 1}
    values |= {"final_wake": bed + timedelta(hours=8), "out_of_bed": bed + timedelta(hours=8), "quality": 7}
    values |= {"time_in_bed_min": 480, "total_sleep_min": 440, "mid_sleep_min": 190}
    return SleepDiaryEntry.objects.create(person=person, day=day, id=uuid7(), **(values | fields))


def make_group(organiser: User, *members: User, name: str = "Tuesday group", time_zone: str = "Europe/Oslo") -> Group:
    """A group with its members in the order of joining."""
    group = create_group(person=organiser, name=name, time_zone=time_zone)
    for member in members:
        Membership.objects.create(group=group, person=member)
    return group


def make_slot(group: Group, weekday: int = 1, at: time = time(19, 0), title: str = "") -> MeetingSlot:
    """A weekly meeting, Tuesdays at 19:00 on the group's clock."""
    return save_slot(group=group, weekday=weekday, time=at, title=title)


def make_win(person: User, day: date, *, weeks: int = 3) -> SmallWin:
    """A stored small win: active in so many of the last four weeks."""
    return SmallWin.objects.create(
        id=uuid7(), person=person, day=day, rule="SW13", new=Decimal(weeks), extra=Decimal(4), priority=5
    )


def make_factor(person: User) -> str:
    """A second factor by an app; returns its secret."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret
