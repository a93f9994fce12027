"""The API of groups: idempotent writes, errors with a field map, constant queries."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine

from core.uuid7 import uuid7
from groups import actions
from groups.models import CheckIn, Encouragement, Group
from journal import actions as journal_actions
from tests.factories import make_group, make_person, make_slot, make_win

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_group(bo, ana)


def test_a_group_is_founded_renamed_and_deleted(bo, api):
    path, client = f"groups/{uuid7()}/", api(bo)
    body = {"name": "Early birds", "time_zone": "Europe/Oslo"}
    assert [client.put(path, body).status_code for _ in range(3)] == [201, 200, 200]
    assert client.get(path).data["role"] == "organiser"
    assert client.patch(path, {"name": "Larks"}).data["name"] == "Larks"
    assert Group.objects.count() == 1
    assert client.delete(path).status_code == 204
    assert not Group.objects.exists()


def test_founding_without_consent_names_the_category(api):
    answer = api(make_person("fay@example.org", consents=[])).post("groups/", {"name": "A", "time_zone": "UTC"})
    assert (answer.status_code, answer.data["consent_required"]) == (403, "social")
    assert not Group.objects.exists()


def test_joining_by_invite_is_idempotent_and_leaving_is_for_oneself(group, bo, chen, api):
    secret = api(bo).post(f"groups/{group.pk}/invite/").data["invite"]
    path = f"memberships/{uuid7()}/"
    assert [api(chen).put(path, {"invite": secret}).status_code for _ in range(3)] == [201, 200, 200]
    assert api(chen).get(path).data["is_me"] is True
    assert api(chen).post("memberships/", {"invite": secret}).status_code == 409
    assert group.memberships.count() == 3
    other = group.memberships.get(person=bo)
    assert api(chen).delete(f"memberships/{other.pk}/").status_code == 403
    assert api(chen).delete(path).status_code == 204
    assert api(chen).get(path).status_code == 404
    assert api(bo).delete(f"groups/{group.pk}/invite/").status_code == 204
    answer = api(chen).post("memberships/", {"invite": secret})
    assert (answer.status_code, list(answer.data)) == (400, ["invite"])


def test_roles_are_the_organisers_to_give(group, ana, bo, api):
    mine, organiser = group.memberships.get(person=ana), group.memberships.get(person=bo)
    assert api(ana).patch(f"memberships/{mine.pk}/", {"role": "organiser"}).status_code == 403
    assert api(bo).patch(f"memberships/{organiser.pk}/", {"role": "member"}).status_code == 409
    assert api(bo).patch(f"memberships/{mine.pk}/", {"role": "coach"}).data["role"] == "coach"


def test_meetings(group, ana, bo, api):
    path = f"meetings/{uuid7()}/"
    body = {"group": str(group.pk), "weekday": 1, "time": "19:00", "title": "Hall"}
    assert api(ana).put(path, body).status_code == 403
    answers = [api(bo).put(path, body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].data["next_meeting_at"] == "2026-03-03T19:00:00+01:00"
    assert api(bo).post("meetings/", body).status_code == 409
    assert api(bo).patch(path, {"weekday": 3}).data["next_meeting_at"] == "2026-03-05T19:00:00+01:00"
    assert api(ana).get("meetings/").data["results"][0]["weekday"] == 3
    assert api(bo).delete(path).status_code == 204


def test_a_check_in_is_changed_not_doubled(group, ana, bo, api):
    slot = make_slot(group)
    path, body = f"check-ins/{uuid7()}/", {"group": str(group.pk), "meeting": str(slot.pk), "answer": "coming"}
    answers = [api(ana).put(path, body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].data["day"] == "2026-03-03"
    assert api(ana).patch(path, {"answer": "not_today", "line": "Next time."}).data["answer"] == "not_today"
    assert api(ana).post("check-ins/", body).status_code == 409
    assert api(ana).post("check-ins/", {"group": str(group.pk), "answer": "moved"}).data["day"] == "2026-03-02"
    assert CheckIn.objects.count() == 2
    assert api(bo).get(path).data["line"] == "Next time."
    assert api(bo).put(path, body).status_code == 404
    assert api(bo).delete(path).status_code == 404


@pytest.mark.parametrize(
    ("resource", "body", "field"),
    [
        ("groups", {"name": "", "time_zone": "UTC"}, "name"),
        ("groups", {"name": "A\nB", "time_zone": "UTC"}, "name"),
        ("groups", {"name": "A", "time_zone": "Europe/Atlantis"}, "time_zone"),
        ("groups", {"name": "A" * 61, "time_zone": "UTC"}, "name"),
        ("meetings", {"group": "GROUP", "weekday": 7, "time": "19:00"}, "weekday"),
        ("meetings", {"group": "GROUP", "weekday": 1, "time": "25:00"}, "time"),
        ("meetings", {"group": "GROUP", "weekday": 1, "time": "19:00:30"}, "time"),
        ("meetings", {"group": "GROUP", "weekday": 1, "time": "19:00+01:00"}, "time"),
        ("meetings", {"group": "OTHER", "weekday": 1, "time": "19:00"}, "group"),
        ("check-ins", {"group": "OTHER", "answer": "moved"}, "group"),
        ("check-ins", {"group": "GROUP", "answer": "coming"}, "answer"),
        ("check-ins", {"group": "GROUP", "answer": "moved", "meeting": "SLOT"}, "answer"),
        ("check-ins", {"group": "GROUP", "answer": "coming", "meeting": "OTHER"}, "meeting"),
        ("check-ins", {"group": "GROUP", "answer": "coming", "meeting": "SLOT", "day": "2026-03-04"}, "day"),
        ("check-ins", {"group": "GROUP", "answer": "coming", "meeting": "SLOT", "day": "2026-02-24"}, "day"),
        ("check-ins", {"group": "GROUP", "answer": "coming", "meeting": "SLOT", "day": "9999-12-28"}, "day"),
        ("check-ins", {"group": "GROUP", "answer": "moved", "day": "2026-03-03"}, "day"),
        ("check-ins", {"group": "GROUP", "answer": "moved", "day": "0001-01-01"}, "day"),
        ("check-ins", {"group": "GROUP", "answer": "moved", "line": "a" * 281}, "line"),
        ("check-ins", {"group": "GROUP", "answer": ["moved"]}, "answer"),
        ("encouragements", {"member": "ANA", "phrase": "well_done"}, "member"),
        ("encouragements", {"member": "OTHER", "phrase": "well_done"}, "member"),
        ("encouragements", {"member": "BO", "phrase": "own_words"}, "line"),
        ("encouragements", {"member": "BO", "phrase": "boo"}, "phrase"),
        ("memberships", {"invite": "x" * 32}, "invite"),
        ("memberships", {}, "invite"),
    ],
)
def test_bad_input_names_the_field_and_stores_nothing(resource, body, field, group, ana, bo, chen, api):
    other = make_group(chen)
    group.memberships.filter(person=ana).update(role="organiser")
    ids = {
        "GROUP": group.pk,
        "OTHER": other.pk,
        "SLOT": make_slot(group).pk,
        "ANA": group.memberships.get(person=ana).pk,
        "BO": group.memberships.get(person=bo).pk,
    }
    body = {key: str(ids.get(value, value)) if isinstance(value, str) else value for key, value in body.items()}
    answer = api(ana).post(f"{resource}/", body)
    assert (answer.status_code, list(answer.data)) == (400, [field])
    assert (Group.objects.count(), CheckIn.objects.count(), Encouragement.objects.count()) == (2, 0, 0)


def test_encouragements(group, ana, bo, api):
    member = str(group.memberships.get(person=bo).pk)
    path, body = f"encouragements/{uuid7()}/", {"member": member, "phrase": "well_done"}
    assert [api(ana).put(path, body).status_code for _ in range(3)] == [201, 200, 200]
    assert api(ana).post("encouragements/", body).status_code == 409
    own = {"member": member, "phrase": "own_words", "line": "See you there."}
    assert api(ana).post("encouragements/", own).status_code == 201
    assert sorted(row["line"] for row in api(bo).get("encouragements/").data["results"]) == ["", "See you there."]
    assert api(bo).patch(path, {"phrase": "thinking_of_you"}).status_code == 404
    assert api(ana).delete(path).status_code == 204


def test_sharing_a_win_through_the_journal(group, ana):
    from journal import win_marks

    win = make_win(ana, date(2026, 3, 1))
    for is_shared in (True, True, False):
        for share in win_marks.on_shared:
            share(ana, win, is_shared)
        assert (win_marks.shared_among(ana, [win.pk]) == {win.pk}) is is_shared
    assert not win.shares.exists()


@pytest.mark.parametrize("resource", ["groups", "memberships", "meetings", "check-ins", "encouragements"])
def test_lists_cost_the_same_with_one_row_and_with_many(resource, ana, api, django_assert_num_queries):
    client = api(ana)
    client.get(f"{resource}/")
    costs = []
    for number in (1, 3):
        for n in range(number):
            friend = make_person(f"friend{number}{n}@example.org")
            group = make_group(friend, ana, name=f"Group {number} {n}")
            make_slot(group)
            theirs, mine = group.memberships.get(person=friend), group.memberships.get(person=ana)
            actions.check_in(membership=theirs, slot=None, day=MONDAY.date(), answer="moved")
            actions.encourage(sender=theirs, receiver=mine, phrase="well_done")
        with django_assert_num_queries(QUERIES[resource]) as found:
            assert client.get(f"{resource}/?since=2026-03-01&until=2026-03-03").data["results"]
        costs.append(len(found))
    assert costs[0] == costs[1]


QUERIES = {"groups": 4, "memberships": 2, "meetings": 2, "check-ins": 2, "encouragements": 2}


SESSION = {"started_at": "2026-03-03T18:00:00+01:00", "minutes": 45, "activity": "running"}


def test_a_session_names_one_of_the_persons_own_groups(group, ana, chen, api):
    told = api(ana).post("training-sessions/", SESSION | {"group": str(group.pk)})
    assert (told.status_code, told.data["group"]) == (201, str(group.pk))
    refused = api(chen).post("training-sessions/", SESSION | {"group": str(group.pk)})
    assert (refused.status_code, list(refused.data)) == (400, ["group"])
    assert not chen.training_sessions.exists()


def test_leaving_a_group_leaves_its_sessions_without_it(group, ana, api):
    told = api(ana).post("training-sessions/", SESSION | {"group": str(group.pk)}).data
    actions.leave_group(membership=group.memberships.get(person=ana))
    read = api(ana).get(f"training-sessions/{told['id']}/").data
    assert (read["group"], read["minutes"]) == (None, 45)


def test_a_session_from_the_trash_comes_back_without_a_group_that_was_left(group, ana, api):
    told = api(ana).post("training-sessions/", SESSION | {"group": str(group.pk)}).data
    api(ana).delete(f"training-sessions/{told['id']}/")
    actions.leave_group(membership=group.memberships.get(person=ana))
    assert journal_actions.undo_delete(person=ana, deleted_id=UUID(told["id"])).group is None
