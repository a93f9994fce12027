"""The API of what members do for each other: offers, guests, pairs."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.models import OutboxMail
from core.uuid7 import uuid7
from groups import actions, pairs
from groups.models import Group, Offer
from groups.reminders import write_batch
from tests.factories import make_group, make_slot

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def group(ana, bo):
    return make_group(bo, ana)


@pytest.fixture
def slot(group):
    return make_slot(group)


def test_an_offer_is_made_changed_and_taken_back_by_its_owner(group, slot, ana, bo, chen, api):
    path, body = f"offers/{uuid7()}/", {"group": str(group.pk), "meeting": str(slot.pk), "kind": "drive"}
    answers = [api(ana).put(path, body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].data == {
        "id": path.split("/")[1],
        "group": str(group.pk),
        "member": str(group.memberships.get(person=ana).pk),
        "meeting": str(slot.pk),
        "day": "2026-03-03",
        "kind": "drive",
        "line": "",
        "created_at": answers[0].data["created_at"],
    }
    assert api(ana).post("offers/", body).status_code == 409
    assert api(ana).patch(path, {"kind": "own_words", "line": "Tea for all"}).data["line"] == "Tea for all"
    assert api(bo).get(path).data["line"] == "Tea for all"
    assert [api(bo).put(path, body).status_code, api(bo).delete(path).status_code] == [404, 404]
    assert [api(chen).get(path).status_code, api(chen).put(path, body).status_code] == [404, 404]
    assert api(ana).delete(path).status_code == 204
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "sing"}, "kind"),
        ({"kind": "own_words"}, "line"),
        ({"kind": "own_words", "line": "a" * 281}, "line"),
        ({"day": "2026-03-04"}, "day"),
        ({"day": "0001-01-02"}, "day"),
        ({"meeting": "OTHER"}, "meeting"),
        ({"group": "OTHER"}, "group"),
    ],
    ids=str,
)
def test_a_bad_offer_names_the_field_and_stores_nothing(change, field, group, slot, ana, chen, api):
    other = make_group(chen)
    known = {"group": other.pk, "meeting": make_slot(other).pk}
    change = {name: known[name] if value == "OTHER" else value for name, value in change.items()}
    body = {"group": str(group.pk), "meeting": str(slot.pk), "kind": "drive"} | change
    answer = api(ana).post("offers/", body)
    assert (answer.status_code, list(answer.data)) == (400, [field])
    assert not Offer.objects.exists()


def test_a_guest_joins_and_stays(group, chen, api):
    path, secret = f"memberships/{uuid7()}/", actions.renew_invite(group=group)
    answer = api(chen).put(path, {"invite": secret, "guest": True})
    assert answer.data["guest_until"] == "2026-03-09T09:00:00+00:00"
    assert api(chen).patch(path, {"guest": False}).data["guest_until"] is None


def test_nobody_makes_another_ones_week_a_membership(group, bo, chen, api):
    row = actions.join_group(person=chen, secret=actions.renew_invite(group=group), as_guest=True)
    assert api(bo).patch(f"memberships/{row.pk}/", {"guest": False}).data["guest_until"] is not None
    assert api(bo).patch(f"memberships/{row.pk}/", {"role": "coach"}).status_code == 409


def test_a_pair_asks_for_a_promise(ana, bo, chen, api):
    pair = pairs.found_pair(person=bo, promise="I write")
    secret = api(bo).post(f"groups/{pair.pk}/invite/").data["invite"]
    refused = api(ana).post("memberships/", {"invite": secret})
    assert (refused.status_code, list(refused.data)) == (400, ["promise"])
    assert api(ana).post("memberships/", {"invite": secret, "promise": "I answer"}).data["promise"] == "I answer"
    assert api(chen).post("memberships/", {"invite": secret, "promise": "Me too"}).status_code == 400
    own = pair.memberships.get(person=ana)
    assert api(bo).patch(f"memberships/{own.pk}/", {"role": "coach"}).status_code == 409


def test_no_link_leads_into_a_pair_within_a_group(group, ana, bo, chen, api):
    members = {row.person_id: row for row in group.memberships.select_related("person")}
    pair = pairs.ask_for_pair(sender=members[bo.pk], receiver=members[ana.pk], promise="I write")
    secret = actions.renew_invite(group=pair)
    answer = api(chen).post("memberships/", {"invite": secret, "promise": "Me"})
    assert (answer.status_code, list(answer.data)) == (400, ["invite"])


def test_deleting_a_group_takes_its_pairs_and_waiting_mails_along(group, slot, ana, bo, api):
    members = {row.person_id: row for row in group.memberships.select_related("person")}
    pairs.ask_for_pair(sender=members[bo.pk], receiver=members[ana.pk], promise="I write")
    write_batch(slot.next_reminder_at)
    assert OutboxMail.objects.count() == 2
    assert api(bo).delete(f"groups/{group.pk}/").status_code == 204
    assert not Group.objects.exists()
    assert not OutboxMail.objects.exists()
