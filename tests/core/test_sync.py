"""`sync`: kept writes, one by one, in order, each once."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import withdraw_consent
from accounts.models import User
from accounts.tokens import create_token
from core import sync
from core.rates import take_write
from tests.people import ApiClient

pytestmark = pytest.mark.django_db
WHEN = "2026-03-02T18:30:00+01:00"


def mood(object_id: Any, method: str = "POST", **more: Any) -> dict[str, Any]:
    body = {"rated_at": WHEN, "score": 6} | more.pop("body", {})
    return {"method": method, "resource": "mood-ratings", "id": str(object_id), "body": body, **more}


def codes(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.data
    return [one["status"] for one in answer.data]


def test_each_write_answers_as_the_single_call_would(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    answer = client.post(
        "sync/",
        [
            mood(one, body={"note": "before the rain"}),
            mood(uuid4(), body={"score": 11}),
            {"method": "PUT", "resource": "rest-days", "id": "2026-03-03"},
            mood(one, "PATCH", body={"score": 8}),
            {"method": "DELETE", "resource": "mood-ratings", "id": str(uuid4())},
        ],
    )
    assert codes(answer) == [201, 400, 201, 200, 404]
    single = client.put(f"mood-ratings/{uuid4()}/", {"rated_at": WHEN, "score": 11})
    assert answer.data[1]["body"] == single.data
    assert answer.data[3]["body"] == client.get(f"mood-ratings/{one}/").data
    assert list(ana.mood_ratings.values_list("score", "note")) == [(8, "before the rain")]
    assert [str(day) for day in ana.rest_days.values_list("day", flat=True)] == ["2026-03-03"]


def test_the_same_list_again_changes_nothing(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    items = [mood(one), mood(one, "PATCH", key="b", body={"note": "x"}), mood(one, "DELETE", key="c")]
    assert codes(client.post("sync/", items)) == [201, 200, 204]
    again = client.post("sync/", items)
    assert (codes(again), [result["body"] for result in again.data]) == ([200, 200, 204], [None] * 3)
    assert not ana.mood_ratings.exists()


def test_a_create_that_comes_late_again_does_not_undo_an_edit(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one)])
    client.patch(f"mood-ratings/{one}/", {"score": 9})
    again = client.post("sync/", [mood(one)])
    assert codes(again) == [200]
    assert again.data[0]["body"]["score"] == 9


def test_a_key_with_another_body_is_refused(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one)])
    assert codes(client.post("sync/", [mood(one, body={"score": 1})])) == [422]
    assert ana.mood_ratings.get().score == 6


def test_a_refused_write_may_come_again_once_it_is_right(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    assert codes(client.post("sync/", [mood(one, body={"score": 11})])) == [400]
    assert codes(client.post("sync/", [mood(one, body={"score": 10})])) == [201]


def test_two_devices_that_change_the_same_field_keep_both(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one, body={"note": "first"})])
    here = {"method": "PATCH", "resource": "mood-ratings", "id": str(one), "base": {"note": "first"}}
    assert codes(client.post("sync/", [here | {"body": {"note": "phone"}, "key": "p"}])) == [200]
    other = client.post("sync/", [here | {"body": {"note": "tablet"}, "key": "t"}])
    assert codes(other) == [409]
    assert other.data[0]["body"]["conflict"] == {"note": {"seen": "first", "there": "phone", "sent": "tablet"}}
    assert ana.mood_ratings.get().note == "phone"
    different = here | {"body": {"energy": 3}, "base": {"energy": None}, "key": "u"}
    assert codes(client.post("sync/", [different])) == [200]
    assert ana.mood_ratings.values_list("note", "energy").get() == ("phone", 3)


def test_an_edit_of_what_is_gone_does_not_bring_it_back(ana: User, api: Any) -> None:
    edit = mood(uuid4(), "PUT", base={"score": 5})
    assert codes(api(ana).post("sync/", [edit])) == [404]
    assert not ana.mood_ratings.exists()


def test_an_edit_of_what_was_deleted_says_so_and_brings_it_back_when_asked(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one, body={"note": "first"})])
    client.delete(f"mood-ratings/{one}/")
    edit = {"method": "PATCH", "resource": "mood-ratings", "id": str(one), "body": {"note": "from the phone"}}
    for number, base in enumerate([{}, {"note": "first"}]):
        refused = client.post("sync/", [edit | {"base": base, "key": f"edit-{number}"}])
        assert codes(refused) == [404]
        assert datetime.fromisoformat(refused.data[0]["body"]["deleted_at"]) <= timezone.now()
    assert not ana.mood_ratings.exists()
    again = edit | {"restore": True, "base": {"note": "first"}, "key": "again"}
    for answer in (client.post("sync/", [again]), client.post("sync/", [again])):
        assert codes(answer) == [200]
    assert ana.mood_ratings.values_list("pk", "score", "note").get() == (one, 6, "from the phone")
    assert not ana.deleted_entries.exists()
    assert [version.body["note"] for version in ana.entry_versions.all()] == ["first"]


def test_what_the_trash_holds_no_more_is_gone(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one)])
    client.delete(f"mood-ratings/{one}/")
    ana.deleted_entries.update(body=None)
    edit = {"method": "PATCH", "resource": "mood-ratings", "id": str(one), "body": {"note": "x"}, "key": "k"}
    for item in (edit, edit | {"restore": True}):
        refused = client.post("sync/", [item])
        assert (codes(refused), refused.data[0]["body"].get("deleted_at")) == ([404], None)


def test_a_restored_edit_needs_its_consent_and_its_owner(ana: User, chen: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one)])
    client.delete(f"mood-ratings/{one}/")
    edit = {"method": "PATCH", "resource": "mood-ratings", "id": str(one), "body": {"note": "x"}, "restore": True}
    other = api(chen).post("sync/", [edit | {"key": "c"}])
    assert (codes(other), "deleted_at" in other.data[0]["body"]) == ([404], False)
    withdraw_consent(person=ana, category="wellbeing")
    assert codes(client.post("sync/", [edit | {"key": "a"}])) == [403]
    assert not ana.mood_ratings.exists()


def test_a_single_call_brings_nothing_back(ana: User, api: Any) -> None:
    client, one = api(ana), uuid4()
    client.post("sync/", [mood(one)])
    client.delete(f"mood-ratings/{one}/")
    headers = {"small_wins.bring_back": "1", "Small-Wins-Bring-Back": "1"}
    assert client.patch(f"mood-ratings/{one}/", {"note": "x", "restore": True}, **headers).status_code == 404


def test_another_persons_row_is_not_found(ana: User, chen: User, api: Any) -> None:
    one = uuid4()
    api(ana).post("sync/", [mood(one, body={"note": "mine"})])
    theirs = [mood(one, method, key=method) for method in sync.METHODS]
    answer = api(chen).post("sync/", theirs)
    assert codes(answer) == [404] * 4
    assert "mine" not in str(answer.data)
    assert ana.mood_ratings.get().note == "mine"


def test_keys_belong_to_one_person(ana: User, chen: User, api: Any) -> None:
    for person in (ana, chen):
        assert codes(api(person).post("sync/", [mood(uuid4(), key="same")])) == [201]


def test_consents_and_scopes_hold_as_in_single_calls(ana: User) -> None:
    token = create_token(person=ana, name="watch", scopes=["read", "training"])
    client = ApiClient(token)
    rest = {"method": "PUT", "resource": "rest-days", "id": "2026-03-03"}
    assert codes(client.post("sync/", [mood(uuid4()), rest])) == [403, 201]
    withdraw_consent(person=ana, category="training")
    later = rest | {"id": "2026-03-04"}
    refused = client.post("sync/", [later])
    assert (codes(refused), refused.data[0]["body"]["consent_required"]) == ([403], "training")


@pytest.mark.parametrize(
    "item",
    [None, 5, "x", [], {}, {"method": "GET", "resource": "mood-ratings"}, {"method": "PUT", "resource": "../me"},
     {"method": "PUT", "resource": "mood-ratings", "body": []}, {"method": "PUT", "resource": 5, "id": []}],
    ids=str,
)  # fmt: skip
def test_what_is_no_write_is_400_and_stops_no_other(item: Any, ana: User, api: Any) -> None:
    assert codes(api(ana).post("sync/", [item, mood(uuid4())])) == [400, 201]


@pytest.mark.parametrize("resource", ["me", "sync", "nothing", "programmes"])
def test_what_takes_no_writes_refuses_them(resource: str, ana: User, api: Any) -> None:
    item = {"method": "PATCH", "resource": resource, "body": {"display_name": "Eve"}}
    assert codes(api(ana).post("sync/", [item]))[0] in (404, 405)
    assert User.objects.get(pk=ana.pk).display_name == ana.display_name


def test_more_than_a_list_holds_is_413_and_no_list_is_400(ana: User, api: Any) -> None:
    client = api(ana)
    assert client.post("sync/", [mood(uuid4())] * (sync.ITEMS_MAX + 1)).status_code == 413
    assert client.post("sync/", mood(uuid4())).status_code == 400
    assert not ana.mood_ratings.exists()


@time_machine.travel("2026-03-02T19:00:30+01:00", tick=False)  # the limit counts by the minute
def test_over_the_limit_of_writes_the_rest_waits(ana: User, api: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(take_write, "__defaults__", (2,))
    items = [mood(uuid4()) for _ in range(4)]
    client = api(ana)
    assert codes(client.post("sync/", items)) == [201, 201, 429, 429]
    monkeypatch.setattr(take_write, "__defaults__", (100,))
    assert codes(client.post("sync/", items)) == [200, 200, 201, 201]


def test_each_write_costs_the_same(ana: User, api: Any) -> None:
    client, counts = api(ana), []
    for number in (1, 1, 3, 9):
        items = [mood(uuid4()) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            client.post("sync/", items)
        counts.append(len(queries))
    assert [count - counts[1] for count in counts[1:]] == [0, 2 * 8, 8 * 8]


def test_a_browser_needs_its_token_against_forgery(ana: User, browse: Any) -> None:
    client = browse(ana)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/api/v1/sync/", [mood(uuid4())], content_type="application/json")
    assert answer.status_code == 403
    assert not ana.mood_ratings.exists()
