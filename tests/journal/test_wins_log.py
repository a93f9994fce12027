"""Stored wins of sessions are those of the pure replay, in whatever order the log came to be."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.uuid7 import uuid7
from journal import wins, wins_log, wins_reading, wins_set_reading
from journal.actions import amend_entry, delete_entry, save_own_exercise, save_session, undo_delete
from journal.models import Pause, SmallWin, SupportCard, TrainingSession
from tests.journal import naive_wins
from tests.journal.random_logs import made_journal

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


def raw_rows(person: Any) -> list[dict[str, Any]]:
    """Every session as a dict of its columns, with its sets."""
    sets: dict[UUID, list[dict[str, Any]]] = {}
    for one in person.training_sets.values():
        sets.setdefault(one["session_id"], []).append(one)
    return [row | {"sets": sets.get(row["id"], [])} for row in person.training_sessions.values()]


def replayed(person: Any) -> list[tuple[Any, ...]]:
    """What the pure rules say of the whole log."""
    log = []
    for row in raw_rows(person):
        sets = tuple(wins.SetFacts(*(one[name] for name in wins.SetFacts._fields)) for one in row["sets"])
        values = {name: row[name] for name in wins.SessionFacts._fields[:-1]}
        log.append(wins.SessionFacts(**values, sets=sets))
    if not log:
        return []
    beside = wins_reading.beside_all(person, min(one.day for one in log), max(one.day for one in log))
    return sorted(
        (
            (one.id, one.session, one.day, one.rule, one.exercise, one.old, one.new, one.extra, one.priority, one.kind)
            for one in wins.replay(log, beside=beside)
        ),
        key=str,
    )


def plainly(person: Any) -> list[tuple[Any, ...]]:
    """What a plain reading of the rules says of the rows."""
    pauses = list(person.pauses.values_list("day", "ended_on"))
    flags = list(person.support_cards.filter(signal="G8").values_list("due_on", flat=True))
    return naive_wins.wins_of(raw_rows(person), pauses, flags)


def as_told(person: Any) -> list[tuple[Any, ...]]:
    """The stored wins in the same form."""
    rows = person.small_wins.values_list("session_id", "rule", "exercise", "old", "new")
    return sorted((tuple(Fraction(one) if isinstance(one, Decimal) else one for one in row) for row in rows), key=str)


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
    steps = SmallWin.objects.create(pk=uuid7(), person=ana, day=FIRST, rule="SW19", exercise="steps", priority=2)
    theirs = stored(bo)
    wins_log.recompute_wins(person=ana)
    ana.training_sessions.all().delete()
    wins_log.recompute_wins(person=ana)
    assert set(ana.small_wins.all()) == {other, steps}
    assert stored(bo) == theirs


def test_newest_session_reads_only_what_its_rules_need(ana: Any) -> None:
    for day in range(0, 60, 3):
        save(ana, day, sets=[lift(60), lift(40, exercise="bench_press")], activity="strength")
    with CaptureQueriesContext(connection) as queries:
        wins_log.update_wins(
            person=ana, session=_last(ana), sets=(wins.SetFacts("back_squat", reps=5, load_kg=Decimal(60)),), was=None
        )
    of_sets = [one["sql"] for one in queries if "trainingset" in one["sql"]]
    assert len(of_sets) == 1
    assert len(queries) <= 5


@pytest.mark.parametrize("years", [1, 6])
def test_the_rows_that_are_read_do_not_grow_with_the_years(ana: Any, years: int, monkeypatch: Any) -> None:
    """A session a week for years, then the last half year of them: 27 sessions are read, sets of eight weeks."""
    for week in range(0, 52 * years, 1 if years == 1 else 6):
        save(ana, 7 * week, sets=[lift(60)], rpe=6)
    last = 7 * 52 * years
    for week in range(27, 0, -1):
        save(ana, last - 7 * week + 1, sets=[lift(60)], rpe=6)
    counts: list[int] = []
    for module, name in ((wins_reading, "LOG_SINCE"), (wins_set_reading, "DONE_IN")):
        real = getattr(module, name)
        rows = lambda real=real, **values: counts.append(len(found := real.rows(**values))) or found  # noqa: E731
        monkeypatch.setattr(module, name, type("Counted", (), {"rows": staticmethod(rows)}))
    save(ana, last, sets=[lift(60)], rpe=6)
    assert counts[1] in range(8, 18)
    assert counts[0] in range(26, 60)


def _last(person: Any) -> TrainingSession:
    return person.training_sessions.newest_first().first()


def test_a_pause_and_its_end_recompute_the_active_weeks(ana: Any) -> None:
    for week in (0, 1, 4, 5):
        save(ana, 7 * week)
    assert as_told(ana) == plainly(ana)
    before = stored(ana)
    pause = Pause.objects.create(
        person=ana, day=FIRST + timedelta(days=15), ended_on=FIRST + timedelta(days=26), reason="travel"
    )
    wins_log.recompute_wins(person=ana, since=pause.day)
    assert [(win.rule, win.new, win.extra) for win in ana.small_wins.filter(rule="SW13")] == [("SW13", 4, 5)]
    assert stored(ana) == replayed(ana)
    assert as_told(ana) == plainly(ana)
    pause.delete()
    wins_log.recompute_wins(person=ana, since=pause.day)
    assert stored(ana) == before


def test_a_new_session_looks_at_pauses_in_the_query_for_wins(ana: Any) -> None:
    for week in (0, 1, 4):
        save(ana, 7 * week)
    Pause.objects.create(
        person=ana, day=FIRST + timedelta(days=14), ended_on=FIRST + timedelta(days=27), reason="exams"
    )
    Pause.objects.create(
        person=ana, day=FIRST - timedelta(days=400), ended_on=FIRST - timedelta(days=300), reason="exams"
    )
    assert [win.rule for win in save(ana, 35).wins.all()] == ["SW13"]
    Pause.objects.create(person=ana, day=FIRST + timedelta(days=70), reason="illness")
    for day in (63, 75):
        save(ana, day)
    assert stored(ana) == replayed(ana)
    assert as_told(ana) == plainly(ana)


def test_a_card_for_too_much_training_silences_wins_for_more_volume(ana: Any, bo: Any) -> None:
    for person in (ana, bo):
        for day in (0, 2, 4):
            save(person, day, sets=[lift(60)] * 3, rpe=6)
    day = FIRST + timedelta(days=5)
    SupportCard.objects.create(person=ana, signal="G8", due_on=day, times=1)
    SupportCard.objects.create(person=bo, signal="G6", due_on=day, times=1)
    assert [rules(save(person, 7, sets=[lift(60)] * 4, rpe=6)) for person in (ana, bo)] == [[], ["SW04"]]
    wins_log.recompute_wins(person=ana)
    assert stored(ana) == []


def test_a_first_week_is_first_in_the_whole_log(ana: Any) -> None:
    """Two strong days in a week, and again after more than half a year."""
    strong = {"sets": [lift(60)] * 2 + [lift(40, exercise="bench_press")] * 2}
    for day in (0, 2, 301):
        save(ana, day, **strong)
    again = save(ana, 303, **strong)
    assert "SW19" not in rules(again)
    assert [win.day for win in ana.small_wins.filter(rule="SW19")] == [FIRST + timedelta(days=2)]
    wins_log.recompute_wins(person=ana, since=FIRST + timedelta(days=303))
    assert stored(ana) == replayed(ana)
    delete_entry(person=ana, row=ana.training_sessions.earliest("day"))
    assert [win.day for win in ana.small_wins.filter(rule="SW19")] == [FIRST + timedelta(days=303)]


def test_any_number_of_sets_can_be_stored(ana: Any) -> None:
    for day in range(5):
        save(ana, day, sets=[lift(500, 100)] * 40 * (day + 1), rpe=6)
    assert stored(ana) == replayed(ana)


def as_body(session: wins.SessionFacts) -> dict[str, Any]:
    """What the API would be sent."""
    names = set(wins.SessionFacts._fields) - {
        "id",
        "day",
        "moderate_minutes",
        "vigorous_minutes",
        "is_resistance",
        "sets",
    }
    values = {name: getattr(session, name) for name in names} | {"started_at": session.started_at.isoformat()}
    return values | {"sets": [one._asdict() for one in session.sets]}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
@example(seed=4)
def test_any_history_of_writes_ends_in_the_same_wins(ana: Any, seed: int) -> None:
    """Saves, edits, deletes and their undoing, in the order of the log or in none."""
    journal, dice = made_journal(seed, most=12), random.Random(seed)
    begin_anew(ana, journal)
    queue = sorted(journal.sessions, key=lambda one: one.place) if dice.random() < 0.6 else journal.sessions
    gone: list[UUID] = []
    for session in queue:
        save_session(person=ana, object_id=session.id, data=as_body(session))
        rows = list(ana.training_sessions.order_by("id"))
        what = dice.random()
        if what < 0.15:
            gone.append(delete_entry(person=ana, row=dice.choice(rows)).pk)
        elif what < 0.3:
            save_session(
                person=ana, object_id=(row := dice.choice(rows)).pk, existing=row, data=as_body(dice.choice(queue))
            )
        elif what < 0.4:
            amend_entry(person=ana, row=dice.choice(rows), data={"rpe": dice.randint(2, 9), "pain": None})
        elif what < 0.5 and gone:
            undo_delete(person=ana, deleted_id=gone.pop())
    assert stored(ana) == replayed(ana)
    assert as_told(ana) == plainly(ana)


def begin_anew(person: Any, journal: Any) -> None:
    """Without a session, and with the pauses and cards of a journal."""
    for name in ("training_sessions", "pauses", "support_cards", "deleted_entries"):
        getattr(person, name).all().delete()
    if not person.own_exercises.exists():
        save_own_exercise(person=person, object_id=uuid7(), data={"name": "Pull", "slug": "own_pull"})
    for first, last in journal.pauses:
        Pause.objects.create(person=person, day=first, ended_on=last, reason="other")
    for flag in journal.flags:
        SupportCard.objects.create(person=person, signal="G8", due_on=flag)


def test_weeks_are_recomputed_from_their_monday(ana: Any) -> None:
    """A pause from Tuesday on takes the week of Monday's session out."""
    for week in range(4):
        save(ana, 7 * week)
    assert [win.day for win in ana.small_wins.filter(rule="SW13")] == [FIRST + timedelta(days=21)]
    pause = Pause.objects.create(person=ana, day=FIRST + timedelta(days=22), reason="illness")
    wins_log.recompute_wins(person=ana, since=pause.day)
    assert stored(ana) == replayed(ana) == []
