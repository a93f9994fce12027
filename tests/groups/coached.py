"""A coach with people, for tests: Bo coaches Ana and others; every stream has rows that could leak."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from core.uuid7 import uuid7
from groups import actions
from groups.granting import give
from groups.models import Group, Membership, Stream
from journal.models import PsqiSheet, TrainingSet
from plans.following import start_plan
from tests.factories import make_factor, make_group, make_mood, make_night, make_person, make_session, make_win


def make_coached(coach: User, *members: User) -> Group:
    """A group that somebody else organises; the coach has a second factor."""
    group = make_group(make_person(f"organiser-of-{coach.name.lower()}@example.org"), coach, *members)
    actions.set_role(membership=mine(coach, group), role=Membership.Role.COACH)
    coach.refresh_from_db()
    make_factor(coach)
    return group


def mine(person: User, group: Group) -> Membership:
    return Membership.objects.get(person=person, group=group)


def grant(person: User, coach: User, group: Group, *streams: str) -> None:
    for stream in streams or Stream.values:
        give(person=person, coach=mine(coach, group), stream=stream, language=person.language)


def fill(person: User, now: datetime) -> None:
    """A month of every stream, each with a value of its own that no other row holds."""
    day = now.date()
    for number in range(4):
        at = now - timedelta(days=3 + 7 * number)
        row = make_session(
            person, at, minutes=47, rpe=8, pain=6, pain_place="knee", title="canary title", note="canary note",
            body_note="canary body", emotion_word="tense", emotion_before=9, confidence_next=1, avg_hr=151,
        )  # fmt: skip
        TrainingSet.objects.create(
            person=person, session=row, started_at=at, position=1, exercise="back_squat", reps=5, load_kg="61.25",
            rpe="9.5", note="canary set",
        )  # fmt: skip
        make_mood(person, 3, at, note="canary mood", tags=["canary_tag"])
        make_night(person, at.date())
    make_win(person, day - timedelta(days=1))
    values: dict[str, Any] = {"taken_on": day - timedelta(days=9), "provenance": "direct_score"}
    PsqiSheet.objects.create(id=uuid7(), person=person, global_score=13, c1=3, **values)
    plan_of(person, day)


def plan_of(person: User, day: date) -> Any:
    """Three tasks a week since four weeks ago, all done but those of this week."""
    plan = start_plan(
        person=person, programme="walk_run_10w", weekdays=[0, 2, 4], today=day - timedelta(days=28), if_then="canary if"
    )
    monday = day - timedelta(days=day.weekday())
    plan.planned_sessions.all().delete()
    for week in range(-4, 1):
        for place, weekday in enumerate((0, 2, 4), start=1):
            plan.planned_sessions.create(
                person=person, key=f"W1-S{place}", day=monday + timedelta(days=7 * week + weekday),
                state="done" if week < 0 else "planned", planned_minutes=25,
            )  # fmt: skip
    return plan
