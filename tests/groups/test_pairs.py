"""Fixed pairs: both promise, each reads the other's answer, either ends it at once."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import delete_account
from groups import actions, pairs
from groups.models import Group, Membership, PairRequest
from tests.factories import make_group, make_person, make_session

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def group(ana, bo, chen):
    return make_group(bo, ana, chen)


def member(group, person):
    return Membership.objects.select_related("group", "person").get(group=group, person=person)


def make_pair(group, ana, bo):
    pair = pairs.ask_for_pair(sender=member(group, bo), receiver=member(group, ana), promise="I write on Thursdays")
    pairs.accept_pair(request=pair.request, promise="I answer the same day")
    return Group.objects.get(pk=pair.pk)


def test_within_a_group_both_promise_first(group, ana, bo, chen, browse):
    address = reverse("groups:pair-ask", args=[group.pk, member(group, ana).pk])
    assert browse(bo).post(address, {"promise": ""}).status_code == 422
    browse(bo).post(address, {"promise": "I write on Thursdays"})
    pair = Group.objects.get(is_pair=True)
    home = reverse("groups:detail", args=[group.pk])
    assert "Bo would like to be a pair with you" in browse(ana).get(home).content.decode()
    assert "I write on Thursdays" not in browse(chen).get(home).content.decode()
    assert browse(ana).get(reverse("groups:detail", args=[pair.pk])).status_code == 404
    answer = reverse("groups:pair-answer", args=[group.pk, pair.pk])
    assert browse(chen).get(answer).status_code == 404
    assert browse(ana).post(answer, {"promise": "I answer the same day"})["Location"] == reverse(
        "groups:detail", args=[pair.pk]
    )
    for person in (ana, bo):
        page = browse(person).get(reverse("groups:detail", args=[pair.pk])).content.decode()
        assert "I write on Thursdays" in page
        assert "I answer the same day" in page
        assert "Ana · Bo" in page
    assert browse(chen).get(reverse("groups:detail", args=[pair.pk])).status_code == 404


def test_each_reads_the_others_answer(group, ana, bo, chen, browse, api):
    pair = make_pair(group, ana, bo)
    form = {"day": "2026-03-02", "answer": "quiet_week", "line": "Slow days"}
    browse(ana).post(reverse("groups:check-in", args=[pair.pk]), form)
    assert "Slow days" in browse(bo).get(reverse("groups:detail", args=[pair.pk])).content.decode()
    assert "Slow days" not in browse(chen).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert [row["line"] for row in api(bo).get("check-ins/").data["results"]] == ["Slow days"]
    assert api(chen).get("check-ins/").data["results"] == []


def test_declining_leaves_nothing_and_says_nothing(group, ana, bo, browse):
    pair = pairs.ask_for_pair(sender=member(group, bo), receiver=member(group, ana), promise="I write")
    browse(ana).post(reverse("groups:pair-answer", args=[group.pk, pair.pk]), {"decline": "1"})
    assert not Group.objects.filter(is_pair=True).exists()
    assert not PairRequest.objects.exists()
    assert "I write" not in browse(bo).get(reverse("groups:detail", args=[group.pk])).content.decode()


def test_two_are_asked_once(group, ana, bo):
    pairs.ask_for_pair(sender=member(group, bo), receiver=member(group, ana), promise="I write")
    with pytest.raises(pairs.PairedAlready):
        pairs.ask_for_pair(sender=member(group, ana), receiver=member(group, bo), promise="I write too")
    pairs.accept_pair(request=PairRequest.objects.get(), promise="I answer")
    with pytest.raises(pairs.PairedAlready):
        pairs.ask_for_pair(sender=member(group, ana), receiver=member(group, bo), promise="I write too")
    assert Group.objects.filter(is_pair=True).count() == 1


def test_outside_of_a_group_a_link_leads_in_and_asks_for_a_promise(ana, bo, chen, browse):
    where = browse(bo).post(reverse("groups:pair-new"), {"promise": "I write on Thursdays"})["Location"]
    pair = Group.objects.get()
    assert where == reverse("groups:settings", args=[pair.pk])
    link = browse(bo).post(reverse("groups:invite", args=[pair.pk]), {"renew": "1"}).content.decode()
    address = "/join/" + link.split("/join/")[1].split('"')[0]
    assert "I write on Thursdays" in browse(ana).get(address).content.decode()
    assert browse(ana).post(address, {"promise": ""}).status_code == 422
    assert browse(ana).post(address, {"promise": "I answer"})["Location"] == reverse("groups:detail", args=[pair.pk])
    assert browse(chen).get(address).status_code == 404
    assert browse(bo).post(reverse("groups:invite", args=[pair.pk]), {"renew": "1"}).status_code == 403
    assert list(pair.memberships.order_by("joined_at").values_list("role", "promise")) == [
        ("organiser", "I write on Thursdays"),
        ("organiser", "I answer"),
    ]


def test_a_third_one_finds_a_pair_full(ana, bo, chen):
    pair = pairs.found_pair(person=bo, promise="I write")
    actions.join_group(person=ana, secret=actions.renew_invite(group=pair), promise="I answer")
    with pytest.raises(actions.GroupFull):
        actions.join_group(person=chen, secret=actions.renew_invite(group=pair), promise="Me too")


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_either_ends_it_at_once(who, group, ana, bo, browse):
    pair = make_pair(group, ana, bo)
    session = make_session(ana, group=pair.pk)
    person = {"ana": ana, "bo": bo}[who]
    browse(person).post(reverse("groups:leave", args=[pair.pk]))
    session.refresh_from_db()
    assert session.group is None
    assert not Group.objects.filter(is_pair=True).exists()
    assert group.memberships.count() == 3


def test_leaving_the_group_ends_the_pairs_within_it_and_no_other(group, ana, bo):
    make_pair(group, ana, bo)
    apart = pairs.found_pair(person=ana, promise="I write")
    actions.leave_group(membership=member(group, ana))
    assert list(Group.objects.filter(is_pair=True)) == [apart]


def test_deleting_the_account_ends_every_pair(group, ana, bo):
    make_pair(group, ana, bo)
    pairs.found_pair(person=ana, promise="I write")
    delete_account(person=ana)
    assert not Group.objects.filter(is_pair=True).exists()


def test_a_guest_and_a_stranger_ask_nobody(group, ana, browse):
    guest = make_person("gus@example.org")
    actions.join_group(person=guest, secret=actions.renew_invite(group=group), as_guest=True)
    address = reverse("groups:pair-ask", args=[group.pk, member(group, ana).pk])
    assert browse(guest).get(address).status_code == 403
    assert browse(ana).get(address).status_code == 403
    assert browse(make_person("eli@example.org")).get(address).status_code == 404


def test_the_api_tells_pairs_from_groups(group, ana, bo, api):
    pair = make_pair(group, ana, bo)
    rows = {
        row["id"]: (row["kind"], row["within"], row["size_limit"]) for row in api(ana).get("groups/").data["results"]
    }
    assert rows == {str(group.pk): ("group", None, 12), str(pair.pk): ("pair", str(group.pk), 2)}
