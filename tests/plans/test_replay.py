"""The replayed journal: after each step every open proposal is written down with the rows it rests on, and pinned."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from journal.actions import delete_entry
from journal.models import TrainingSession, TrainingSet
from plans import following
from plans.models import Plan, PlanProposal
from plans.stepping import step_due_plans
from tests.plans.logging import log
from tests.plans.replay_journal import STEPS

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
PINNED = Path(__file__).with_name("replay.txt")
"""`REWRITE_PINNED=1 pytest tests/plans/test_replay.py` writes it anew; read what changed before a commit."""


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime.combine(MONDAY, time(6), tzinfo=UTC), tick=False) as clock:
        yield clock


def plans_of(person: Any) -> list[Plan]:
    lifting = following.start_plan(person=person, programme="strength_foundation_8w", weekdays=[0, 2, 4], today=MONDAY)
    mixed = following.start_plan(person=person, programme="steady_mix_12w", weekdays=[0, 1, 2, 3, 4], today=MONDAY)
    return [lifting, mixed]


def replay(person: Any, clock: Any) -> Iterator[tuple[str, dict[str, TrainingSession]]]:
    """Types the journal, step by step, and lets Mondays come."""
    sessions: dict[str, TrainingSession] = {}
    for number, hour, name, said in STEPS:
        day = MONDAY + timedelta(days=number)
        clock.move_to(datetime.combine(day, time(hour + 1), tzinfo=UTC))
        step_due_plans()
        if said.get("delete"):
            delete_entry(person=person, row=sessions.pop(name))
        else:
            known = sessions.get(name)
            sessions[name] = log(person, known.day if known else day, hour=hour, **said, existing=known)
        yield f"day {number} {'deleted' if said.get('delete') else 'logged'} {name}", sessions


def told(row: PlanProposal, names: dict[str, str]) -> str:
    change = ", ".join(f"{name} {value}" for name, value in sorted(row.change.items()))
    reasons = "; ".join(f"{code} {dict(sorted(figures.items()))}" for code, figures in row.reasons)
    basis = ", ".join(_row(one, row.exercise, names) for one in row.basis)
    return f"  {row.plan.programme}: {row.exercise or 'week'} {row.outcome} ({change}) because {reasons} <- {basis}"


def _row(session: str, exercise: str, names: dict[str, str]) -> str:
    rows = TrainingSet.objects.filter(session=session, exercise=exercise).order_by("position")
    sets = [f"{one.load_kg or ''}x{one.reps or one.seconds}" for one in rows]
    return f"{names[session]}[{' '.join(sets)}]"


def test_every_proposal_rests_on_rows_that_are_there(ana: Any, clock: Any) -> None:
    plans_of(ana)
    lines, names = [], dict[str, str]()
    for step, sessions in replay(ana, clock):
        lines.append(step)
        names |= {str(session.pk): name for name, session in sessions.items()}
        known = set(map(str, ana.training_sessions.values_list("pk", flat=True)))
        for row in ana.plan_proposals.filter(state="open").order_by("exercise", "rule", "-plan__programme"):
            assert row.basis
            assert set(row.basis) <= known, told(row, names)
            lines.append(told(row, names))
    text = "\n".join(lines) + "\n"
    if os.environ.get("REWRITE_PINNED"):
        PINNED.write_text(text, "utf-8")
    assert text == PINNED.read_text("utf-8")


def test_no_proposal_stays_when_its_rows_are_deleted(ana: Any, clock: Any) -> None:
    plans_of(ana)
    told_of = 0
    sessions: dict[str, TrainingSession] = {}
    for _step, logged in replay(ana, clock):
        sessions = logged
        told_of += ana.plan_proposals.filter(state="open").count()
    for name in list(sessions):
        gone = str(sessions[name].pk)
        delete_entry(person=ana, row=sessions.pop(name))
        assert not [row for row in ana.plan_proposals.filter(state="open") if gone in row.basis]
    assert told_of > 20
    assert not ana.plan_proposals.filter(state="open").exists()
