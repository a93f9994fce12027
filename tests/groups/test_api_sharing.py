"""The API of grants, the access log and a coach's people."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from accounts.actions import withdraw_consent
from core.uuid7 import uuid7
from groups.coach_member import DEFAULT_KEYS, KEYS
from groups.models import Grant, Stream
from tests.groups.coached import fill, grant, make_coached, mine

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    group = make_coached(bo, ana)
    fill(ana, FRIDAY)
    return group


def test_a_grant_is_given_read_and_taken_back(group, ana, bo, api):
    client, key = api(ana), uuid7()
    coach = str(mine(bo, group).pk)
    body = {"coach": coach, "stream": "mood"}
    first = client.put(f"grants/{key}/", body)
    assert (first.status_code, client.put(f"grants/{key}/", body).status_code) == (201, 200)
    assert first.data == {
        "id": str(key), "coach": coach, "coach_name": "Bo", "stream": "mood", "text_version": "1",
        "given_at": "2026-03-06T12:00:00+00:00", "ends_on": "2026-04-03", "revoked_at": None,
    }  # fmt: skip
    assert client.put(f"grants/{key}/", body | {"stream": "sleep"}).status_code == 409
    assert client.get("grants/").data["results"] == [first.data]
    assert set(api(bo).get(f"coached/{mine(ana, group).pk}/").data) == {*DEFAULT_KEYS, "moods"}
    assert client.delete(f"grants/{key}/").status_code == 204
    assert client.get(f"grants/{key}/").data["revoked_at"] == "2026-03-06T12:00:00+00:00"
    assert set(api(bo).get(f"coached/{mine(ana, group).pk}/").data) == set(DEFAULT_KEYS)
    assert client.put(f"grants/{key}/", body).status_code == 409


@pytest.mark.parametrize("stream", ["weight", "insights", "psqi", "", None, ["mood"], "all"])
def test_nothing_else_can_be_granted(stream, group, ana, bo, api):
    answer = api(ana).post("grants/", {"coach": str(mine(bo, group).pk), "stream": stream})
    assert (answer.status_code, list(answer.data)) == (400, ["stream"])
    assert not Grant.objects.exists()


def test_what_cannot_be_granted_and_to_whom(group, ana, bo, chen, api):
    body = {"coach": str(mine(ana, group).pk), "stream": "mood"}
    assert list(api(ana).post("grants/", body).data) == ["coach"]
    body["coach"] = str(mine(bo, group).pk)
    assert list(api(chen).post("grants/", body).data) == ["coach"]
    withdraw_consent(person=ana, category="wellbeing")
    assert api(ana).post("grants/", body).data["consent_required"] == "wellbeing"
    assert not Grant.objects.exists()


def test_another_persons_grants_and_log_are_not_found(group, ana, bo, chen, api):
    grant(ana, bo, group, Stream.MOOD)
    api(bo).get(f"coached/{mine(ana, group).pk}/")
    rows = {"grants": ana.grants.get().pk, "access-log": ana.access_log.get().pk}
    for other in (bo, chen):
        for resource, key in rows.items():
            assert api(other).get(f"{resource}/").data["results"] == []
            assert api(other).get(f"{resource}/{key}/").status_code == 404
        assert api(other).delete(f"grants/{rows['grants']}/").status_code == 404
        body = {"coach": str(mine(bo, group).pk), "stream": "sleep"}
        assert api(other).put(f"grants/{rows['grants']}/", body).status_code == 404
    assert ana.grants.get().revoked_at is None


def test_the_log_is_read_and_never_written(group, ana, bo, api):
    grant(ana, bo, group, Stream.MOOD)
    for _ in range(2):
        api(bo).get(f"coached/{mine(ana, group).pk}/")
    (row,) = api(ana).get("access-log/?since=2026-03-06&until=2026-03-06").data["results"]
    key = row.pop("id")
    assert row == {
        "looked_at": "2026-03-06T12:00:00+00:00", "coach_name": "Bo", "place": "api", "streams": ["mood"],
    }  # fmt: skip
    for method in ("put", "patch", "delete"):
        assert getattr(api(ana), method)(f"access-log/{key}/", {}).status_code == 405
    assert api(ana).post("access-log/", {}).status_code == 405


def test_a_coach_reads_what_is_granted_and_nothing_else(group, ana, bo, chen, api):
    address = f"coached/{mine(ana, group).pk}/"
    grant(ana, bo, group, Stream.EFFORT, Stream.PSQI_TOTAL)
    found = api(bo).get(address).data
    assert set(found) == {*DEFAULT_KEYS, KEYS[Stream.EFFORT], KEYS[Stream.PSQI_TOTAL]}
    assert found["psqi_totals"] == [{"taken_on": "2026-02-25", "global_score": 13}]
    assert "canary" not in json.dumps(found)
    listed = api(bo).get("coached/").data["results"]
    assert [(row["display_name"], sorted(row["shares"])) for row in listed] == [
        ("Ana", ["effort", "psqi_total"]), ("Organiser-Of-Bo", []),
    ]  # fmt: skip
    assert {frozenset(row) for row in listed} == {frozenset({"id", "group", "display_name", "shares"})}
    for other in (ana, chen):
        assert (api(other).get("coached/").status_code, api(other).get(address).status_code) == (404, 404)


def test_a_coach_without_a_second_factor_or_a_consent_reads_nothing(group, ana, bo, api):
    address = f"coached/{mine(ana, group).pk}/"
    grant(ana, bo, group)
    bo.authenticator_set.all().delete()
    assert (api(bo).get(address).status_code, api(bo).get("coached/").status_code) == (403, 403)
    withdraw_consent(person=bo, category="social")
    assert api(bo).get(address).data["consent_required"] == "social"
    assert not ana.access_log.exists()
