"""Measurements, moods, rest days, wins and exercises over the API."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from journal import win_marks
from journal.models import SmallWin
from tests.factories import make_person
from tests.owned_resources import at, mood, session, squat, weight

pytestmark = pytest.mark.django_db


def put(client: Any, resource: str, body: dict[str, Any]) -> Any:
    return client.put(f"{resource}/{uuid4()}/", body)


@pytest.mark.parametrize(
    ("kind", "value", "unit", "read"),
    [
        ("weight", "150", "lb", (68.04, "kg")),
        ("weight", 140, "jin", (70, "kg")),
        ("waist", 35, "in", (88.9, "cm")),
        ("resting_hr", 54, None, (54, "bpm")),
        ("hs_crp", 0.2, "mg/dL", (2, "mg/L")),
        ("six_minute_walk", 1000, "ft", (304.8, "m")),
    ],
)
def test_measurements_are_read_in_one_unit(
    kind: str, value: Any, unit: str | None, read: tuple[float, str], ana: Any, api: Any
) -> None:
    body = put(api(ana), "measurements", weight(0, kind=kind, value=value, unit=unit)).data
    assert (body["value"], body["unit"]) == read


def test_blood_pressure_has_three_numbers(ana: Any, api: Any) -> None:
    sent = {"measured_at": at(0), "kind": "blood_pressure", "systolic": 121, "diastolic": 78, "pulse": 60}
    read = put(api(ana), "measurements", sent).data
    assert (read["systolic"], read["diastolic"], read["pulse"]) == (121, 78, 60)
    assert (read["value"], read["unit"]) == (None, "mmHg")


def test_steps_are_training_and_a_weight_is_body(api: Any) -> None:
    dana = make_person("dana@example.org", consents=["training"])
    client = api(dana)
    assert put(client, "measurements", weight(0, kind="steps", value=8000, unit="steps")).status_code == 201
    assert put(client, "measurements", weight(0)).data["consent_required"] == "body"


def test_tags_are_kept_once_and_in_order(ana: Any, api: Any) -> None:
    assert put(api(ana), "mood-ratings", mood(0, tags=["work", " sun ", "work", ""])).data["tags"] == ["work", "sun"]


# Rest days


def test_rest_day_is_addressed_by_its_day(ana: Any, bo: Any, api: Any) -> None:
    client, path = api(ana), "rest-days/2026-03-02/"
    posted = client.post("rest-days/", {"day": "2026-03-02"})
    answers = [posted, client.put(path), client.put(path, {"day": "2026-03-09"})]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert client.get(path).data == answers[0].data == {"id": answers[0].data["id"], "day": "2026-03-02"}
    assert client.get("rest-days/?since=2026-03-02&until=2026-03-02").data["results"] == [answers[0].data]
    assert api(bo).get(path).status_code == 404
    assert api(bo).delete(path).status_code == 404
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_rest_day_needs_a_day_and_a_consent(ana: Any, api: Any) -> None:
    assert list(api(ana).put("rest-days/2026-02-30/").data) == ["day"]
    assert list(api(ana).post("rest-days/", {}).data) == ["day"]
    assert api(ana).get("rest-days/today/").status_code == 400
    assert api().put("rest-days/2026-03-02/").status_code == 401
    dana = make_person("dana@example.org", consents=["wellbeing"])
    assert api(dana).put("rest-days/2026-03-02/").data["consent_required"] == "training"


# Wins


@pytest.fixture
def winner(ana: Any, api: Any) -> Any:
    """A client of Ana, who lifted more on the fourth day."""
    client = api(ana)
    for n, kilograms in enumerate((60, 60, 60, 62.5)):
        assert put(client, "training-sessions", session(2 * n, sets=[squat(load_kg=kilograms)])).status_code == 201
    return client


def test_win_is_in_the_answer_the_session_and_the_list(winner: Any) -> None:
    last = winner.get("training-sessions/").data["results"][-1]
    (win,) = last["wins"]
    assert {name: win[name] for name in ("rule", "kind", "session", "day", "old", "new", "shared", "dismissed")} == {
        "rule": "SW01",
        "kind": "fact",
        "session": last["id"],
        "day": last["day"],
        "old": 60,
        "new": 62.5,
        "shared": False,
        "dismissed": False,
    }
    assert win["text"] == "Back squat: 62.5 kg, 2.5 kg more than before. You did that."
    assert winner.get("wins/").data["results"] == [win]
    assert winner.get(f"wins/{win['id']}/").data == win


def test_win_speaks_the_persons_language(winner: Any, ana: Any) -> None:
    ana.language = "zh-hans"
    ana.save()
    assert "62.5" in winner.get("wins/").data["results"][0]["text"]
    assert winner.get("wins/").data["results"][0]["text"].startswith("杠铃")


def test_dismissed_win_stays_dismissed_when_the_log_is_corrected(winner: Any) -> None:
    win = winner.get("wins/").data["results"][0]
    path = f"wins/{win['id']}/"
    assert winner.patch(path, {"dismissed": True, "rule": "SW99"}).data == win | {"dismissed": True}
    assert winner.patch(path, {"dismissed": "maybe"}).status_code == 400
    winner.patch(f"training-sessions/{win['session']}/", {"minutes": 50})
    assert winner.get(path).data["dismissed"] is True
    winner.patch(f"training-sessions/{win['session']}/", {"sets": []})
    assert winner.get(path).status_code == 404


def test_a_win_that_is_kept_is_not_put_aside_and_the_other_way_round(winner: Any) -> None:
    path = f"wins/{winner.get('wins/').data['results'][0]['id']}/"
    states = []
    for flags in ({"kept": True}, {"dismissed": True}, {"kept": True}, {"kept": False}, {"dismissed": False}):
        win = winner.patch(path, flags).data
        states.append((win["kept"], win["dismissed"]))
    assert states == [(True, False), (False, True), (True, False), (False, False), (False, False)]


def test_wins_are_listed_between_two_days_both_included(ana: Any, api: Any) -> None:
    client = api(ana)
    for n, kilograms in enumerate((60, 60, 60, 62.5, 65, 67.5)):
        put(client, "training-sessions", session(2 * n, sets=[squat(load_kg=kilograms)]))
    days = [win["day"] for win in client.get("wins/").data["results"] if win["rule"] == "SW01"]
    assert days == sorted(days)
    assert len(days) == 3
    for query, wanted in (
        (f"since={days[1]}", days[1:]),
        (f"until={days[1]}", days[:2]),
        (f"since={days[1]}&until={days[1]}", [days[1]]),
        ("since=2030-01-01", []),
    ):
        told = [win["day"] for win in client.get(f"wins/?{query}").data["results"] if win["rule"] == "SW01"]
        assert told == wanted, query
    assert client.get("wins/?since=yesterday").status_code == 400


def test_sharing_a_win_asks_whoever_registered(winner: Any, monkeypatch: Any) -> None:
    win, asked = winner.get("wins/").data["results"][0], []
    monkeypatch.setattr(win_marks, "on_shared", [lambda person, row, shared: asked.append((str(row.pk), shared))])
    everything = SmallWin.objects.filter(pk=OuterRef("pk"))
    monkeypatch.setattr(win_marks, "shared_tests", [lambda person: Exists(everything.filter(person=person))])
    assert winner.patch(f"wins/{win['id']}/", {"shared": True}).data["shared"] is True
    assert asked == [(win["id"], True)]


def test_wins_are_ones_own_and_cannot_be_made(winner: Any, chen: Any, api: Any) -> None:
    win = winner.get("wins/").data["results"][0]
    assert api(chen).get(f"wins/{win['id']}/").status_code == 404
    assert api(chen).patch(f"wins/{win['id']}/", {"dismissed": True}).status_code == 404
    assert winner.put(f"wins/{win['id']}/", win).status_code == 405
    assert winner.post("wins/", win).status_code == 405
    assert api().get("wins/").status_code == 401


def test_wins_of_own_exercises_are_told_by_name_in_a_constant_number_of_queries(ana: Any, api: Any) -> None:
    client = api(ana)
    slug = client.post("exercises/", {"name": "Stone lift", "pattern": "hinge"}).data["slug"]
    for n, kilograms in enumerate((60, 60, 60, 62.5, 65, 67.5)):
        put(client, "training-sessions", session(2 * n, sets=[squat(exercise=slug, load_kg=kilograms)]))
    told = [win["text"] for win in client.get("wins/").data["results"] if win["rule"] == "SW01"]
    assert [text.partition(":")[0] for text in told] == ["Stone lift"] * 3
    with CaptureQueriesContext(connection) as one:
        client.get("wins/?limit=1")
    with CaptureQueriesContext(connection) as all_of_them:
        client.get("wins/")
    assert len(one) == len(all_of_them)


# Exercises


def test_exercises_are_the_catalogue_and_ones_own(ana: Any, chen: Any, api: Any) -> None:
    client = api(ana)
    own = client.post("exercises/", {"name": "Stone lift", "pattern": "hinge", "increment_kg": 5})
    assert own.status_code == 201
    assert own.data["slug"] == "own_stone_lift"
    listed = {row["slug"]: row for row in client.get("exercises/").data["results"]}
    assert listed["own_stone_lift"] == own.data == client.get("exercises/own_stone_lift/").data
    assert listed["back_squat"] == client.get("exercises/back_squat/").data
    assert (listed["back_squat"]["name"], listed["back_squat"]["is_own"]) == ("Back squat", False)
    assert api(chen).get("exercises/own_stone_lift/").status_code == 404
    lifted = session(0, sets=[squat(exercise="own_stone_lift")])
    assert put(client, "training-sessions", lifted).status_code == 201
    assert put(api(chen), "training-sessions", lifted).status_code == 400


def test_own_exercises_get_slugs_of_their_own(ana: Any, api: Any) -> None:
    client = api(ana)
    slugs = [client.post("exercises/", {"name": name}).data["slug"] for name in ("Stone lift", "Stone lift", "举石")]
    assert len(set(slugs)) == 3
    assert all(slug.isascii() and slug.startswith("own_") for slug in slugs)


@pytest.mark.parametrize(
    "bad", [{}, {"name": ""}, {"name": "x" * 81}, {"name": "Lift", "pattern": "dance"}, {"name": 5}]
)
def test_bad_exercises_are_400(bad: dict[str, Any], ana: Any, api: Any) -> None:
    assert api(ana).post("exercises/", bad).status_code == 400
