"""Monday at midnight: the week is settled, the next one proposed and laid out, once, in every zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.dates import Week
from journal.actions import delete_entry
from journal.models import Pause
from plans import answering, following
from plans.models import Plan, PlannedSession, PlanProposal
from plans.programmes import shipped
from plans.stepping import step_batch, step_due_plans
from tests.factories import make_mood, make_night, make_person, make_session
from tests.plans.logging import log

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEXT = NOON + timedelta(days=7)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def start(person: Any, programme: str = "walk_run_10w", **more: Any) -> Plan:
    return following.start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=person.today(), **more)


def close(plan: Plan, monday: date, number: int = 3, **more: Any) -> None:
    """Closes so many tasks of the week with sessions of effort 5."""
    tasks = plan.planned_sessions.in_week(Week(monday)).order_by("day")
    for task in list(tasks)[len(tasks) - number :]:
        at = datetime.combine(task.day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=11)
        session = make_session(plan.person, at, planned_session=task.pk, **({"rpe": 5} | more))
        PlannedSession.objects.filter(pk=task.pk).update(state="done", session=session)


def weekly(plan: Plan) -> list[tuple[Any, ...]]:
    rows = plan.proposals.filter(exercise="").order_by("monday", "rule")
    return [(row.rule, row.outcome, row.change, row.state) for row in rows]


def weeks(plan: Plan) -> list[tuple[int, int, bool]]:
    rows = plan.weeks.order_by("monday").values_list("monday", "programme_week", "is_easy")
    return [((monday - MONDAY).days // 7, number, is_easy) for monday, number, is_easy in rows]


def step(clock: Any, number: int, hour: int = 12) -> int:
    clock.move_to(NOON + timedelta(weeks=number, hours=hour - 12))
    return step_batch(now=datetime.now(UTC))


def test_a_week_that_was_done_proposes_the_next_and_stays_until_it_is_accepted(ana: Any, clock: Any) -> None:
    plan = start(ana)
    close(plan, MONDAY)
    assert step(clock, 1) == 1
    assert weekly(plan) == [("week_step", "advance", {"programme_week": 2}, "open")]
    assert weeks(plan) == [(0, 1, False), (1, 1, False)]
    assert keys(plan, 1) == ["W1-S1", "W1-S2", "W1-S3"]
    answering.accept(proposal=plan.proposals.get(), today=ana.today())
    assert weeks(plan) == [(0, 1, False), (1, 2, False)]
    assert keys(plan, 1) == ["W2-S1", "W2-S2", "W2-S3"]
    plan.refresh_from_db()
    assert plan.programme_week == 2


def keys(plan: Plan, week: int) -> list[str]:
    return list(plan.planned_sessions.in_week(Week(MONDAY).plus(week)).values_list("key", flat=True))


def test_open_tasks_of_the_week_are_gone_and_done_ones_stay(ana: Any, clock: Any) -> None:
    plan = start(ana)
    close(plan, MONDAY, 1)
    step(clock, 1)
    assert list(plan.planned_sessions.in_week(Week(MONDAY)).values_list("state", flat=True)) == ["gone", "gone", "done"]


def test_a_plan_that_accepts_by_itself_goes_on(ana: Any, clock: Any) -> None:
    plan = start(ana, auto_accepts=True)
    close(plan, MONDAY)
    step(clock, 1)
    assert weekly(plan) == [("week_step", "advance", {"programme_week": 2}, "accepted")]
    assert weeks(plan) == [(0, 1, False), (1, 2, False)]


def test_what_was_accepted_before_monday_is_laid_out(ana: Any, clock: Any) -> None:
    plan = start(ana)
    close(plan, MONDAY)
    row = plan.proposals.create(
        person=ana, monday=MONDAY + timedelta(days=7), rule="week_step", outcome="advance", basis=["x"],
        change={"programme_week": 2},
    )  # fmt: skip
    answering.accept(proposal=row, today=MONDAY + timedelta(days=6))
    answering.take_easy(plan=plan, week=Week(MONDAY).next(), today=MONDAY + timedelta(days=6))
    assert weeks(plan) == [(0, 1, False)]
    step(clock, 1)
    assert weeks(plan) == [(0, 1, False), (1, 2, True)]
    answering.take_usual(plan=plan, week=Week(MONDAY).next(), today=ana.today())
    assert weeks(plan) == [(0, 1, False), (1, 2, False)]
    assert [rule for rule, *_ in weekly(plan)] == ["week_step"]


def test_an_unanswered_proposal_is_replaced_by_the_next_one(ana: Any, clock: Any) -> None:
    plan = start(ana)
    close(plan, MONDAY)
    step(clock, 1)
    close(plan, MONDAY + timedelta(days=7), rpe=9)
    step(clock, 2)
    assert weekly(plan) == [("week_step", "back", {"programme_week": 1}, "open")]


@pytest.mark.parametrize(
    ("done", "more", "outcome"),
    [
        (3, {"rpe": 5}, ("advance", {"programme_week": 2})),
        (1, {"rpe": 5}, ("hold", {"programme_week": 1})),
        (3, {"rpe": 7}, ("hold", {"programme_week": 1})),
        (3, {"rpe": None}, ("hold", {"programme_week": 1})),
        (3, {"rpe": 8}, ("back", {"programme_week": 1})),
        (3, {"pain": 5}, ("back", {"programme_week": 1})),
        (3, {"pain": 8}, ("pause", {"state": "paused"})),
    ],
)
def test_the_rule_of_the_week(ana: Any, clock: Any, done: int, more: Any, outcome: Any) -> None:
    plan = start(ana)
    close(plan, MONDAY, done, **more)
    step(clock, 1)
    assert [row[1:3] for row in weekly(plan)] == [outcome]


def test_a_week_without_a_session_from_the_start_proposes_nothing_and_is_there_again(ana: Any, clock: Any) -> None:
    plan = start(ana)
    step(clock, 1)
    assert (weekly(plan), weeks(plan)) == ([], [(0, 1, False), (1, 1, False)])


def test_a_gap_rests_on_the_last_session(ana: Any, clock: Any) -> None:
    plan = start(ana)
    Plan.objects.update(programme_week=5)
    plan.weeks.update(programme_week=5)
    close(plan, MONDAY)
    last = ana.training_sessions.latest("started_at")
    for week in range(1, 4):
        step(clock, week)
    (row,) = plan.proposals.all()
    assert (row.outcome, row.change, row.basis) == ("gap", {"programme_week": 3}, [str(last.pk)])
    assert row.reasons == [["gap", {"days": 17, "from": 14}]]


def test_paused_days_are_no_gap_and_a_paused_week_is_there_again(ana: Any, clock: Any) -> None:
    plan = start(ana)
    Plan.objects.update(programme_week=5)
    plan.weeks.update(programme_week=5)
    close(plan, MONDAY)
    Pause.objects.create(
        person=ana, reason="travel", day=MONDAY + timedelta(days=7), ended_on=MONDAY + timedelta(days=20)
    )
    for week in (1, 2, 3):
        step(clock, week)
        assert [row[1] for row in weekly(plan) if row[3] == "open"] == (["advance"] if week == 1 else [])
    step(clock, 4)
    assert plan.proposals.get().reasons == [["gap", {"days": 10, "from": 7}]]


def test_a_beat_that_was_away_lays_out_one_week(ana: Any, clock: Any) -> None:
    plan = start(ana)
    close(plan, MONDAY)
    step(clock, 4)
    assert weeks(plan) == [(0, 1, False), (4, 1, False)]
    plan.refresh_from_db()
    assert plan.next_step_at == datetime(2026, 4, 5, 22, tzinfo=UTC)  # midnight in Oslo, in summer time


def test_it_happens_once(ana: Any, clock: Any) -> None:
    plan = start(ana)
    assert step(clock, 1) == 1
    assert step(clock, 1) == 0
    Plan.objects.update(next_step_at=NOON)  # a second worker that read the row before
    assert step(clock, 1) == 1
    assert (weeks(plan), len(keys(plan, 1))) == ([(0, 1, False), (1, 1, False)], 3)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/Oslo", datetime(2026, 3, 8, 23, tzinfo=UTC)),
        ("Asia/Shanghai", datetime(2026, 3, 8, 16, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 9, 4, tzinfo=UTC)),  # daylight time began on Sunday
        ("Pacific/Kiritimati", datetime(2026, 3, 8, 10, tzinfo=UTC)),
    ],
)
def test_it_is_due_at_midnight_of_the_persons_clock(clock: Any, zone: str, due: datetime) -> None:
    plan = start(make_person("dora@example.org", time_zone=zone))
    clock.move_to(due - timedelta(seconds=1))
    assert step_due_plans() == 0
    clock.move_to(due)
    assert step_batch(now=due) == 1
    assert plan.weeks.latest("monday").monday == Week.of(plan.starts_on).next().monday


def test_a_person_who_flew_west_meets_no_week_twice(ana: Any, clock: Any) -> None:
    plan = start(ana)
    ana.time_zone = "America/New_York"
    ana.save()
    clock.move_to(datetime(2026, 3, 8, 23, tzinfo=UTC))  # Sunday there
    assert step_batch(now=datetime.now(UTC)) == 1
    assert (weeks(plan), len(keys(plan, 0))) == ([(0, 1, False)], 3)
    plan.refresh_from_db()
    assert plan.next_step_at == datetime(2026, 3, 9, 4, tzinfo=UTC)


def test_after_the_last_week_the_plan_is_completed(ana: Any, clock: Any) -> None:
    plan = start(ana, auto_accepts=True)
    Plan.objects.update(programme_week=10)
    plan.weeks.update(programme_week=10)
    close(plan, MONDAY)
    step(clock, 1)
    plan.refresh_from_db()
    assert (plan.state, plan.ended_on, plan.next_step_at) == ("completed", ana.today(), None)
    assert weeks(plan) == [(0, 10, False)]


def test_accepting_beyond_the_last_week_completes_the_plan(ana: Any, clock: Any) -> None:
    plan = start(ana)
    Plan.objects.update(programme_week=10)
    plan.weeks.update(programme_week=10)
    close(plan, MONDAY)
    step(clock, 1)
    answering.accept(proposal=plan.proposals.get(), today=ana.today())
    plan.refresh_from_db()
    assert (plan.state, keys(plan, 1)) == ("completed", [])


@pytest.mark.parametrize("auto_accepts", [False, True])
def test_much_pain_pauses_the_plan(ana: Any, clock: Any, auto_accepts: bool) -> None:
    plan = start(ana, auto_accepts=auto_accepts)
    close(plan, MONDAY, pain=8)
    step(clock, 1)
    if not auto_accepts:
        answering.accept(proposal=plan.proposals.get(), today=ana.today())
    plan.refresh_from_db()
    assert (plan.state, plan.next_step_at, keys(plan, 1)) == ("paused", None, [])
    assert step(clock, 5) == 0


@pytest.mark.parametrize(("done", "goes_on"), [(0, 1), (1, 2)])
def test_a_programme_of_exercises_goes_on_after_a_week_with_a_session(
    ana: Any, clock: Any, done: int, goes_on: int
) -> None:
    plan = start(ana, "strength_foundation_8w")
    close(plan, MONDAY, done)
    step(clock, 1)
    assert (weekly(plan), weeks(plan)) == ([], [(0, 1, False), (1, goes_on, False)])


def test_a_late_or_deleted_session_changes_this_weeks_proposal(ana: Any, clock: Any) -> None:
    plan = start(ana)
    step(clock, 1)
    late = [log(ana, MONDAY + timedelta(days=day), activity="running", rpe=5, minutes=40) for day in (0, 2, 4)]
    assert weekly(plan) == [("week_step", "advance", {"programme_week": 2}, "open")]
    assert plan.proposals.get().basis == sorted(str(one.pk) for one in late)
    delete_entry(person=ana, row=late.pop(0))
    delete_entry(person=ana, row=late.pop(0))
    assert weekly(plan) == [("week_step", "hold", {"programme_week": 1}, "open")]
    delete_entry(person=ana, row=late.pop())
    assert weekly(plan) == []


def test_minutes_count_wherever_they_were_moved(ana: Any, clock: Any) -> None:
    plan = start(ana, "steady_mix_12w")
    ride = make_session(ana, NOON, activity="cycling", minutes=300, moderate_minutes=300, rpe=5)
    step(clock, 1)
    assert weekly(plan) == [("volume_step", "advance", {"programme_week": 2}, "open")]
    assert plan.proposals.get().basis == [str(ride.pk)]


@pytest.mark.parametrize("nights", [3, 4])
def test_nights_narrow_the_window_only_with_consent(ana: Any, bo: Any, clock: Any, nights: int) -> None:
    bo.consents.filter(category="sleep").delete()
    for person in (ana, bo):
        for day in range(nights):
            make_night(person, MONDAY + timedelta(days=day))
    plans = [start(person, "sleep_rhythm_6w") for person in (ana, bo)]
    for plan in plans:
        close(plan, MONDAY, 1)
    step(clock, 1)
    outcome = ("advance", {"programme_week": 2}) if nights == 4 else ("hold", {"programme_week": 1})
    assert [row[1:3] for row in weekly(plans[0])] == [outcome]
    assert (weekly(plans[1]), weeks(plans[1])[-1]) == ([], (1, 2, False))


def test_a_round_less_after_a_hard_week_together(ana: Any, clock: Any) -> None:
    plan = start(ana, "together_6w", auto_accepts=True)
    close(plan, MONDAY, rpe=9)
    step(clock, 1)
    ((_, outcome, change, state),) = weekly(plan)
    assert (outcome, state, change["programme_week"]) == ("back", "accepted", 2)
    assert list(plan.targets.values_list("exercise", "rounds")) == [("", change["rounds"])]


def test_an_easy_week_is_offered_every_fourth_week_and_taken_only_by_the_person(ana: Any, clock: Any) -> None:
    plan = start(ana, auto_accepts=True)
    for week in range(1, 4):
        close(plan, MONDAY + timedelta(weeks=week - 1))
        step(clock, week)
        offers = [row for row in weekly(plan) if row[0] == "deload"]
        assert offers == ([] if week < 3 else [("deload", "easy", {"is_easy": True}, "open")])
    assert weeks(plan)[-1] == (3, 4, False)
    answering.accept(proposal=plan.proposals.get(rule="deload"), today=ana.today())
    assert weeks(plan)[-1] == (3, 4, True)
    assert [week.is_easy for week in shipped()["walk_run_10w"].weeks] == [None] * 10


@pytest.mark.parametrize(("category", "offered"), [("", True), ("wellbeing", False), ("sleep", False)])
def test_an_easy_week_on_two_of_four_signs_reads_only_what_was_agreed_to(
    ana: Any, clock: Any, category: str, offered: bool
) -> None:
    ana.consents.filter(category=category).delete()
    for day in range(36):
        tired = day < 7
        night = MONDAY + timedelta(days=6 - day)
        make_mood(ana, 3 if tired else 8, datetime(night.year, night.month, night.day, 12, tzinfo=UTC))
        make_night(ana, night, quality=3 if tired else 8)
    plan = start(ana)
    close(plan, MONDAY)
    step(clock, 1)
    assert [row[0] for row in weekly(plan)] == ["deload"] * offered + ["week_step"]
    if offered:
        row = plan.proposals.get(rule="deload")
        assert (row.reasons, len(row.basis)) == ([["signs", {"signs": 2}]], 3)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_batch_costs_the_same_queries(clock: Any, number: int) -> None:
    for n in range(number):
        close(start(make_person(f"p{n}@example.org"), "strength_foundation_8w"), MONDAY)
        close(start(make_person(f"q{n}@example.org"), auto_accepts=True), MONDAY)
    clock.move_to(NEXT)
    with CaptureQueriesContext(connection) as queries:
        assert step_batch(now=NEXT) == 2 * number
    assert PlanProposal.objects.count() == number
    assert len(queries) == QUERIES


QUERIES = 35
