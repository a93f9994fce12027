"""The page and the API of the look back: figures of the own log, by programme, and who may see them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import CheckIn
from journal.models import SmallWin, TrainingSet
from plans import following, reminder_mail
from plans.milestone_log import look_backs
from plans.models import Plan, PlanWeek
from tests.factories import make_group, make_night, make_person, make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def noon(day: int) -> datetime:
    """Of a day of the plan; day 1 is its first Monday."""
    return datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=day - 1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(noon(1), tick=False) as clock:
        yield clock


def plan_in(person: Any, programme: str, week: int, clock: Any) -> Plan:
    """A plan whose week of that number has come to its Sunday."""
    clock.move_to(noon(1))
    plan = following.start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=MONDAY)
    for number in range(2, week + 1):
        monday = MONDAY + timedelta(weeks=number - 1)
        PlanWeek.objects.create(person=person, plan=plan, monday=monday, programme_week=number)
    clock.move_to(noon(7 * week))
    return plan


def did(person: Any, day: int, exercise: str, *, pain: int | None = None, rpe: int | None = 5, **figures: Any) -> None:
    session = make_session(person, noon(day), rpe=rpe, pain=pain, activity="strength")
    TrainingSet.objects.create(
        person=person, session=session, started_at=session.started_at, position=0, exercise=exercise, **figures
    )


def figures(person: Any, plan: Plan) -> list[tuple[str, Any, Any, str]]:
    """Of the newest milestone."""
    (found,) = look_backs(person, [plan], person.today())
    return [(one.exercise, one.start, one.now, str(one.outcome)) for one in found.looks[0].figures]


def test_the_longest_jog_of_the_first_and_the_last_two_weeks(ana: Any, bo: Any, clock: Any) -> None:
    plan = plan_in(ana, "walk_run_10w", 4, clock)
    for day, seconds in ((1, 45), (3, 60), (20, 300), (24, 240)):
        did(ana, day, "jog", seconds=seconds)
        did(bo, day, "jog", seconds=9000)
    did(ana, 26, "jog", seconds=3600, pain=5)
    assert figures(ana, plan) == [("", 52.5, 270, "moved")]


def test_a_lift_is_compared_with_itself_as_it_is_done(ana: Any, clock: Any) -> None:
    plan = plan_in(ana, "strength_foundation_8w", 6, clock)
    following.swap_exercise(plan=plan, exercise="goblet_squat", instead="leg_press", today=ana.today())
    for day, load in ((1, 40), (8, 40), (33, 50), (40, 50)):
        did(ana, day, "leg_press", reps=5, load_kg=load)
    did(ana, 38, "leg_press", reps=5, load_kg=400, kind="warmup")
    found = {
        exercise: (round(start), round(now), outcome) for exercise, start, now, outcome in figures(ana, plan) if now
    }
    assert found == {"leg_press": (45, 56, "moved")}


def test_pose_levels_are_the_persons_own(ana: Any, clock: Any) -> None:
    plan = plan_in(ana, "yoga_depth_6w", 4, clock)
    pose = "yoga_tree"
    for day, level in ((1, 2), (8, 2), (20, 3), (27, 3)):
        did(ana, day, pose, seconds=30, pose_level=level)
    assert figures(ana, plan) == [("", 2, 3, "moved")]


def test_interval_pace_counts_at_an_effort_of_about_7(ana: Any, clock: Any) -> None:
    plan = plan_in(ana, "interval_pace_6w", 4, clock)
    for day, seconds, rpe in ((1, 130, 7), (8, 130, 8), (20, 120, 7), (27, 120, 6), (26, 60, 10), (25, 60, None)):
        did(ana, day, "run_interval", seconds=seconds, distance_m=400, rpe=rpe)
    ((_, start, now, outcome),) = figures(ana, plan)
    assert (start, now, outcome) == (325, 300, "moved")


def test_minutes_are_those_of_whole_weeks(ana: Any, clock: Any) -> None:
    plan = plan_in(ana, "steady_mix_12w", 4, clock)
    for day, minutes in ((1, 30), (5, 40), (9, 70), (16, 90), (24, 100), (27, 20)):
        make_session(ana, noon(day), moderate_minutes=minutes)
    assert figures(ana, plan) == [("", 70, 105, "moved")]


def test_check_ins_are_counted_by_the_layer_of_groups(ana: Any, bo: Any, clock: Any) -> None:
    plan = plan_in(ana, "together_6w", 4, clock)
    group = make_group(ana, bo)
    mine, other = group.memberships.get(person=ana), group.memberships.get(person=bo)
    for week, member in ((0, mine), (1, mine), (2, mine), (3, mine), (3, other)):
        CheckIn.objects.create(membership=member, day=MONDAY + timedelta(weeks=week), answer="moved")
    assert figures(ana, plan) == [("", 1, 1, "alike")]


def sleep_plan(person: Any, clock: Any) -> Plan:
    plan = plan_in(person, "sleep_rhythm_6w", 4, clock)
    for day in range(1, 29):
        wander = 90 if day <= 14 else 10
        make_night(person, MONDAY + timedelta(days=day - 1), mid_sleep_min=180 + wander * (day % 2))
    return plan


def test_mid_sleep_needs_the_consent_to_sleep(ana: Any, clock: Any) -> None:
    plan = sleep_plan(ana, clock)
    ((_, start, now, outcome),) = figures(ana, plan)
    assert (round(start), round(now), outcome) == (47, 5, "moved")
    ana.consents.filter(category="sleep").update(withdrawn_at=noon(1))
    assert figures(type(ana).objects.get(pk=ana.pk), plan) == [("", None, None, "too_few")]


def test_a_token_for_training_reads_no_figure_of_sleep(ana: Any, clock: Any, client: Any) -> None:
    from accounts.tokens import create_token

    plan = sleep_plan(ana, clock)
    found = {}
    for scopes in (["training"], ["training", "sleep"], ["read"]):
        token = create_token(person=ana, name="script", scopes=scopes)
        answer = client.get(f"/api/v1/plans/{plan.pk}/milestones/", headers={"Authorization": f"Bearer {token}"})
        found[scopes[-1]] = answer.json()["results"][0]["figures"][0]["outcome"]
    assert found == {"training": "too_few", "sleep": "moved", "read": "moved"}


def test_the_three_best_wins_of_the_plan_stand_beside(ana: Any, bo: Any, clock: Any) -> None:
    plan = plan_in(ana, "walk_run_10w", 4, clock)
    for number, (person, day) in enumerate(((ana, -1), (ana, 3), (ana, 9), (ana, 10), (ana, 12), (bo, 3), (ana, 40))):
        SmallWin.objects.create(
            id=f"0192f0c1-0000-7000-8000-00000000000{number}", person=person, day=noon(day).date(), rule="SW13",
            new=number, extra=15, priority=3,
        )  # fmt: skip
    ana.small_wins.filter(new=3).update(is_dismissed=True)
    ((one,),) = [found.looks for found in look_backs(ana, [plan], ana.today())]
    assert one.wins == (
        "Active in 4 of the last 15 weeks.",
        "Active in 2 of the last 15 weeks.",
        "Active in 1 of the last 15 weeks.",
    )


def test_the_page_tells_figures_and_claims_nothing_of_too_few(ana: Any, browse: Any, clock: Any) -> None:
    plan = plan_in(ana, "walk_run_10w", 4, clock)
    for day, seconds in ((1, 45), (3, 75), (20, 300)):
        did(ana, day, "jog", seconds=seconds)
    client = browse(ana)
    page = client.get("/plan/look-back/").content.decode()
    assert "there are 2 and 1." in page
    did(ana, 27, "jog", seconds=600)
    page = client.get(f"/plan/{plan.pk}/look-back/").content.decode()
    shown = [
        words in page for words in ("1:00 min", "7:30 min", "More than it moves by itself.", "numbers do not show")
    ]
    assert shown == [True, True, True, False]


@pytest.mark.parametrize(("week", "asks"), [(4, False), (6, True), (8, True)])
def test_from_week_6_on_other_ways_are_offered_where_nothing_moved(
    ana: Any, browse: Any, clock: Any, week: int, asks: bool
) -> None:
    plan_in(ana, "walk_run_10w", week, clock)
    for day in (1, 3, 7 * week - 4, 7 * week - 2):
        did(ana, day, "jog", seconds=100)
    page = browse(ana).get("/plan/look-back/").content.decode()
    assert ("What changed that numbers do not show?" in page) == asks
    assert "Within what it moves by itself." in page


def test_before_week_4_the_page_says_when_the_first_one_comes(ana: Any, browse: Any, clock: Any) -> None:
    plan_in(ana, "walk_run_10w", 3, clock)
    assert "The first look back comes in week 4" in browse(ana).get("/plan/look-back/").content.decode()


def test_a_plan_that_ended_keeps_its_look_back(ana: Any, browse: Any, clock: Any) -> None:
    plan = plan_in(ana, "walk_run_10w", 6, clock)
    following.end_plan(plan=plan, today=ana.today())
    clock.move_to(noon(200))
    client = browse(ana)
    assert "Week 6" in client.get(f"/plan/{plan.pk}/look-back/").content.decode()
    assert "No plan runs just now" in client.get("/plan/look-back/").content.decode()


def test_another_persons_look_back_is_not_found(ana: Any, bo: Any, browse: Any, api: Any, clock: Any) -> None:
    plan = plan_in(bo, "walk_run_10w", 4, clock)
    did(bo, 1, "jog", seconds=4711)
    answers = [browse(ana).get(f"/plan/{plan.pk}/look-back/"), api(ana).get(f"plans/{plan.pk}/milestones/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Week 4" not in browse(ana).get("/plan/look-back/").content.decode()


def test_the_api_reads_the_figures_in_their_own_unit(ana: Any, api: Any, clock: Any) -> None:
    plan = plan_in(ana, "walk_run_10w", 4, clock)
    for day, seconds in ((1, 45), (3, 75), (20, 300), (27, 600)):
        did(ana, day, "jog", seconds=seconds)
    figure = {"exercise": "", "start": 60, "now": 450, "start_count": 2, "now_count": 2, "outcome": "moved"}
    assert api(ana).get(f"plans/{plan.pk}/milestones/").json() == {
        "results": [
            {
                "week": 4,
                "until": "2026-03-29",
                "metric": "longest_continuous_jog_s",
                "figures": [figure],
                "wins": [],
            }
        ],
        "next": None,
    }


def test_the_plan_and_today_lead_to_it(ana: Any, bo: Any, browse: Any, clock: Any) -> None:
    plan, other = plan_in(ana, "walk_run_10w", 4, clock), plan_in(bo, "walk_run_10w", 3, clock)
    clock.move_to(noon(28))
    for one, number in ((plan, 4), (other, 3)):
        task = one.planned_sessions.earliest("day")
        one.planned_sessions.filter(pk=task.pk).update(key=f"W{number}-S1", day=ana.today())
    home = [browse(person).get("/").content.decode() for person in (ana, bo)]
    assert ["Week 4: look back" in page for page in home] == [True, False]
    assert f"/plan/{plan.pk}/look-back/" in browse(ana).get(f"/plan/{plan.pk}/").content.decode()


def test_the_reminder_leads_to_it_and_tells_no_figure(ana: Any) -> None:
    message = reminder_mail.mail_of("milestone", ana)
    assert "/plan/look-back/" in message.text
    assert not any(letter.isdigit() for letter in message.text.split("http")[0])


@pytest.mark.parametrize("count", [1, 3])
def test_more_plans_and_weeks_ask_no_more(browse: Any, clock: Any, count: int) -> None:
    person = make_person("many@example.org")
    for programme in ("walk_run_10w", "strength_foundation_8w", "steady_mix_12w")[:count]:
        plan_in(person, programme, 8, clock)
    for day in range(1, 50, 2):
        did(person, day, "jog", seconds=100 + day)
        did(person, day, "goblet_squat", reps=5, load_kg=20 + day)
    client = browse(person)
    client.get("/plan/look-back/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/plan/look-back/")
    assert len(queries) == {1: 8, 3: 11}[count], [query["sql"] for query in queries]
