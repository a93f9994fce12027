"""Stored wins are those of the pure replay, in whatever order the log came to be."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.uuid7 import uuid7
from journal import wins, wins_log
from journal.actions import amend_entry, delete_entry, save_session, undo_delete
from journal.models import SmallWin, TrainingSession

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 5)
COLUMNS = ("id", "session_id", "day", "rule", "exercise", "old", "new", "extra", "priority", "kind")


def body(day: int, **more: Any) -> dict[str, Any]:
    started = datetime.fromisoformat(f"{FIRST + timedelta(days=day)}T18:00:00+01:00")
    return {"started_at": started.isoformat(), "minutes": 40, "activity": "strength"} | more


def lift(kilograms: float, reps: int = 5, exercise: str = "back_squat") -> dict[str, Any]:
    return {"exercise": exercise, "reps": reps, "load_kg": kilograms}


def save(person: Any, day: int, **more: Any) -> TrainingSession:
    return save_session(person=person, object_id=uuid4(), data=body(day, sets=[]) | more)


def stored(person: Any) -> list[tuple[Any, ...]]:
    return sorted(person.small_wins.values_list(*COLUMNS), key=str)


def replayed(person: Any) -> list[tuple[Any, ...]]:
    """What the pure rules say of the whole log."""
    log = []
    for row in person.training_sessions.prefetch_related("sets"):
        sets = [
            wins.SetFacts(one.exercise, one.kind, one.reps, one.load_kg, one.seconds, one.rpe) for one in row.sets.all()
        ]
        values = (row.pk, row.day, row.started_at, row.minutes, row.activity, row.pain)
        log.append(wins.SessionFacts(*values, sets=tuple(sets)))
    told = wins.replay(log)
    return sorted(
        (
            (one.id, one.session, one.day, one.rule, one.exercise, one.old, one.new, one.extra, one.priority, one.kind)
            for one in told
        ),
        key=str,
    )


def rules(session: TrainingSession) -> list[str]:
    return [win.rule for win in session.wins.all()]


def test_session_carries_its_wins_in_the_order_they_are_told(ana: Any) -> None:
    for day in (0, 2, 4):
        save(ana, day, sets=[lift(60)])
    back = save(ana, 20, sets=[lift(62.5)])
    assert rules(back) == ["SW12", "SW01"]
    assert [win.pk for win in back.wins.all()] == [
        win.pk for win in SmallWin.objects.filter(session=back).order_by("priority", "rule", "exercise")
    ]


def test_backdated_session_takes_a_win_away(ana: Any) -> None:
    for day in (0, 2, 4):
        save(ana, day, sets=[lift(60)])
    best = save(ana, 6, sets=[lift(62.5)])
    assert rules(best) == ["SW01"]
    save(ana, 5, sets=[lift(70)])
    assert stored(ana) == replayed(ana)
    assert not SmallWin.objects.filter(session=best).exists()


def test_backdated_session_gives_a_win(ana: Any) -> None:
    for day in (0, 2):
        save(ana, day, sets=[lift(60)])
    best = save(ana, 6, sets=[lift(62.5)])
    assert rules(best) == []
    save(ana, 4, sets=[lift(60)])
    assert [win.rule for win in SmallWin.objects.filter(session=best)] == ["SW01"]


def test_deleted_and_restored_session_leaves_the_wins_as_they_were(ana: Any) -> None:
    sessions = [save(ana, day, sets=[lift(kilograms)]) for day, kilograms in ((0, 60), (2, 60), (4, 60), (6, 62.5))]
    before = stored(ana)
    deleted = delete_entry(person=ana, row=sessions[1])
    assert stored(ana) == replayed(ana) == []
    undo_delete(person=ana, deleted_id=deleted.pk)
    assert stored(ana) == replayed(ana) == before


def test_moved_session_moves_its_wins(ana: Any) -> None:
    for day in (0, 2, 4):
        save(ana, day, sets=[lift(60)])
    best, later = save(ana, 6, sets=[lift(62.5)]), save(ana, 8, sets=[lift(62.5)])
    amend_entry(person=ana, row=best, data={"started_at": body(10)["started_at"]})
    assert stored(ana) == replayed(ana)
    assert [win.session_id for win in ana.small_wins.filter(rule="SW01")] == [later.pk]


def test_wins_of_others_and_of_other_rules_are_left_alone(ana: Any, bo: Any) -> None:
    for person in (ana, bo):
        for day in (0, 2, 4):
            save(person, day, sets=[lift(60)])
        save(person, 6, sets=[lift(62.5)])
    other = SmallWin.objects.create(pk=uuid7(), person=ana, day=FIRST, rule="SW11", priority=3)
    theirs = stored(bo)
    wins_log.recompute_wins(person=ana)
    ana.training_sessions.all().delete()
    wins_log.recompute_wins(person=ana)
    assert list(ana.small_wins.all()) == [other]
    assert stored(bo) == theirs


def test_newest_session_reads_only_what_its_rules_need(ana: Any) -> None:
    for day in range(0, 60, 3):
        save(ana, day, sets=[lift(60), lift(40, exercise="bench_press")], activity="strength")
    with CaptureQueriesContext(connection) as queries:
        wins_log.update_wins(person=ana, session=_last(ana), sets=[wins.SetFacts("back_squat", reps=5)], was=None)
    of_sets = [one["sql"] for one in queries if "trainingset" in one["sql"] and "MAX(" in one["sql"]]
    assert len(of_sets) == 1
    assert len(queries) <= 5


def _last(person: Any) -> TrainingSession:
    return person.training_sessions.newest_first().first()


EXERCISES = ("back_squat", "bench_press", "jog", "plank")
sets = st.lists(
    st.fixed_dictionaries(
        {
            "exercise": st.sampled_from(EXERCISES),
            "kind": st.sampled_from(["working", "warmup", "failure"]),
            "reps": st.sampled_from([None, 5, 6]),
            "load_kg": st.sampled_from([None, 60, 62.5, 65]),
            "seconds": st.sampled_from([None, 300, 600, 700]),
            "rpe": st.sampled_from([None, 8, 10]),
        }
    ),
    max_size=3,
)
entries = st.fixed_dictionaries(
    {
        "day": st.integers(0, 60),
        "minutes": st.sampled_from([20, 30, 45]),
        "activity": st.sampled_from(["strength", "running"]),
        "pain": st.sampled_from([None, None, 5]),
        "sets": sets,
    }
)
steps = st.lists(
    st.tuples(st.sampled_from(["save", "save", "save", "edit", "delete"]), entries), min_size=4, max_size=14
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_history_of_writes_ends_in_the_same_wins(ana: Any, steps: list[tuple[str, dict[str, Any]]]) -> None:
    ana.training_sessions.all().delete()
    ids: list[UUID] = []
    for number, (verb, entry) in enumerate(steps):
        more = {name: value for name, value in entry.items() if name != "day"}
        if verb == "save" or not ids:
            ids.append(UUID(int=number + 1))
            save_session(person=ana, object_id=ids[-1], data=body(entry["day"], **more))
            continue
        row = ana.training_sessions.get(pk=ids[number % len(ids)])
        if verb == "edit":
            save_session(person=ana, object_id=row.pk, data=body(entry["day"], **more), existing=row)
        else:
            ids.remove(row.pk)
            delete_entry(person=ana, row=row)
    assert stored(ana) == replayed(ana)
