"""The page of proposals: what, why and on which rows; one tap answers, once, and only one's own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from journal.load_units import Units
from plans import following
from plans.models import Plan, PlanProposal
from plans.reason_words import what, why
from tests.factories import make_session
from tests.plans.logging import lifts, log

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
PAGE = "/plan/proposals/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2026, 3, 2, 20, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def plan(ana: Any) -> Plan:
    return following.start_plan(person=ana, programme="strength_foundation_8w", weekdays=[0, 2, 4], today=MONDAY)


def answer(client: Any, row: PlanProposal, **said: str) -> Any:
    return client.post(f"{PAGE}{row.pk}/", said)


def test_the_card_says_what_why_and_on_which_sets_it_rests(ana: Any, plan: Plan, browse: Any) -> None:
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12, 12))
    page = browse(ana).get(PAGE).content.decode()
    for text in (
        "Bench press: 42.5 kg, 8 repetitions",
        "All sets reached 10 repetitions, with strength to spare.",
        "40 × 12, 12, 12",
        'href="/days/2026-03-02/"',
    ):
        assert text in page
    assert "Or something gentler" not in page


def test_one_tap_accepts_and_a_second_one_changes_nothing(ana: Any, plan: Plan, browse: Any) -> None:
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    client, row = browse(ana), plan.proposals.get()
    assert answer(client, row, answer="accept")["Location"] == PAGE
    assert answer(client, row, answer="decline")["Location"] == PAGE
    assert "This one is answered already." in client.get(PAGE).content.decode()
    row.refresh_from_db()
    assert (row.state, plan.targets.get().load_kg) == ("accepted", 42.5)


def test_not_now_leaves_the_plan_as_it_is(ana: Any, plan: Plan, browse: Any) -> None:
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    client = browse(ana)
    answer(client, plan.proposals.get(), answer="decline")
    assert not plan.targets.exists()
    assert "Nothing waits for an answer" in client.get(PAGE).content.decode()


def test_another_persons_proposal_and_plan_are_not_found(ana: Any, chen: Any, plan: Plan, browse: Any) -> None:
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12))
    row, client = plan.proposals.get(), browse(chen)
    assert answer(client, row, answer="accept").status_code == 404
    assert client.post(f"/plan/easy-week/{plan.pk}/").status_code == 404
    row.refresh_from_db()
    assert (row.state, plan.weeks.get().is_easy) == ("open", False)
    assert "Bench press" not in client.get(PAGE).content.decode()


def test_with_pain_a_gentler_exercise_takes_the_place(ana: Any, plan: Plan, browse: Any) -> None:
    log(ana, MONDAY, lifts("bench_press", 40, 12, 12), pain=5, pain_place="shoulder")
    client, row = browse(ana), plan.proposals.get()
    assert 'name="instead" value="push_up"' in client.get(PAGE).content.decode()
    assert answer(client, row, instead="back_squat").status_code == 404
    row.refresh_from_db()
    assert row.state == "open"
    answer(client, row, instead="push_up")
    plan.refresh_from_db()
    row.refresh_from_db()
    assert (plan.swaps, row.state) == ({"bench_press": "push_up"}, "declined")


def test_an_easy_week_and_back(ana: Any, plan: Plan, browse: Any) -> None:
    client = browse(ana)
    for said, is_easy in (({}, True), ({"usual": "1"}, False)):
        client.post(f"/plan/easy-week/{plan.pk}/", said)
        assert plan.weeks.get().is_easy is is_easy


def test_the_page_costs_the_same_with_one_proposal_and_with_many(ana: Any, plan: Plan, browse: Any) -> None:
    client, counts = browse(ana), []
    for exercises in (("bench_press",), ("row", "goblet_squat", "romanian_deadlift")):
        log(ana, MONDAY, [one for slug in exercises for one in lifts(slug, 40, 12, 12)])
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert plan.proposals.count() == 4
    assert counts[0] == counts[1] <= 12


WEEK = {"exercise": "", "rule": "week_step"}
WORDS = [
    ({"outcome": "advance", "change": {"load_kg": "42.5", "reps": 8}}, ("all_at_most", {"reps": 12, "rir": 2.5}),
     "Row: 42.5 kg, 8 repetitions", "All sets reached 12 repetitions, with strength to spare."),
    ({"outcome": "hold", "change": {"load_kg": "40", "reps": 1}}, ("not_yet", {"reps": 12}),
     "Row: 40 kg, 1 repetition", "The same again, until every set reaches 12."),
    ({"outcome": "hold", "change": {"load_kg": "40"}}, ("no_reserve", {"reps": 12}),
     "Row: 40 kg", "All sets reached 12 repetitions. The same again, until it leaves some strength to spare."),
    ({"outcome": "hold", "change": {"load_kg": "40"}}, ("unrated", {"reps": 12}),
     "Row: 40 kg", "All sets reached 12 repetitions. With an effort beside the session the plan can tell when you are"
     " ready for more."),
    ({"outcome": "back", "change": {"load_kg": "35"}}, ("pain", {"pain": 5}),
     "Row: 35 kg", "You noted pain of 5 of 10. A smaller step gives it time to settle."),
    ({"outcome": "back", "change": {"load_kg": "35"}}, ("below_least", {"reps": 8, "times": 2}),
     "Row: 35 kg", "Sets of fewer than 8 repetitions, 2 times running. Lighter lets you do them well."),
    ({"outcome": "hold", "change": {"load_kg": "40"}}, ("unusual_load", {"load_kg": "88", "usual_kg": "40"}),
     "Row: 40 kg", "88 kg is far above your usual 40 kg. If it was a slip, correct the entry; the plan stays with the"
     " usual weight."),
    ({"outcome": "gap", "change": {"load_kg": None}}, ("gap", {"days": 60, "from": 56}),
     "Row: begin with a light weight again", "There were 60 days in between. A softer start makes coming back easy."),
    ({"outcome": "advance", "change": {"reps": 10}}, ("target_met", {"target": 8, "times": 2, "effort": 5}),
     "Row: 10 repetitions a set", "8 in every set, 2 times running, at an effort of 5."),
    ({"outcome": "advance", "change": {"seconds": 20, "is_harder": True}}, ("effort", {"effort": 9}),
     "Row: try a harder version", "It felt like 9 of 10. A little less leaves room for good days."),
    ({"outcome": "hold", "change": {"seconds": 25}}, ("not_yet", {"seconds": 25}),
     "Row: 25 seconds a set", "A little longer at the same level, up to 25 seconds."),
    ({"outcome": "advance", "change": {"pose_level": 3, "seconds": 20}}, ("held", {"seconds": 30, "times": 2}),
     "Row: level 3, 20 seconds", "Held for 30 seconds, 2 times running, with a calm breath."),
    ({"outcome": "advance", "change": {"pace_s_per_km": "297"}}, ("even", {"reps": 6, "effort": 7}),
     "Row: 4:57 a kilometre", "All 6 repetitions were even, at an effort of 7."),
    ({"outcome": "gap", "change": {"pace_s_per_km": None}}, ("baseline", {"reps": 3}),
     "Row: find your pace again", "This is your own pace, from 3 repetitions."),
    ({"outcome": "back", "change": {"pace_s_per_km": "303"}}, ("missed", {"reps": 2}),
     "Row: 5:03 a kilometre", "2 repetitions fewer than planned. A little slower makes room for all of them."),
    ({"outcome": "hold", "change": {"pace_s_per_km": "300"}}, ("not_yet", {}),
     "Row: 5:00 a kilometre", "The same again, until it feels steady."),
    (WEEK | {"outcome": "advance", "change": {"programme_week": 4}},
     ("manageable", {"done": 3, "planned": 3, "effort": 5.5}),
     "On to week 4", "3 of 3 sessions are done, at an effort of 5.5."),
    (WEEK | {"outcome": "advance", "change": {"programme_week": 9}}, ("turned_up", {"done": 2}),
     "The programme is complete", "You came, and that is the goal here. Sessions this week: 2."),
    (WEEK | {"outcome": "hold", "change": {"programme_week": 3}}, ("sessions_short", {"done": 1, "enough": 2}),
     "Week 3 again", "1 of the 2 sessions that carry you on are done. The same week is there again."),
    (WEEK | {"outcome": "hold", "change": {"programme_week": 3}}, ("no_effort", {"rated": 0, "of": 2}),
     "Week 3 again", "With an effort beside each session the plan can tell when you are ready. The same week again."),
    (WEEK | {"outcome": "back", "change": {"programme_week": 2}}, ("minutes_done", {"minutes": 90, "planned": 100}),
     "Week 2 once more", "90 minutes, of 100 that were planned."),
    (WEEK | {"outcome": "back", "change": {"programme_week": 4, "rounds": 2}},
     ("minutes_short", {"minutes": 9, "planned": 90}),
     "On to week 4, with 2 rounds", "9 minutes, of 90 that were planned. The same week is there again."),
    (WEEK | {"outcome": "advance", "change": {"programme_week": 2}}, ("nights_logged", {"nights": 5, "least": 4}),
     "On to week 2", "5 nights are noted."),
    (WEEK | {"outcome": "hold", "change": {"programme_week": 1}}, ("nights_short", {"nights": 2, "least": 4}),
     "Week 1 again", "2 nights are noted; with 4 the window can grow narrower."),
    (WEEK | {"outcome": "pause", "change": {"state": "paused"}}, ("pain", {"pain": 8}),
     "A pause for this plan", "You noted pain of 8 of 10. A smaller step gives it time to settle."),
    (WEEK | {"outcome": "easy", "change": {"is_easy": True}}, ("signs", {"signs": 2}),
     "An easy week", "2 signs of tiredness in your own entries. Rest is training too."),
    (WEEK | {"outcome": "easy", "change": {"is_easy": True}}, ("every_weeks", {"weeks": 4}),
     "An easy week", "Every 4 weeks an easy one lets the work sink in. It is yours to choose."),
    (WEEK | {"outcome": "easy", "change": {"is_easy": True}}, ("wish", {}), "An easy week", "You asked for it."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "reason", "title", "sentence"), WORDS)
def test_every_reason_has_its_sentence(said: dict[str, Any], reason: Any, title: str, sentence: str) -> None:
    row = PlanProposal(**({"exercise": "row"} | said), reasons=[list(reason)])
    assert (what(row, "Row", Units(), weeks=8), why(row, Units())) == (title, sentence)
    with translation.override("zh-hans"):
        chinese = what(row, "划船", Units(), weeks=8) + why(row, Units())
        assert not any("a" <= sign <= "z" for sign in chinese.replace("kg", ""))


def test_a_week_rests_on_its_sessions(ana: Any, plan: Plan, browse: Any) -> None:
    session = make_session(ana, datetime(2026, 3, 2, 12, tzinfo=UTC), minutes=35, rpe=6)
    plan.proposals.create(
        person=ana, monday=MONDAY, rule="week_step", outcome="hold", change={"programme_week": 2},
        reasons=[["sessions_short", {"done": 1, "enough": 2}]], basis=[str(session.pk)],
    )  # fmt: skip
    page = browse(ana).get(PAGE).content.decode()
    assert "Running, 35 minutes · RPE 6" in page
    old = plan.proposals.get()
    old.monday = MONDAY - timedelta(days=7)
    old.save()
    assert "Week 2 again" not in browse(ana).get(PAGE).content.decode()
