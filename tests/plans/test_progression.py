"""Each rule of progression: pain, gap, back, advance and hold, at its borders, and their order."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from plans import progression
from plans.programmes import rules
from plans.progression import Exposure, SetDone, WeekDone

TODAY = date(2026, 3, 30)
LIFT, REPS, POSE, PACE = (
    rules()[name]["params"] for name in ("lift_double", "reps_or_hold", "pose_level", "pace_step")
)


def exposure(n: int, *sets: SetDone, days_ago: int = 2, **more: Any) -> Exposure:
    return Exposure(UUID(int=n), TODAY - timedelta(days=days_ago), sets, **more)


def lifted(*reps: int, rir: float | None = 2, n: int = 1, **more: Any) -> Exposure:
    return exposure(n, *(SetDone(one, Decimal("60"), rir=rir) for one in reps), **more)


def lift(*done: Exposure) -> Any:
    return progression.lift_double(
        done, load_kg=Decimal("60"), reps=(5, 8), increment_kg=Decimal("2.5"), today=TODAY, params=LIFT
    )


@pytest.mark.parametrize(
    ("done", "outcome", "change"),
    [
        ([lifted(8, 8, 8)], "advance", {"load_kg": Decimal("62.5"), "reps": 5}),
        ([lifted(8, 8, 8, rir=1.9)], "hold", {"load_kg": Decimal("60"), "reps": 8}),
        ([lifted(8, 8, 8, rir=None, effort=7)], "advance", {"load_kg": Decimal("62.5"), "reps": 5}),
        ([lifted(8, 8, 8, rir=None, effort=8)], "hold", {"load_kg": Decimal("60"), "reps": 8}),
        ([lifted(8, 8, 8, rir=None)], "hold", {"load_kg": Decimal("60"), "reps": 8}),
        ([lifted(8, 8, 8, pain=3)], "advance", {"load_kg": Decimal("62.5"), "reps": 5}),
        ([lifted(8, 8, 8, pain=4)], "back", {"load_kg": Decimal("52.5")}),
        ([lifted(8, 7, 8)], "hold", {"load_kg": Decimal("60"), "reps": 8}),
        ([lifted(5, 5, 5)], "hold", {"load_kg": Decimal("60"), "reps": 6}),
        ([lifted(4, 5, 5)], "hold", {"load_kg": Decimal("60"), "reps": 5}),
        ([lifted(5, 4, 5, n=1, days_ago=5), lifted(4, 5, 5, n=2)], "back", {"load_kg": Decimal("52.5")}),
        ([lifted(4, 5, n=1, days_ago=8), lifted(5, 5, n=2, days_ago=5), lifted(4, 5, n=3)], "hold", None),
        ([lifted(8, 8, days_ago=13)], "advance", {"load_kg": Decimal("62.5"), "reps": 5}),
        ([lifted(8, 8, days_ago=14)], "gap", {"load_kg": Decimal("52.5")}),
        ([lifted(8, 8, days_ago=28)], "gap", {"load_kg": Decimal("47.5")}),
        ([lifted(8, 8, days_ago=56)], "gap", {"load_kg": None}),
        ([lifted(8, 8, days_ago=56, pain=5)], "back", {"load_kg": Decimal("52.5")}),
        ([exposure(1)], "hold", {"load_kg": Decimal("60"), "reps": 6}),
    ],
)
def test_lift_double(done: list[Exposure], outcome: str, change: dict[str, Any] | None) -> None:
    told = lift(*done)
    assert told.outcome == outcome
    assert change is None or told.change == change
    assert set(told.basis) <= {one.session for one in done}
    assert told.basis


def test_pain_also_offers_another_exercise() -> None:
    assert lift(lifted(8, 8, pain=4)).offers_substitute
    assert not lift(lifted(4, n=1), lifted(4, n=2)).offers_substitute


def test_two_misses_rest_on_both_sessions() -> None:
    assert lift(lifted(4, n=1, days_ago=5), lifted(4, n=2)).basis == (UUID(int=1), UUID(int=2))


def test_nothing_is_proposed_before_anything_was_logged() -> None:
    assert lift() is None
    assert held() is None
    assert pose() is None
    assert paced() is None


def hold(seconds: int, n: int = 1, **more: Any) -> Exposure:
    return exposure(n, SetDone(seconds=seconds), SetDone(seconds=seconds), **more)


def held(*done: Exposure, target: int = 30) -> Any:
    return progression.reps_or_hold(done, target=target, unit="seconds", bounds=(20, 60), today=TODAY, params=REPS)


@pytest.mark.parametrize(
    ("done", "outcome", "change"),
    [
        ([hold(30, 1, effort=5, days_ago=4), hold(30, 2, effort=6)], "advance", {"seconds": 35}),
        ([hold(30, 1, effort=5, days_ago=4), hold(30, 2, effort=7)], "hold", {"seconds": 30}),
        ([hold(30, 1, effort=5, days_ago=4), hold(30, 2)], "hold", {"seconds": 30}),
        ([hold(29, 1, effort=5, days_ago=4), hold(30, 2, effort=5)], "hold", {"seconds": 30}),
        ([hold(30, 1, effort=5)], "hold", {"seconds": 30}),
        ([hold(30, 1, effort=9)], "back", {"seconds": 25}),
        ([hold(30, 1, effort=5, pain=4)], "back", {"seconds": 25}),
        ([hold(30, 1, effort=9, days_ago=14)], "gap", {"seconds": 25}),
        ([hold(30, 1, effort=5, days_ago=28)], "gap", {"seconds": 20}),
    ],
)
def test_reps_or_hold(done: list[Exposure], outcome: str, change: dict[str, Any]) -> None:
    told = held(*done)
    assert (told.outcome, told.change) == (outcome, change)
    assert told.basis


def test_above_the_most_comes_a_harder_version() -> None:
    done = [hold(60, 1, effort=5, days_ago=4), hold(60, 2, effort=5)]
    assert held(*done, target=60).change == {"seconds": 20, "is_harder": True}


def posed(seconds: int, level: int = 2, n: int = 1, **more: Any) -> Exposure:
    return exposure(n, SetDone(seconds=seconds, pose_level=level), SetDone(seconds=seconds, pose_level=level), **more)


def pose(*done: Exposure, **more: Any) -> Any:
    return progression.pose_level(done, level=2, seconds=30, today=TODAY, params=POSE, **more)


@pytest.mark.parametrize(
    ("done", "outcome", "change"),
    [
        ([posed(30, n=1, days_ago=4), posed(30, n=2)], "advance", {"pose_level": 3, "seconds": 20}),
        ([posed(30, n=1, days_ago=4), posed(30, n=2, pain=2)], "advance", {"pose_level": 3, "seconds": 20}),
        ([posed(30, n=1, days_ago=4), posed(29, n=2)], "hold", {"pose_level": 2, "seconds": 35}),
        ([posed(30, level=1, n=1, days_ago=4), posed(30, n=2)], "hold", {"pose_level": 2, "seconds": 35}),
        ([posed(30)], "hold", {"pose_level": 2, "seconds": 35}),
        ([posed(30, pain=3)], "back", {"pose_level": 1, "seconds": 30}),
        ([posed(30, days_ago=21)], "gap", {"pose_level": 1, "seconds": 30}),
        ([posed(30, n=1, days_ago=24), posed(30, n=2, days_ago=20)], "advance", {"pose_level": 3, "seconds": 20}),
    ],
)
def test_pose_level(done: list[Exposure], outcome: str, change: dict[str, Any]) -> None:
    told = pose(*done)
    assert (told.outcome, told.change) == (outcome, change)
    assert told.basis


def test_a_breath_that_was_not_calm_goes_no_deeper() -> None:
    assert pose(posed(30, n=1, days_ago=4), posed(30, n=2), is_calm=False).outcome == "hold"


def test_the_fifth_level_is_the_deepest() -> None:
    done = [posed(60, level=5, n=1, days_ago=4), posed(60, level=5, n=2)]
    told = progression.pose_level(done, level=5, seconds=60, today=TODAY, params=POSE)
    assert told is not None
    assert (told.outcome, told.change) == ("hold", {"pose_level": 5, "seconds": 60})


def ran(*paces: float, **more: Any) -> Exposure:
    return exposure(1, paces=paces, **more)


def paced(*done: Exposure) -> Any:
    return progression.pace_step(done, target_s_per_km=Decimal("300.0"), reps=5, today=TODAY, params=PACE)


@pytest.mark.parametrize(
    ("done", "outcome", "pace"),
    [
        (ran(300, 300, 300, 300, 306, effort=7), "advance", "297.0"),
        (ran(300, 300, 300, 300, 307, effort=7), "hold", "300.0"),
        (ran(300, 300, 300, 300, 300, effort=8), "hold", "300.0"),
        (ran(300, 300, 300, 300, 300), "hold", "300.0"),
        (ran(300, 300, 300, 300, effort=7), "hold", "300.0"),
        (ran(300, 300, 300, effort=7), "back", "303.0"),
        (ran(300, 300, 300, 300, 300, effort=9), "back", "303.0"),
        (ran(300, 300, 300, 300, 300, effort=6, pain=4), "back", "303.0"),
        (ran(300, 300, 300, 300, 300, effort=6, days_ago=14), "gap", "306.0"),
        (ran(300, 300, 300, 300, 300, effort=6, days_ago=28), "gap", None),
    ],
)
def test_pace_step(done: Exposure, outcome: str, pace: str | None) -> None:
    told = paced(done)
    assert (told.outcome, told.change["pace_s_per_km"]) == (outcome, None if pace is None else Decimal(pace))
    assert told.basis == (UUID(int=1),)


def week(done: int = 3, planned: int = 3, *efforts: int | None, **more: Any) -> WeekDone:
    return WeekDone(tuple(UUID(int=n + 1) for n in range(done)), planned, done, efforts, **more)


def judged(rule: str, done: WeekDone, at: int = 5, away: int | None = 1) -> Any:
    return progression.WEEK_RULES[rule](done, week=at, away=away, params=rules()[rule]["params"])


@pytest.mark.parametrize(
    ("done", "away", "outcome", "to"),
    [
        (week(3, 3, 5, 6, 6), 1, "advance", 6),
        (week(2, 3, 6, 6), 1, "advance", 6),
        (week(1, 3, 4), 1, "hold", 5),
        (week(4, 5, 6, 6, 6, 6), 1, "advance", 6),
        (week(3, 5, 6, 6, 6), 1, "hold", 5),
        (week(3, 3, 7, 7, 6), 1, "hold", 5),
        (week(3, 3, 8, 8, 5), 1, "back", 4),
        (week(3, 3, 5, 5, 5, pain=3), 1, "advance", 6),
        (week(3, 3, 5, 5, 5, pain=4), 1, "back", 4),
        (week(3, 3, 5, 5, 5, pain=6), 1, "back", 4),
        (week(3, 3, 5, 5, 5, pain=7), 1, "pause", None),
        (week(3, 3, None, None, None), 1, "hold", 5),
        (week(3, 3, 5, 5, None), 1, "advance", 6),
        (week(3, 3, 5, None, None), 1, "hold", 5),
        (week(0, 3), 7, "gap", 5),
        (week(0, 3), 13, "gap", 5),
        (week(0, 3), 14, "gap", 3),
        (week(0, 3), 27, "gap", 3),
        (week(0, 3), 28, "gap", 1),
        (week(0, 3), 56, "gap", 1),
        (week(0, 3), None, "hold", 5),
        (week(3, 3, 8, 8, 8, pain=7), 60, "pause", None),
    ],
)
def test_week_step(done: WeekDone, away: int | None, outcome: str, to: int | None) -> None:
    told = judged("week_step", done, away=away)
    assert (told.outcome, told.change.get("programme_week")) == (outcome, to)


def test_weeks_never_fall_below_the_first() -> None:
    assert judged("week_step", week(3, 3, 9, 9, 9), at=1).change == {"programme_week": 1}
    assert judged("week_step", week(0, 3), at=2, away=14).change == {"programme_week": 1}


@pytest.mark.parametrize(
    ("done", "away", "outcome", "to"),
    [
        (week(4, 5, 5, 5, 6, 6, minutes=80, minutes_planned=100), 1, "advance", 6),
        (week(4, 5, 5, 5, 6, 6, minutes=79, minutes_planned=100), 1, "hold", 5),
        (week(4, 5, 7, 7, 7, 7, minutes=100, minutes_planned=100), 1, "hold", 5),
        (week(4, 5, None, None, None, minutes=100, minutes_planned=100), 1, "hold", 5),
        (week(4, 5, 8, 8, 8, 8, minutes=100, minutes_planned=100), 1, "back", 4),
        (week(4, 5, 5, 5, 5, pain=4, minutes=100, minutes_planned=100), 1, "back", 4),
        (week(0, 5, minutes_planned=100), 14, "gap", 3),
        (week(0, 5, minutes_planned=100), 28, "gap", 1),
        (week(0, 5, minutes_planned=100), 13, "hold", 5),
    ],
)
def test_volume_step(done: WeekDone, away: int | None, outcome: str, to: int) -> None:
    told = judged("volume_step", done, away=away)
    assert (told.outcome, told.change["programme_week"]) == (outcome, to)


@pytest.mark.parametrize(
    ("done", "away", "outcome", "change"),
    [
        (week(0, 3), 3, "advance", {"programme_week": 6}),
        (week(3, 3, 5, 5, 5), 1, "advance", {"programme_week": 6}),
        (week(3, 3, 8, 8, 8, rounds=4), 1, "back", {"programme_week": 6, "rounds": 3}),
        (week(3, 3, 8, 8, 8, rounds=2), 1, "back", {"programme_week": 6, "rounds": 2}),
        (week(0, 3), 28, "gap", {"programme_week": 1}),
        (week(0, 3), 27, "advance", {"programme_week": 6}),
    ],
)
def test_attendance_only(done: WeekDone, away: int, outcome: str, change: dict[str, int]) -> None:
    told = judged("attendance_only", done, away=away)
    assert (told.outcome, told.change) == (outcome, change)


def nights(count: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=100 + n) for n in range(count))


@pytest.mark.parametrize(
    ("done", "away", "outcome", "to"),
    [
        (week(1, 5, nights=nights(4)), 1, "advance", 6),
        (week(5, 5, nights=nights(3)), 1, "hold", 5),
        (week(0, 5), 21, "gap", 1),
        (week(0, 5), 20, "hold", 5),
    ],
)
def test_rhythm_step(done: WeekDone, away: int, outcome: str, to: int) -> None:
    told = judged("rhythm_step", done, away=away)
    assert (told.outcome, told.change["programme_week"]) == (outcome, to)
    assert told.basis == (*done.sessions, *done.nights)
