"""Programmes, plans and planned sessions through the API."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import ReadinessStatement
from plans.following import end_plan, start_plan
from plans.models import Plan, PlanProposal
from plans.programmes import FOLDER, SHIPPED, shipped
from tests.factories import make_person, make_session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
BODY: dict[str, Any] = {"programme": "walk_run_10w", "weekdays": [0, 2, 4], "at_time": "18:30", "if_then": "I walk."}


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel("2026-03-02T08:00:00+00:00", tick=False):
        yield


def answer(person: Any, **more: Any) -> None:
    ReadinessStatement.objects.create(person=person, **({"answered_on": MONDAY, "has_some_yes": False} | more))


def begin(person: Any, programme: str = "walk_run_10w") -> Plan:
    return start_plan(person=person, programme=programme, weekdays=[0, 2, 4], today=MONDAY)


def test_programmes_are_listed_and_written_out(ana: Any, chen: Any, api: Any) -> None:
    text = (FOLDER / "yoga_depth_6w.yaml").read_text("utf-8")
    own = ana.own_programmes.create(name="Mine", template=text)
    found = api(ana).get("programmes/").data
    assert [row["id"] for row in found["results"]] == [*SHIPPED, f"own:{own.pk}"]
    assert found["results"][0]["weeks"] == 10
    assert api(ana).get("programmes/walk_run_10w/").data == shipped()["walk_run_10w"].written_out()
    assert api(ana).get(f"programmes/own:{own.pk}/").data["id"] == f"own:{own.pk}"
    assert api(chen).get(f"programmes/own:{own.pk}/").status_code == 404
    assert api(ana).get("programmes/none/").status_code == 404
    assert api(ana).post("programmes/", BODY).status_code == 405
    assert api().get("programmes/").status_code == 401


def test_a_plan_is_started_once_however_often_it_is_put(ana: Any, api: Any) -> None:
    answer(ana)
    path = f"plans/{uuid4()}/"
    answers = [api(ana).put(path, BODY) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 200, 200]
    told = answers[0].data
    assert told == answers[2].data == api(ana).get(path).data == api(ana).put(path, answers[0].data).data
    assert api(ana).patch(path, {}).data == told
    assert told == BODY | {
        "id": path.split("/")[1], "starts_on": "2026-03-02", "wish": "", "auto_accepts": False,
        "has_mirror": False, "state": "active",
        "current_week": 1, "ended_on": None, "swaps": {}, "adherence": {"done": 0, "planned": 0}, "proposals": [],
    }  # fmt: skip
    assert ana.planned_sessions.count() == 3
    posted = [
        api(ana).post("plans/", BODY | {"programme": "yoga_depth_6w"}, **{"Idempotency-Key": "k"}).data for _ in "ab"
    ]
    assert posted[0] == posted[1]
    assert ana.plans.count() == 2


@pytest.mark.parametrize(
    "bad",
    [
        {"programme": "none"}, {"programme": None}, {"weekdays": []}, {"weekdays": [7]}, {"weekdays": "x"},
        {"at_time": "25:00"}, {"starts_on": "2026-02-22"}, {"starts_on": "2027-04-01"}, {"state": "paused"},
        {"state": "asleep"}, {"wish": "beauty"}, {"if_then": "x" * 301}, {"auto_accepts": "perhaps"},
    ],
)  # fmt: skip
def test_bad_bodies_are_400_and_store_nothing(ana: Any, api: Any, bad: dict[str, Any]) -> None:
    answer(ana)
    told = api(ana).post("plans/", BODY | bad)
    assert (told.status_code, list(told.data)) == (400, list(bad))
    assert ana.plans.count() == 0


def test_what_stands_before_a_start_is_a_conflict(ana: Any, api: Any) -> None:
    assert api(ana).post("plans/", BODY).status_code == 409
    answer(ana, has_some_yes=True)
    assert api(ana).post("plans/", BODY).status_code == 409
    assert api(ana).post("plans/", BODY | {"programme": "yoga_depth_6w"}).status_code == 201
    assert api(ana).post("plans/", BODY | {"programme": "yoga_depth_6w"}).status_code == 409
    assert [plan.programme for plan in ana.plans.all()] == ["yoga_depth_6w"]


def test_without_consent_nothing_is_stored(api: Any) -> None:
    dana = make_person("dana@example.org", consents=["wellbeing"])
    told = api(dana).post("plans/", BODY)
    assert (told.status_code, told.data["consent_required"]) == (403, "training")


def test_a_plan_is_changed_paused_and_ended(ana: Any, api: Any) -> None:
    answer(ana)
    plan, client = begin(ana), api(ana)
    path = f"plans/{plan.pk}/"
    assert client.patch(path, {"weekdays": [1, 3]}).data["weekdays"] == [1, 3]
    assert [row.day.day for row in plan.planned_sessions.all()] == [3, 5]
    assert client.patch(path, {"state": "paused"}).data["state"] == "paused"
    assert plan.planned_sessions.count() == 0
    assert client.patch(path, {"state": "active"}).data["state"] == "active"
    for refused in ({"programme": "yoga_depth_6w"}, {"starts_on": "2026-03-09"}, {"state": "completed"}):
        assert client.patch(path, refused).status_code == 409
    assert client.patch(path, {"state": "ended"}).data["ended_on"] == "2026-03-02"
    for refused in ({"state": "active"}, {"weekdays": [2]}):
        assert client.patch(path, refused).status_code == 409


def test_a_deleted_plan_goes_with_its_tasks_and_leaves_the_sessions(ana: Any, chen: Any, api: Any) -> None:
    plan, session = begin(ana), make_session(ana)
    plan.planned_sessions.filter(key="W1-S1").update(state="done", session=session)
    path = f"plans/{plan.pk}/"
    assert (api(chen).delete(path).status_code, ana.planned_sessions.count()) == (404, 3)
    assert (api(ana).delete(path).status_code, api(ana).get(path).status_code) == (204, 404)
    assert (ana.plans.count(), ana.planned_sessions.count(), ana.training_sessions.count()) == (0, 0, 1)
    assert api(ana).delete(path).status_code == 404


def test_open_proposals_and_what_was_done_stand_in_a_plan(ana: Any, bo: Any, api: Any) -> None:
    plan = begin(ana)
    plan.planned_sessions.filter(key="W1-S1").update(state="done")
    for state in ("open", "declined"):
        PlanProposal.objects.create(
            person=ana, plan=plan, monday=MONDAY, rule="week_step", outcome="advance", state=state,
            exercise=state, change={"programme_week": 2}, reasons=[{"code": "done"}], basis=["x"],
        )  # fmt: skip
    told = api(ana).get(f"plans/{plan.pk}/").data
    assert told["adherence"] == {"done": 1, "planned": 1}
    assert [(one["exercise"], one["change"]) for one in told["proposals"]] == [("open", {"programme_week": 2})]
    assert api(bo).get("plans/").data["results"] == []


def test_planned_sessions_move_shorten_and_rest(ana: Any, chen: Any, api: Any) -> None:
    plan, client = begin(ana), api(ana)
    first = plan.planned_sessions.get(key="W1-S1")
    path = f"planned-sessions/{first.pk}/"
    told = client.get(path).data
    assert (told["title"], told["reason"]) == ("Walk and jog 1 of 3", "Longest jog this week: 0 min 45 s")
    assert told["elements"] == first.elements
    assert client.patch(path, {"day": "2026-03-03", "short_version": True}).data == told | {
        "day": "2026-03-03", "short_version": True,
    }  # fmt: skip
    assert client.patch(path, {"state": "rested"}).data["state"] == "rested"
    assert client.patch(path, {"state": "planned", "short_version": False}).data == told | {"day": "2026-03-03"}
    for refused in ({"day": "2026-03-04"}, {"day": "2026-03-10"}):
        assert client.patch(path, refused).status_code == 409
    for bad in ({"state": "done"}, {"state": "gone"}, {"state": "x"}, {"day": "soon"}, {"short_version": "x"}):
        assert client.patch(path, bad).status_code == 400
    assert client.put(path, told).status_code == 405
    assert api(chen).get(path).status_code == api(chen).patch(path, {"state": "skipped"}).status_code == 404
    first.refresh_from_db()
    assert first.state == "planned"


def test_a_task_that_a_session_closed_is_changed_through_the_session(ana: Any, api: Any) -> None:
    task = begin(ana).planned_sessions.get(key="W1-S1")
    task.state, task.session = "done", make_session(ana)
    task.save()
    assert api(ana).patch(f"planned-sessions/{task.pk}/", {"day": "2026-03-03"}).status_code == 409
    assert api(ana).patch(f"planned-sessions/{task.pk}/", {"state": "skipped"}).status_code == 409
    assert api(ana).get(f"planned-sessions/{task.pk}/").data["training_session"] == str(task.session_id)


def test_tasks_of_a_deleted_own_programme_are_still_read(ana: Any, api: Any) -> None:
    own = ana.own_programmes.create(name="Mine", template=(FOLDER / "yoga_depth_6w.yaml").read_text("utf-8"))
    end_plan(plan=begin(ana, f"own:{own.pk}"), today=date(2026, 3, 20))
    own.delete()
    assert {row["title"] for row in api(ana).get("planned-sessions/").data["results"]} == {""}


def test_lists_are_cut_and_cost_the_same_queries(ana: Any, api: Any) -> None:
    client, counts = api(ana), []
    client.get("plans/")  # the first call notes when the token was used
    for names in (["walk_run_10w"], ["yoga_depth_6w", "together_6w"]):
        for name in names:
            begin(ana, name)
        for path in ("plans/", "planned-sessions/?limit=2"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    page = client.get("planned-sessions/?limit=4").data
    days = [row["day"] for row in page["results"] + client.get(page["next"]).data["results"]]
    assert days == sorted(days)
    cut = client.get("planned-sessions/?since=2026-03-04&until=2026-03-04").data
    assert {row["day"] for row in cut["results"]} == {"2026-03-04"}
