"""What holds for every resource of a person's own rows, one table for all of them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent
from config.api import router
from core.api import OwnedViewSet, encode_cursor
from journal.api import ExerciseViewSet, RestDayViewSet, WinViewSet
from journal.api_merges import MergeViewSet
from tests.factories import make_person
from tests.owned_resources import NASTY, OWNED, Resource
from tests.people import ApiClient

pytestmark = pytest.mark.django_db
KEY = "Idempotency-Key"
# tests/journal/test_api_{rest_days,exercises,wins,merges}.py
NOT_BY_ID = {RestDayViewSet, ExerciseViewSet, WinViewSet, MergeViewSet}
NOT_WRITTEN = {"weekly-reviews", "programmes", "plans", "planned-sessions"}  # tests/reviews, tests/plans

UNDATED = {"session-templates"}  # nothing in their body says a day
SET_NOW = UNDATED | {"weekly-targets"}  # listed in the order in which they were set

every_resource = pytest.mark.parametrize("resource", OWNED, ids=str)


def test_table_names_every_resource() -> None:
    written = {
        prefix
        for prefix, view, _ in router.registry
        if issubclass(view, OwnedViewSet) and view not in NOT_BY_ID and prefix not in NOT_WRITTEN
    }
    assert written - set(SOCIAL) == {resource.path for resource in OWNED}


SOCIAL = (
    "groups",
    "offers",
    "memberships",
    "meetings",
    "check-ins",
    "encouragements",
    "messages",
    "grants",
    "access-log",
    "coached",
)
# tests/groups: rows that several people read or write


@every_resource
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_stranger_is_401(resource: Resource, method: str, api: Any) -> None:
    path = f"{resource.path}/" if method == "post" else f"{resource.path}/{uuid4()}/"
    assert getattr(api(), method)(path, resource.body(0)).status_code == 401


@every_resource
def test_another_persons_row_is_404(resource: Resource, ana: Any, chen: Any, api: Any) -> None:
    path = f"{resource.path}/{uuid4()}/"
    mine, theirs = api(ana), api(chen)
    before = mine.put(path, resource.body(0)).data
    answers = [
        theirs.get(path),
        theirs.put(path, resource.body(1)),
        theirs.patch(path, resource.body(1)),
        theirs.delete(path),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert mine.get(path).data == before
    assert theirs.get(f"{resource.path}/").data["results"] == []


@every_resource
def test_ids_that_are_none_are_404(resource: Resource, ana: Any, api: Any) -> None:
    assert api(ana).get(f"{resource.path}/{uuid4()}/").status_code == 404
    assert api(ana).put(f"{resource.path}/not-an-id/", resource.body(0)).status_code == 404


@every_resource
def test_three_equal_puts_are_one_row(resource: Resource, ana: Any, api: Any) -> None:
    client, path = api(ana), f"{resource.path}/{uuid4()}/"
    answers = [client.put(path, resource.body(0)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].data == answers[1].data == answers[2].data
    assert client.get(f"{resource.path}/").data["results"] == [answers[0].data]


@every_resource
def test_what_is_read_can_be_written_back(resource: Resource, ana: Any, api: Any) -> None:
    client, path = api(ana), f"{resource.path}/{uuid4()}/"
    read = client.put(path, resource.body(0)).data
    assert client.put(path, read).data == read
    assert client.patch(path, {}).data == read


@every_resource
def test_id_of_the_body_is_ignored(resource: Resource, ana: Any, api: Any) -> None:
    mine, other = uuid4(), uuid4()
    client = api(ana)
    answer = client.put(f"{resource.path}/{mine}/", resource.body(0) | {"id": str(other), "colour": "red"})
    assert answer.data["id"] == str(mine)
    assert "colour" not in answer.data
    assert client.get(f"{resource.path}/{other}/").status_code == 404


@every_resource
def test_post_makes_an_id_and_delete_removes_the_row(resource: Resource, ana: Any, api: Any) -> None:
    client = api(ana)
    created = client.post(f"{resource.path}/", resource.body(0))
    assert created.status_code == 201
    assert UUID(created.data["id"]).version == 7
    path = f"{resource.path}/{created.data['id']}/"
    assert client.get(path).data == created.data
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@every_resource
def test_same_key_is_the_same_write(resource: Resource, ana: Any, bo: Any, api: Any) -> None:
    client, path = api(ana), f"{resource.path}/"
    first = client.post(path, resource.body(0), **{KEY: "one"})
    again = client.post(path, resource.body(0), **{KEY: "one"})
    other_body = client.post(path, resource.body(1), **{KEY: "one"})
    assert [first.status_code, again.status_code, other_body.status_code] == [201, 201, 422]
    assert again.data == first.data
    assert len(client.get(path).data["results"]) == 1
    assert api(bo).post(path, resource.body(0), **{KEY: "one"}).data["id"] != first.data["id"]


@every_resource
def test_bad_values_are_400_and_store_nothing(resource: Resource, ana: Any, api: Any) -> None:
    client = api(ana)
    bodies = [*resource.bad, *({name: nasty} for name in resource.body(0) for nasty in NASTY)]
    for bad in bodies:
        answer = client.put(f"{resource.path}/{uuid4()}/", bad)
        assert answer.status_code == 400, bad
        assert isinstance(answer.data, dict), bad
        assert answer.data, bad
    assert client.get(f"{resource.path}/").data["results"] == []


@every_resource
def test_nasty_bodies_are_never_500(resource: Resource, ana: Any, api: Any) -> None:
    client = api(ana)
    whole = resource.body(0)
    for name in whole:
        for nasty in [*NASTY, {}, {"a": [{}]}, "", " ", "\x00", "\ud800", -1, 0, 1e308, "9" * 5000]:
            answer = client.put(f"{resource.path}/{uuid4()}/", whole | {name: nasty})
            assert answer.status_code in {200, 201, 400, 409}, (name, nasty)
            if answer.status_code == 201:
                client.delete(f"{resource.path}/{answer.data['id']}/")


RAW = [
    b"",
    b"null",
    b"[]",
    b'"x"',
    b"5",
    b"{",
    b"\xff\xfe",
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b"[" * 100_000,
    b"1" * 6000,
]


@every_resource
@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
def test_bodies_that_are_no_object_are_400(resource: Resource, raw: bytes, ana: Any, api: Any) -> None:
    client = api(ana).client
    for method in ("POST", "PUT"):
        path = f"/api/v1/{resource.path}/" + (f"{uuid4()}/" if method == "PUT" else "")
        assert client.generic(method, path, raw, content_type="application/json").status_code == 400


@every_resource
def test_large_bodies_are_413(resource: Resource, ana: Any, api: Any) -> None:
    answer = api(ana).post(f"{resource.path}/", resource.body(0) | {"note": "x" * 2_600_000})
    assert answer.status_code == 413


@every_resource
def test_missing_consent_is_403_and_stores_nothing(resource: Resource, api: Any) -> None:
    others = [category for category in Consent.Category.values if category != resource.category]
    dana = make_person("dana@example.org", consents=others)
    client = api(dana)
    answer = client.put(f"{resource.path}/{uuid4()}/", resource.body(0))
    assert answer.status_code == 403
    assert answer.data["consent_required"] == resource.category
    assert client.get(f"{resource.path}/").data["results"] == []


@every_resource
def test_lists_are_walked_by_cursor_and_cut_by_day(resource: Resource, ana: Any, api: Any) -> None:
    client, path = api(ana), f"{resource.path}/"
    rows = [client.put(f"{path}{uuid4()}/", resource.body(n)).data for n in (2, 0, 1)]
    ordered = [rows[1], rows[2], rows[0]]
    if resource.path not in SET_NOW:
        rows = ordered
    first = client.get(f"{path}?limit=2").data
    second = client.get(first["next"]).data
    assert first["results"] + second["results"] == rows
    assert second["next"] is None
    if resource.path in UNDATED:
        assert client.get(f"{path}?until=2026-03-02").data["results"] == []
    else:
        day = _day(ordered[1])
        assert client.get(f"{path}?since={day}&until={day}").data["results"] == [ordered[1]]


@every_resource
@pytest.mark.parametrize(
    "query", ["since=2026-02-30", "until=x", "limit=0", "limit=²", "limit=501", "cursor=bm8", "cursor=é"]
)
def test_bad_parameters_are_400(resource: Resource, query: str, ana: Any, api: Any) -> None:
    answer = api(ana).get(f"{resource.path}/?{query}")
    assert answer.status_code == 400
    assert list(answer.data) == [query.partition("=")[0]]


@every_resource
def test_cursor_of_another_kind_is_400(resource: Resource, ana: Any, api: Any) -> None:
    naive = encode_cursor(datetime(2026, 3, 2, 12), uuid4())
    assert api(ana).get(f"{resource.path}/?cursor={naive}").status_code == 400


@every_resource
def test_list_asks_the_same_queries_for_one_and_three_rows(resource: Resource, ana: Any, api: Any) -> None:
    client = api(ana)
    counts = []
    for rows in ([0], [1, 2]):
        for n in rows:
            assert client.put(f"{resource.path}/{uuid4()}/", resource.body(n)).status_code == 201
        counts.append(_queries(client, f"{resource.path}/"))
    assert counts[0] == counts[1] <= 4


def _queries(client: ApiClient, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def _day(row: dict[str, Any]) -> str:
    return next(row[name] for name in ("day", "taken_on", "starts_on") if name in row)
