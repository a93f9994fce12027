"""Training sessions over the API: derived figures, sets, days, consents, and what a write costs."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import withdraw_consent
from accounts.tokens import create_token
from tests.factories import make_person, make_session
from tests.owned_resources import at, session, squat
from tests.people import ApiClient

pytestmark = pytest.mark.django_db
SESSIONS = "training-sessions"
SIX = [squat(load_kg=60 + n) for n in range(3)] + [squat(exercise="bench_press", load_kg=40) for _ in range(3)]


def put(client: Any, body: dict[str, Any], object_id: Any = None) -> Any:
    return client.put(f"{SESSIONS}/{object_id or uuid4()}/", body)


@pytest.mark.parametrize(
    ("body", "load", "intensity", "equivalent"),
    [
        ({"activity": "running", "rpe": 7}, 280, "vigorous", 80),
        ({"activity": "running", "rpe": 4}, 160, "moderate", 40),
        ({"activity": "running", "rpe": 7, "talk_test": "light"}, 280, "light", 0),
        ({"activity": "walking"}, None, "moderate", 40),
        ({"activity": "strength", "rpe": 6}, 240, "vigorous", 0),
        ({"activity": "other", "rpe": 0}, 0, "light", 0),
    ],
)
def test_session_reads_its_derived_figures(
    body: dict[str, Any], load: int | None, intensity: str, equivalent: int, ana: Any, api: Any
) -> None:
    read = put(api(ana), {"started_at": at(0), "minutes": 40} | body).data
    assert (read["load"], read["intensity"], read["moderate_equivalent_minutes"]) == (load, intensity, equivalent)


def test_patch_changes_what_it_names_and_what_follows(ana: Any, api: Any) -> None:
    client = api(ana)
    before = put(client, session(0, rpe=5, title="Legs")).data
    after = client.patch(f"{SESSIONS}/{before['id']}/", {"rpe": 8}).data
    assert after == before | {"rpe": 8, "load": 320}


def test_put_without_sets_removes_them_and_patch_keeps_them(ana: Any, api: Any) -> None:
    client = api(ana)
    first = put(client, session(0, sets=SIX)).data
    assert len(client.patch(f"{SESSIONS}/{first['id']}/", {"note": "kept"}).data["sets"]) == 6
    whole = session(0)
    del whole["sets"]
    assert put(client, whole, first["id"]).data["sets"] == []


def test_sets_keep_their_order_kind_and_halves(ana: Any, api: Any) -> None:
    sets = [
        squat(kind="warmup", load_kg="20", reps=10),
        squat(load_kg=62.5, rpe=8.5),
        {"exercise": "plank", "seconds": 45},
        {"exercise": "jog", "seconds": 600, "distance_m": 1500},
    ]
    read = put(api(ana), session(0, sets=sets)).data["sets"]
    assert [(one["exercise"], one["kind"], one["load_kg"], one["rpe"], one["seconds"]) for one in read] == [
        ("back_squat", "warmup", 20, None, None),
        ("back_squat", "working", 62.5, 8.5, None),
        ("plank", "working", None, None, 45),
        ("jog", "working", None, None, 600),
    ]


@pytest.mark.parametrize(
    ("sent", "read", "day"),
    [
        ("2026-03-02T23:30:00-05:00", "2026-03-02T23:30:00-05:00", "2026-03-02"),
        ("2026-03-02T23:30:00Z", "2026-03-03T00:30:00+01:00", "2026-03-03"),
        ("2026-03-02T23:30:00+00:00", "2026-03-02T23:30:00+00:00", "2026-03-02"),
        ("2026-07-02T22:30:00z", "2026-07-03T00:30:00+02:00", "2026-07-03"),
        ("2026-03-29T02:30:00.250+01:00", "2026-03-29T02:30:00.250000+01:00", "2026-03-29"),
        ("2026-03-02 00:10:00+05:45", "2026-03-02T00:10:00+05:45", "2026-03-02"),
    ],
)
def test_instants_keep_their_offset_and_say_the_day(sent: str, read: str, day: str, ana: Any, api: Any) -> None:
    body = put(api(ana), session(0, started_at=sent)).data
    assert (body["started_at"], body["day"]) == (read, day)


def test_day_stays_when_the_person_moves(ana: Any, api: Any) -> None:
    client = api(ana)
    before = put(client, session(0, started_at="2026-03-02T23:30:00Z")).data
    ana.time_zone = "Asia/Shanghai"
    ana.save()
    assert client.patch(f"{SESSIONS}/{before['id']}/", {"rpe": 3}).data["day"] == before["day"] == "2026-03-03"


def test_errors_name_the_field_of_the_set(ana: Any, api: Any) -> None:
    answer = put(api(ana), session(0, minutes=0, sets=[squat(), squat(reps=200, exercise="lift"), 7]))
    assert answer.data == {
        "minutes": ["Use a whole number from 1 to 900."],
        "sets": {
            "1": {
                "reps": ["Use a whole number from 0 to 100."],
                "exercise": ["This exercise is not in the catalogue, nor among your own."],
            },
            "2": ["Each set is an object."],
        },
    }


def test_refused_put_leaves_the_session_as_it_was(ana: Any, api: Any) -> None:
    client = api(ana)
    before = put(client, session(0, sets=SIX)).data
    assert put(client, session(0, sets=[squat(reps=200)]), before["id"]).status_code == 400
    assert client.get(f"{SESSIONS}/{before['id']}/").data == before


@pytest.mark.parametrize(
    "held",
    [{"note": "tired"}, {"body_note": "light"}, {"emotion_word": "calm"}, {"emotion_after": 0}, {"confidence_next": 0}],
)
def test_words_and_feelings_of_a_session_need_their_own_consent(held: dict[str, Any], api: Any) -> None:
    dana = make_person("dana@example.org", consents=["training"])
    client = api(dana)
    assert put(client, session(0, note="", emotion_after=None)).status_code == 201
    refused = put(client, session(1, **held))
    assert (refused.status_code, refused.data["consent_required"]) == (403, "wellbeing")
    assert len(client.get(f"{SESSIONS}/").data["results"]) == 1


def test_withdrawn_consent_keeps_the_rest_of_a_session_editable(ana: Any, api: Any) -> None:
    client = api(ana)
    before = put(client, session(0, note="mine")).data
    ana.consents.filter(category="wellbeing").delete()
    path = f"{SESSIONS}/{before['id']}/"
    assert client.patch(path, {"rpe": 4}).data["note"] == "mine"
    assert client.patch(path, {"note": "more"}).status_code == 403


def test_token_of_another_scope_is_403(ana: Any) -> None:
    client = ApiClient(create_token(person=ana, name="mood only", scopes=["wellbeing"]))
    assert put(client, session(0)).status_code == 403
    assert client.get(f"{SESSIONS}/").status_code == 403
    reader = ApiClient(create_token(person=ana, name="reader", scopes=["read"]))
    assert reader.get(f"{SESSIONS}/").status_code == 200
    assert put(reader, session(0)).status_code == 403
    assert reader.delete(f"{SESSIONS}/{uuid4()}/").status_code == 403


def test_training_token_may_not_write_feelings(ana: Any) -> None:
    client = ApiClient(create_token(person=ana, name="watch", scopes=["training"]))
    assert put(client, session(0)).status_code == 201
    assert put(client, session(0, note="words")).status_code == 403


def test_note_of_a_set_is_wellbeing(ana: Any, api: Any) -> None:
    noted = [squat(note="knees out"), squat(superset=2)]
    answer = put(api(ana), session(0, sets=noted))
    assert [(one["note"], one["superset"]) for one in answer.data["sets"]] == [("knees out", None), ("", 2)]
    withdraw_consent(person=ana, category="wellbeing")
    refused = put(api(ana), session(1, sets=noted))
    assert (refused.status_code, refused.data["consent_required"]) == (403, "wellbeing")
    path = f"{SESSIONS}/{answer.data['id']}/"
    assert api(ana).put(path, session(0, minutes=50, sets=noted)).status_code == 200  # nothing new of it
    assert api(ana).put(path, session(0, sets=[squat(note="other")])).status_code == 403


def test_token_for_training_may_not_write_notes_of_sets(ana: Any) -> None:
    client = ApiClient(create_token(person=ana, name="watch", scopes=["training"]))
    assert put(client, session(0, sets=[squat(note="words")])).status_code == 403


@pytest.fixture
def half_a_year(ana: Any, api: Any) -> Any:
    """A client of Ana with thirty sessions of six sets over three months."""
    client = api(ana)
    for n in range(-90, 0, 3):
        sets = [one | {"load_kg": 60 + (90 + n) // 9} for one in SIX]
        assert put(client, session(n, sets=sets)).status_code == 201
    return client


def queries_of(call: Any) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert call().status_code in {200, 201}
    return [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]


@pytest.mark.parametrize("key", ["", "once"])
def test_session_with_six_sets_and_a_win_costs_twelve_queries_at_most(key: str, half_a_year: Any) -> None:
    body = session(0, sets=[one | {"load_kg": 100, "reps": 6} for one in SIX])
    headers = {"Idempotency-Key": key} if key else {}
    queries = queries_of(lambda: half_a_year.post(f"{SESSIONS}/", body, **headers))
    assert len(queries) <= 12, queries
    assert half_a_year.get("wins/").data["results"]


def test_put_of_a_new_session_with_a_win_costs_twelve_queries(half_a_year: Any) -> None:
    body = session(0, sets=[one | {"load_kg": 100, "reps": 6} for one in SIX])
    assert len(queries_of(lambda: put(half_a_year, body))) == 12


def test_thirty_days_with_sets_and_wins_cost_four_queries(half_a_year: Any) -> None:
    path = f"{SESSIONS}/?since=2026-01-31&until=2026-03-02"
    assert len(queries_of(lambda: half_a_year.get(path))) == 4
    assert len(half_a_year.get(path).data["results"]) == 10


def test_put_of_a_session_that_exceeds_nothing_costs_ten_queries(half_a_year: Any) -> None:
    usual = [one | {"load_kg": 69} for one in SIX]
    assert len(queries_of(lambda: put(half_a_year, session(0, sets=usual)))) == 10


def test_put_with_a_weight_that_was_not_lifted_lately_costs_eleven_queries(half_a_year: Any) -> None:
    """Half a year of that exercise is looked at."""
    lighter = [one | {"load_kg": 60} for one in SIX]
    assert len(queries_of(lambda: put(half_a_year, session(0, sets=lighter)))) == 11


@pytest.mark.parametrize("limit", [None, 2, 3])
def test_sessions_since_a_day_are_those_of_the_range_and_the_persons_own(ana, bo, api, limit) -> None:
    for day in range(1, 6):
        for person in (ana, bo):
            make_session(person, datetime(2026, 3, day, 17, tzinfo=UTC), day=date(2026, 3, day), minutes=day)
    size = f"&limit={limit}" if limit else ""
    first = api(ana).get(f"{SESSIONS}/?since=2026-03-03{size}").data
    of_range = api(ana).get(f"{SESSIONS}/?since=2026-03-03&until=2026-03-31{size}").data
    assert first["results"] == of_range["results"]
    assert [row["minutes"] for row in first["results"]] == [3, 4, 5][:limit]
    assert (first["next"] is None) == (limit != 2)
    if first["next"]:
        assert [row["minutes"] for row in api(ana).get(first["next"]).data["results"]] == [5]
