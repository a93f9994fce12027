"""Which session of the log another one stands beside, and how many questions that takes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.uuid7 import uuid7
from journal.actions import save_session
from journal.evidence_log import facts_of
from journal.evidence_texts import Words
from journal.load_units import Units
from journal.models import TrainingSession

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)


def log(person: User, days_ago: int, activity: str = "running", **more: Any) -> TrainingSession:
    """A stored session of half an hour."""
    started_at = (NOW - timedelta(days=days_ago)).astimezone(person.zone)
    body = {"started_at": started_at, "minutes": 30, "activity": activity} | more
    return save_session(person=person, object_id=uuid7(), data=body)


def lift(person: User, days_ago: int, *lifts: tuple[str, float, int], **more: Any) -> TrainingSession:
    """A strength session of one set an exercise."""
    sets = [{"exercise": slug, "load_kg": load, "reps": reps} for slug, load, reps in lifts]
    return log(person, days_ago, "strength", sets=sets, **more)


def lines(person: User, session: TrainingSession, **options: Any) -> list[str]:
    facts = facts_of(person, session, **options)
    words = Words(units=Units(), language="en", activity=session.activity, own_names={})
    return [" | ".join(filter(None, line)) for line in words.lines(facts)]


@pytest.mark.parametrize(
    ("earlier", "beside"),
    [
        ([(7, {"rpe": 6})], "instead of 6 on 5 March"),
        ([(7, {"rpe": 6}), (3, {"rpe": 7})], "instead of 7 on 9 March"),
        ([(7, {"rpe": 6}), (3, {"rpe": 7, "minutes": 60})], "instead of 6 on 5 March"),  # not comparable
        ([(7, {"rpe": 6}), (3, {"rpe": 7, "activity": "walking"})], "instead of 6 on 5 March"),
        ([(7, {"rpe": 6}), (3, {"rpe": 7, "pain": 4})], "instead of 6 on 5 March"),
        ([(7, {"rpe": 6}), (3, {"rpe": 7, "pain": 3})], "instead of 7 on 9 March"),
        ([(7, {"rpe": 6}), (-1, {"rpe": 7})], "instead of 6 on 5 March"),  # later than the session
        ([(7, {"rpe": 6, "minutes": 60, "distance_m": 5000})], "instead of 6 on 5 March"),
        ([(7, {"rpe": 6, "minutes": 60, "distance_m": 4000})], ""),
        ([(182, {"rpe": 6})], "instead of 6 on 11 September"),
        ([(183, {"rpe": 6})], ""),  # more than 26 weeks
    ],
)
def test_a_session_stands_beside_the_last_comparable_one(
    ana: User, bo: User, earlier: list[tuple[int, dict[str, Any]]], beside: str
) -> None:
    log(bo, 1, rpe=9)
    for days_ago, more in earlier:
        log(ana, days_ago, **more)
    told = lines(ana, log(ana, 0, rpe=4, distance_m=5000))
    effort = " | ".join(filter(None, ["Felt like 4 of 10", beside]))
    assert [line for line in told if line.startswith("Felt")] == [effort]


@pytest.mark.parametrize(("days_ago", "is_start"), [(None, True), (7, False), (400, False), (-1, True)])
def test_only_the_first_session_of_an_activity_is_a_start(ana: User, days_ago: int | None, is_start: bool) -> None:
    log(ana, 2, "walking")
    if days_ago is not None:
        log(ana, days_ago, minutes=60)
    assert lines(ana, log(ana, 0)) == (["Running: 30 minutes | A start."] if is_start else [])


def test_exercises_stand_beside_their_own_last_time(ana: User, bo: User) -> None:
    lift(ana, 9, ("back_squat", 60, 5))
    lift(ana, 5, ("back_squat", 62.5, 5), ("bench_press", 40, 5), rpe=6)
    lift(ana, 2, ("bench_press", 80, 5), pain=5)
    lift(ana, -1, ("bench_press", 90, 5))
    lift(bo, 1, ("back_squat", 100, 5))
    session = lift(ana, 0, ("back_squat", 65, 5), ("bench_press", 42.5, 5), ("row", 30, 8), rpe=5)
    squat, bench, row = (
        "Back squat: 65 kg × 5 | 2.5 kg more than on 7 March",
        "Bench press: 42.5 kg × 5 | 2.5 kg more than on 7 March",
        "Row (dumbbell or cable): 30 kg × 8 | A start.",
    )
    assert lines(ana, session) == [squat, bench, row]
    assert lines(ana, session, besides={"back_squat"}) == [bench, row, "Felt like 5 of 10"]
    again = lift(ana, 0, ("back_squat", 65, 5), ("bench_press", 42.5, 5), rpe=5)
    assert "Felt like 5 of 10 | instead of 6 on 7 March" in lines(ana, again)


def test_an_exercise_done_long_ago_or_in_pain_is_no_start(ana: User) -> None:
    lift(ana, 400, ("back_squat", 60, 5))
    lift(ana, 3, ("bench_press", 60, 5), pain=6)
    session = lift(ana, 0, ("back_squat", 40, 5), ("bench_press", 30, 5))
    assert lines(ana, session) == ["Back squat: 40 kg × 5", "Bench press: 30 kg × 5"]


def test_nothing_is_told_of_training_in_pain(ana: User) -> None:
    log(ana, 3, rpe=6)
    assert lines(ana, log(ana, 0, rpe=4, pain=4)) == []
    assert lines(ana, log(ana, 0, rpe=4, pain=3)) != []


def test_the_zone_is_the_persons_own(ana: User) -> None:
    log(ana, 3, avg_hr=150)
    session = log(ana, 0, avg_hr=120)
    assert lines(ana, session) == []
    ana.birth_year = 1986
    ana.save()
    assert lines(ana, session) == ["On average in the moderate heart-rate zone | in the vigorous one on 9 March"]
    ana.uses_heart_rate = False
    assert lines(ana, session) == []


@pytest.mark.parametrize("activity", ["running", "strength"])
def test_it_asks_the_same_for_one_and_for_many_sessions(ana: User, activity: str) -> None:
    ana.birth_year = 1986
    ana.save()
    counts = []
    for days_ago in (20, 15, 10, 5, 1):
        if activity == "running":
            session = log(ana, days_ago, avg_hr=130, distance_m=5000)
        else:
            session = lift(ana, days_ago, *[(slug, 60, 5) for slug in ("back_squat", "bench_press", "row")], avg_hr=130)
        if days_ago in (20, 15):  # a start asks for more, or for less
            continue
        row = TrainingSession.objects.get(pk=session.pk)
        with CaptureQueriesContext(connection) as queries:
            assert facts_of(ana, row)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 4
