"""The operator's command that works small wins out anew."""

from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from core.uuid7 import uuid7
from journal.actions import save_night, save_session
from journal.models import SmallWin

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 5)


def fill(person: Any) -> list[tuple[Any, ...]]:
    """A journal with a win of a session and one of a week; what is stored of them."""
    person.usual_rise_time = time(7)
    person.save()
    for number, kg in enumerate((60, 60, 60, 62.5, 65)):
        day = FIRST + timedelta(days=number)
        sets = [{"exercise": "back_squat", "reps": 5, "load_kg": kg}]
        started = datetime.fromisoformat(f"{day}T18:00:00+01:00").isoformat()
        body = {"started_at": started, "minutes": 40, "activity": "strength", "sets": sets}
        save_session(person=person, object_id=uuid4(), data=body)
        save_night(person=person, object_id=uuid4(), data={"out_of_bed": f"{day}T07:00:00+01:00"})
    return stored(person)


def stored(person: Any) -> list[tuple[Any, ...]]:
    rows = person.small_wins.order_by("rule", "day")
    return list(rows.values_list("id", "rule", "day", "old", "new", "is_kept", "is_dismissed"))


def run(*args: str) -> str:
    out = StringIO()
    call_command("recompute_wins", *args, stdout=out)
    return out.getvalue().strip()


def test_everybodys_wins_are_worked_out_anew_with_their_marks(ana: Any, bo: Any) -> None:
    before = [fill(person) for person in (ana, bo)]
    assert [rule for _, rule, *_ in before[0]] == ["SW01", "SW01", "SW17"]
    ana.small_wins.filter(new=65).delete()
    SmallWin.objects.create(id=uuid7(), person=bo, day=FIRST, rule="SW01", exercise="row", old=1, new=2, priority=1,
                            session=bo.training_sessions.first())  # fmt: skip
    bo.small_wins.filter(rule="SW17").update(is_kept=True)
    assert run() == "2 people: 6 wins before, 6 now"
    assert stored(ana) == before[0]
    assert [(row[0], row[1]) for row in stored(bo)] == [(row[0], row[1]) for row in before[1]]
    assert bo.small_wins.get(rule="SW17").is_kept


def test_one_persons_wins_alone(ana: Any, bo: Any) -> None:
    before = [fill(person) for person in (ana, bo)]
    for person in (ana, bo):
        person.small_wins.all().delete()
    assert run(" ANA@example.org ") == "1 people: 0 wins before, 3 now"
    assert (stored(ana), stored(bo)) == (before[0], [])


def test_an_unknown_address_is_refused(ana: Any) -> None:
    with pytest.raises(CommandError, match="no person"):
        run("nobody@example.org")


def test_a_journal_costs_the_same_queries_however_long_it_is(ana: Any, bo: Any, django_assert_num_queries: Any) -> None:
    fill(ana)
    with django_assert_num_queries(19):
        run("ana@example.org")
    for ago in range(1, 40):
        day = FIRST - timedelta(days=ago)
        body = {"started_at": f"{day}T18:00:00+01:00", "minutes": 40, "activity": "running", "sets": []}
        save_session(person=ana, object_id=uuid4(), data=body)
    run("ana@example.org")
    with django_assert_num_queries(19):
        run("ana@example.org")
