"""What a plan brings into the session and onto its week: elements in words, prompts, family, the mirror by choice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import translation

from accounts.models import User
from core.dates import Week
from core.uuid7 import uuid7
from journal.actions import amend_entry, delete_entry
from journal.exercise_library import Library
from journal.models import Measurement
from plans import following
from plans.models import Plan, PlannedSession
from plans.proposing import propose_exercises
from plans.starting import if_then_of
from plans.stepping import step_batch
from plans.task_session import draft_of_task
from tests.factories import make_mood, make_night, make_session
from tests.plans.logging import lifts, log

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PULSE = ["resting_hr"]
MIRROR = "In front of the mirror, name one thing"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def start(person: User, programme: str = "strength_foundation_8w", **more: Any) -> Plan:
    values = {"weekdays": [0, 2, 4], "today": person.today(), "starts_on": MONDAY, **more}
    return following.start_plan(person=person, programme=programme, **values)


def first(plan: Plan) -> PlannedSession:
    return plan.planned_sessions.get(day=MONDAY)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("What is in it", "Goblet squat", "2 × 8–10", "in reserve", "Warm-up", "Cool-down")),
        ("zh-hans", ("里面有什么", "高脚杯深蹲", "2 × 8–10", "热身", "放松")),
    ],
    ids=["en", "zh"],
)
def test_the_week_lists_the_elements_of_each_task(ana: User, browse: Any, language: str, words: tuple[str]) -> None:
    start(ana)
    User.objects.filter(pk=ana.pk).update(language=language)
    page = browse(ana).get("/plan/").content.decode()
    assert [word for word in words if word not in page] == []


def test_own_exercises_and_targets_stand_in_the_words(ana: User, browse: Any) -> None:
    ana.own_exercises.create(pk=uuid7(), slug="own-lift", name="Sandbag <lift>", activity="strength", unit="reps")
    plan = start(ana, swaps := "strength_foundation_8w")
    following.swap_exercise(plan=plan, exercise="goblet_squat", instead="own-lift", today=MONDAY)
    plan.targets.create(person=ana, exercise="own-lift", load_kg=Decimal("22.5"), reps=9)
    following.lay_out_again(plan=plan, today=MONDAY)
    page = browse(ana).get("/plan/").content.decode()
    assert ("Sandbag &lt;lift&gt;" in page, "2 × 9 · 22.5 kg" in page, swaps in page) == (True, True, False)


def test_the_splitting_card_has_the_sentence_of_the_next_task(ana: User, browse: Any) -> None:
    plan = start(ana, at_time=time(18, 30))
    plan.planned_sessions.filter(day=MONDAY).update(state="skipped")
    told = browse(ana).get("/plan/").context["splitting"]
    with translation.override("en"):
        expected = if_then_of(2, time(18, 30), browse(ana).get("/plan/").context["tasks"].days[2].cards[0].title)
    assert (len(told), told[-1]) == (3, expected)
    assert "18:30" in expected
    plan.planned_sessions.update(state="done")
    assert len(browse(ana).get("/plan/").context["splitting"]) == 2


def prompted(task: PlannedSession, prompt: str) -> PlannedSession:
    task.elements = [one for one in task.elements if one["type"] != "prompt"]
    task.elements.append({"type": "prompt", "phase": "reflect", "prompt": prompt})
    task.save()
    return task


@pytest.mark.parametrize(("closes", "asked"), [(True, True), (False, False)])
def test_who_finished_a_task_is_asked_about_the_next_one(ana: User, browse: Any, closes: bool, asked: bool) -> None:
    task = prompted(first(start(ana, "walk_run_10w")), "can_3")
    session = make_session(ana, planned_session=task.pk)
    if closes:
        PlannedSession.objects.filter(pk=task.pk).update(state="done", session=session)
    page = browse(ana).get(f"/sessions/{session.pk}/finish/").content.decode()
    assert ("You finished what you set out to do." in page) is asked
    assert ("How sure are you that the next session will happen?" in page) is not asked


@pytest.mark.parametrize("prompt", ["can_1", "can_2"])
def test_a_sentence_that_waits_for_a_figure_is_not_shown_with_its_hole(ana: User, prompt: str) -> None:
    draft = draft_of_task(ana, prompted(first(start(ana)), prompt).pk, False)
    assert draft is not None
    assert draft.mastery == ""


@pytest.mark.parametrize(("key", "checked"), [("W1-S3", True), ("W1-S1", False)])
def test_a_family_session_begins_with_family(ana: User, browse: Any, key: str, checked: bool) -> None:
    plan = start(ana, "together_6w", weekdays=[0, 2, 5])
    page = browse(ana).get(f"/sessions/new/?task={plan.planned_sessions.get(key=key).pk}")
    assert bool(page.context["form"]["with_family"].value()) is checked


def test_the_mirror_is_asked_only_of_who_chose_it(ana: User, browse: Any) -> None:
    plan, client = start(ana), browse(ana)
    task = prompted(first(plan), "body_3")
    assert MIRROR not in draft_of_task(ana, task.pk, False).body_prompt
    body = {"weekdays": ["0", "2", "4"], "at_time": "", "if_then": "", "has_mirror": "on"}
    client.post(f"/plan/{plan.pk}/", body)
    task = prompted(first(plan), "body_3")
    assert MIRROR in draft_of_task(ana, task.pk, False).body_prompt
    session = make_session(ana, planned_session=task.pk)
    assert MIRROR in client.get(f"/sessions/{session.pk}/finish/").content.decode()
    del body["has_mirror"]
    client.post(f"/plan/{plan.pk}/", body)
    plan.refresh_from_db()
    assert plan.has_mirror is False


def test_sets_of_a_merged_exercise_count_for_the_one_it_means(ana: User, bo: User) -> None:
    ana.own_exercises.create(
        pk=uuid7(), slug="own-row", name="My row", activity="strength", unit="reps", merged_into="row"
    )
    bo.own_exercises.create(pk=uuid7(), slug="own-row-b", name="My row", activity="strength", unit="reps")
    plans = [start(person) for person in (ana, bo)]
    for person, slug in ((ana, "own-row"), (bo, "own-row-b")):
        log(person, MONDAY, lifts(slug, 20, 12, 12, rpe=7))
    propose_exercises(plans, MONDAY)
    told = [list(plan.proposals.filter(exercise="row").values_list("outcome", flat=True)) for plan in plans]
    assert told == [["advance"], []]


def test_a_swapped_in_own_exercise_is_read_under_both_names(ana: User) -> None:
    row = ana.own_exercises.create(pk=uuid7(), slug="own-row", name="My row", activity="strength", unit="reps")
    plan = start(ana)
    following.swap_exercise(plan=plan, exercise="row", instead="own-row", today=MONDAY)
    row.merged_into = "band_row"
    row.save()
    assert Library(ana).get("own-row").slug == "band_row"
    log(ana, MONDAY, lifts("band_row", 20, 12, 12, rpe=7))
    propose_exercises([plan], MONDAY)
    assert list(plan.proposals.values_list("exercise", "outcome")) == [("own-row", "advance")]


@pytest.mark.parametrize("change", ["deleted", "moved"])
def test_a_changed_night_changes_the_open_proposal_of_the_rhythm(ana: User, clock: Any, change: str) -> None:
    plan = start(ana, "sleep_rhythm_6w", weekdays=[0, 1, 2, 3, 4])
    for number in range(4):
        make_night(ana, MONDAY + timedelta(days=number))
    clock.move_to(NOON + timedelta(days=7))
    step_batch(now=NOON + timedelta(days=7))
    assert list(plan.proposals.values_list("rule", "outcome")) == [("rhythm_step", "advance")]
    night = ana.sleep_diary.get(day=MONDAY)
    if change == "deleted":
        delete_entry(person=ana, row=night)
    else:
        amend_entry(
            person=ana,
            row=night,
            data={
                "day": "2026-02-20",
                "into_bed": None,
                "tried_to_sleep": None,
                "final_wake": None,
                "out_of_bed": None,
            },
        )
    assert list(plan.proposals.values_list("rule", "outcome")) == [("rhythm_step", "hold")]


@pytest.mark.parametrize(
    ("kinds", "category", "offered"),
    [
        (["resting_hr"], "", True),
        ([], "", False),
        (["resting_hr"], "body", False),
        (["resting_hr"], "wellbeing", False),
    ],
)
def test_the_resting_heart_rate_is_a_sign_where_it_is_measured(
    ana: User, clock: Any, kinds: list[str], category: str, offered: bool
) -> None:
    ana.consents.filter(category=category).delete()
    User.objects.filter(pk=ana.pk).update(body_kinds=kinds)
    for day in range(36):
        at = NOON + timedelta(days=6 - day)
        make_mood(ana, 3 if day < 7 else 8, at)
        Measurement.objects.create(
            id=uuid7(), person=ana, kind="resting_hr", value=64 if day < 3 else 54, day=at.date(), measured_at=at,
            utc_offset=60,
        )  # fmt: skip
    plan = start(ana, "walk_run_10w")
    task = first(plan)
    PlannedSession.objects.filter(pk=task.pk).update(state="done", session=make_session(ana, rpe=5))
    clock.move_to(NOON + timedelta(days=7))
    step_batch(now=NOON + timedelta(days=7))
    assert plan.proposals.filter(rule="deload").exists() is offered
    assert Week.of(ana.today()).monday == MONDAY + timedelta(days=7)
