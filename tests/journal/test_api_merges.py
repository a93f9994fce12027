"""Merging exercises over the API, and taking it back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from accounts.tokens import create_token
from journal.exercise_merging import merge
from tests.journal.merged import NOW, did, lift, own, slugs_of
from tests.people import ApiClient

pytestmark = pytest.mark.django_db
PATH = "exercise-merges/"


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_merge_moves_the_sets_and_its_deletion_moves_them_back(ana: Any, bo: Any, api: Any) -> None:
    for person in (ana, bo):
        own(person, "Squat")
    mine, theirs = (did(person, 1, lift("own_squat"), lift("row")) for person in (ana, bo))
    answer = api(ana).post(PATH, {"source": "own_squat", "target": "back_squat"})
    assert answer.status_code == 201
    told = {name: answer.data[name] for name in ("source", "target", "merged_at", "undo_until")}
    assert told == {
        "source": "own_squat", "target": "back_squat", "merged_at": NOW.astimezone(ana.zone).isoformat(),
        "undo_until": (NOW + timedelta(days=7)).astimezone(ana.zone).isoformat(),
    }  # fmt: skip
    assert (slugs_of(mine), slugs_of(theirs)) == (["back_squat", "row"], ["own_squat", "row"])
    path = f"{PATH}{answer.data['id']}/"
    assert api(ana).get(path).data == answer.data
    assert api(ana).get(PATH).data["results"] == [answer.data]
    assert api(bo).get(PATH).data["results"] == []
    assert [api(bo).get(path).status_code, api(bo).delete(path).status_code] == [404, 404]
    assert api(ana).delete(path).status_code == 204
    assert slugs_of(mine) == ["own_squat", "row"]
    assert api(ana).get(PATH).data["results"] == []
    assert api(ana).delete(path).status_code == 404


def test_the_same_key_is_the_same_merge(ana: Any, api: Any) -> None:
    own(ana, "Squat")
    did(ana, 1, lift("own_squat"))
    key, body = {"Idempotency-Key": "once"}, {"source": "own_squat", "target": "back_squat"}
    answers = [api(ana).post(PATH, body, **key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].data == answers[1].data
    assert ana.deleted_entries.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "names"),
    [
        ({"source": "own_squat"}, 400, {"target"}),
        ({"source": "own_squat", "target": "no_such"}, 400, {"target"}),
        ({"source": "own_of_bo", "target": "back_squat"}, 400, {"source"}),
        ({"source": ["own_squat"], "target": "back_squat"}, 400, {"source"}),
        ({"source": "own_squat", "target": "own_squat"}, 409, {"detail"}),
        ({"source": "own_squat", "target": "plank"}, 409, {"detail"}),
        ([], 400, {"non_field_errors"}),
    ],
)
def test_what_cannot_be_one_is_refused_and_nothing_moves(
    ana: Any, bo: Any, api: Any, body: Any, status: int, names: set[str]
) -> None:
    own(ana, "Squat")
    own(bo, "Of Bo")
    session = did(ana, 1, lift("own_squat"))
    answer = api(ana).post(PATH, body)
    assert (answer.status_code, set(answer.data)) == (status, names)
    assert slugs_of(session) == ["own_squat"]
    assert not ana.deleted_entries.exists()


def test_a_later_merge_has_to_be_undone_first(ana: Any, api: Any) -> None:
    own(ana, "A")
    own(ana, "B")
    session = did(ana, 1, lift("own_a"))
    first = api(ana).post(PATH, {"source": "own_a", "target": "own_b"}).data["id"]
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        later = api(ana).post(PATH, {"source": "own_b", "target": "back_squat"}).data["id"]
        assert api(ana).delete(f"{PATH}{first}/").status_code == 409
        assert api(ana).delete(f"{PATH}{later}/").status_code == 204
        assert api(ana).delete(f"{PATH}{first}/").status_code == 204
    assert slugs_of(session) == ["own_a"]


def test_other_entries_of_the_trash_are_no_merges(ana: Any, api: Any) -> None:
    session = did(ana, 1, lift("row"))
    api(ana).delete(f"training-sessions/{session.pk}/")
    deleted = ana.deleted_entries.get()
    assert api(ana).get(PATH).data["results"] == []
    assert api(ana).delete(f"{PATH}{deleted.pk}/").status_code == 404
    assert api(ana).put(f"{PATH}{uuid4()}/", {"source": "row", "target": "back_squat"}).status_code == 405


def test_a_stranger_and_a_token_for_something_else_may_not(ana: Any, api: Any) -> None:
    own(ana, "Squat")
    merge(person=ana, source="own_squat", target="back_squat")
    assert api().post(PATH, {"source": "own_squat", "target": "row"}).status_code == 401
    of_sleep = ApiClient(create_token(person=ana, name="watch", scopes=["sleep"]))
    assert of_sleep.get(PATH).status_code == 403
    ana.consents.filter(category="training").delete()
    ana.forget_consents()
    assert api(ana).post(PATH, {"source": "row", "target": "back_squat"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_many(
    ana: Any, api: Any, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        merge(person=ana, source=own(ana, f"Squat {number}"), target="back_squat")
    client = api(ana)
    client.get(PATH)
    with django_assert_num_queries(2):
        assert len(client.get(PATH).data["results"]) == count
