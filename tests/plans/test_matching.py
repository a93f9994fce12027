"""Which task a session closes: patterns, the 80 per cent, the short version, one task a session, edits reopen."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from journal import catalogue
from plans.matching import Closing, SessionLogged, SetLogged, Task, assign, closes, covers
from plans.programmes import shipped

MONDAY = date(2026, 3, 2)


def task(programme: str, week: int, number: int, n: int = 1, day: int = 0) -> Task:
    planned = shipped()[programme].week(week).sessions[number - 1]
    return Task(UUID(int=n), MONDAY + timedelta(days=day), planned.planned_minutes, planned.elements)


def one(exercise: str, times: int = 1, **counts: Any) -> tuple[SetLogged, ...]:
    known = catalogue.get(exercise)
    assert known
    return (SetLogged(exercise, known.pattern, **counts),) * times


def session(*sets: tuple[SetLogged, ...], n: int = 9, day: int = 0, **more: Any) -> SessionLogged:
    values = {"activity": "strength", "minutes": 30} | more
    return SessionLogged(
        UUID(int=n), MONDAY + timedelta(days=day), sets=tuple(one for row in sets for one in row), **values
    )


FULL_BODY = task("strength_foundation_8w", 2, 2)  # squat, bench, row 3 x 8-10 and two planks
JOG = task("walk_run_10w", 8, 2)  # 20 minutes without a break, 34 planned
WALK_JOG = task("walk_run_10w", 1, 1)  # ten times 45 seconds, 32 planned
STRETCH = task("sleep_rhythm_6w", 1, 4)
CIRCUIT = task("together_6w", 1, 1)


@pytest.mark.parametrize(
    ("logged", "planned", "expected"),
    [
        (session(one("goblet_squat", 3), one("bench_press", 3), one("row", 3), one("plank", 2)), FULL_BODY, False),
        (session(one("back_squat", 3), one("push_up", 3), one("pulldown", 3), one("dead_bug", 2)), FULL_BODY, False),
        (session(one("goblet_squat", 3), one("bench_press", 3), one("row", 3)), FULL_BODY, True),
        (session(one("goblet_squat", 3), one("bench_press", 3), one("row", 3), one("plank", 1)), FULL_BODY, False),
        (session(one("goblet_squat", 3)), FULL_BODY, True),
        (session(one("goblet_squat", 2)), FULL_BODY, None),
        (session(one("bench_press", 9)), FULL_BODY, None),
        (session(minutes=31), FULL_BODY, False),
        (session(minutes=30), FULL_BODY, True),
        (session(minutes=7), FULL_BODY, None),
        (session(minutes=40, activity="yoga"), FULL_BODY, None),
        (session(one("jog", seconds=1200), activity="running"), JOG, False),
        (session(one("jog", seconds=960), activity="running"), JOG, False),
        (session(one("jog", seconds=959), activity="running"), JOG, None),
        (session(one("cycle", seconds=1200), activity="cycling"), JOG, False),
        (session(minutes=28, activity="running"), JOG, False),
        (session(minutes=27, activity="walking"), JOG, True),
        (session(minutes=8, activity="running"), JOG, True),
        (session(minutes=7, activity="running"), JOG, None),
        (session(one("jog", 10, seconds=45), activity="running"), WALK_JOG, False),
        (session(one("jog", 8, seconds=45), activity="running"), WALK_JOG, False),
        (session(one("jog", 7, seconds=45), activity="running"), WALK_JOG, None),
        (session(one("jog", seconds=450), activity="running"), WALK_JOG, False),
        (session(minutes=20, activity="mobility"), STRETCH, False),
        (session(minutes=20, activity="tai_chi"), STRETCH, False),
        (session(minutes=20, activity="running"), STRETCH, None),
        (session(minutes=20, activity="circuit"), CIRCUIT, False),
        (session(minutes=40, activity="other"), CIRCUIT, None),
    ],
)
def test_what_covers_a_task(logged: SessionLogged, planned: Task, expected: bool | None) -> None:
    assert covers(logged, planned) is expected


def test_every_session_of_every_programme_is_covered_by_itself() -> None:
    """Done to the letter, each of the 205 sessions closes its own task as a whole."""
    for programme in shipped().values():
        for week in programme.weeks:
            for planned in week.sessions:
                own = Task(UUID(int=1), MONDAY, planned.planned_minutes, planned.elements)
                assert covers(session(*(_done(element) for element in own.main)), own) is False, planned.key


def _done(element: Any) -> tuple[SetLogged, ...]:
    match element["type"]:
        case "continuous":
            return one(element["exercise"], seconds=element["seconds"])
        case "interval":
            return one(element["work"]["exercise"], element["reps"], seconds=element["work"].get("seconds"))
        case "lift" | "hold":
            return one(element["exercise"], element["sets"])
        case "pose":
            return one(element["exercise"], seconds=element["seconds"])
        case _:
            return tuple(each for slug in element["stations"] for each in one(slug, element["rounds"]))


def test_the_task_it_was_started_from_comes_first_then_the_day_then_the_nearest() -> None:
    tasks = [
        task("walk_run_10w", 8, 2, n=1, day=0),
        task("walk_run_10w", 8, 3, n=2, day=2),
        task("walk_run_10w", 9, 1, n=3, day=5),
    ]
    run = {"minutes": 40, "activity": "running"}

    def closed(logged: SessionLogged) -> int:
        found = closes(logged, tasks)
        assert found
        return found[0].id.int

    assert closed(session(day=2, **run)) == 2
    assert closed(session(day=4, **run)) == 3
    assert closed(session(day=1, **run)) == 1
    assert closed(session(day=2, started_from=UUID(int=3), **run)) == 3


def test_a_whole_task_is_preferred_to_a_short_one() -> None:
    short_of_today, whole_of_friday = task("walk_run_10w", 10, 3, n=1, day=0), task("walk_run_10w", 1, 1, n=2, day=4)
    found = closes(session(minutes=30, activity="running"), [short_of_today, whole_of_friday])
    assert found == (whole_of_friday, False)


def test_one_session_closes_one_task_and_one_task_is_closed_once() -> None:
    tasks = [task("walk_run_10w", 1, number, n=number, day=2 * number - 2) for number in (1, 2, 3)]
    runs = [session(n=n, day=n - 10, minutes=32, activity="running") for n in (10, 11)]
    assert assign(runs, tasks) == {UUID(int=1): Closing(UUID(int=10), False), UUID(int=2): Closing(UUID(int=11), False)}
    assert assign([], tasks) == {}
    assert assign(runs * 1 + [session(n=12, minutes=5, activity="running")], tasks[:1]) == {
        UUID(int=1): Closing(UUID(int=10), False)
    }


def test_the_order_of_logging_does_not_matter() -> None:
    tasks = [task("walk_run_10w", 1, number, n=number, day=2 * number - 2) for number in (1, 2, 3)]
    runs = [session(n=20 + n, day=2 * n, minutes=32 - 8 * n, activity="running") for n in (0, 1, 2)]
    assert assign(runs, tasks) == assign(reversed(runs), tasks)
