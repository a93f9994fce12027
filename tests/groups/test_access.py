"""Who sees and does what: Bo organises, Ana is a member, Dora coaches, Chen is outside, Eli has left."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import give_consent, withdraw_consent
from groups import actions
from groups.models import Membership
from tests.factories import make_group, make_person, make_slot, make_win

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = ("bo", "ana", "dora", "chen", "eli")


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def people(ana, bo, chen):
    return {
        "ana": ana,
        "bo": bo,
        "chen": chen,
        "dora": make_person("dora@example.org"),
        "eli": make_person("eli@example.org"),
    }


@pytest.fixture
def group(people):
    group = make_group(people["bo"], people["ana"], people["dora"], people["eli"])
    group.memberships.filter(person=people["dora"]).update(role="coach")
    make_slot(group)
    for name in ("ana", "eli"):
        mine = group.memberships.get(person=people[name])
        actions.check_in(membership=mine, slot=None, day=MONDAY.date(), answer="moved", line=f"{name} says hello")
    actions.leave_group(membership=group.memberships.get(person=people["eli"]))
    return group


def codes(name, group, people):
    """Address and form by what is tried."""
    ana = group.memberships.get(person=people["ana"])
    slot = group.slots.get()
    own = [group.pk]
    return {
        "see": ("get", reverse("groups:detail", args=own), {}),
        "settings": ("get", reverse("groups:settings", args=own), {}),
        "check in": ("post", reverse("groups:check-in", args=own), {"day": "2026-03-02", "answer": "moved"}),
        "encourage": (
            "post",
            reverse("groups:encourage", args=[group.pk, ana.pk if name != "ana" else bo_of(group, people)]),
            {"phrase": "well_done"},
        ),
        "rename": ("post", reverse("groups:settings", args=own), {"name": "New", "time_zone": "Europe/Oslo"}),
        "invite": ("post", reverse("groups:invite", args=own), {"renew": "1"}),
        "meetings": ("get", reverse("groups:slot-edit", args=[group.pk, slot.pk]), {}),
        "roles": ("post", reverse("groups:member", args=[group.pk, ana.pk]), {"role": "member"}),
        "leave": ("post", reverse("groups:leave", args=own), {}),
    }


def bo_of(group, people):
    return group.memberships.get(person=people["bo"]).pk


MATRIX = {
    #             bo   ana  dora chen eli
    "see": (200, 200, 200, 404, 404),
    "settings": (200, 200, 200, 404, 404),
    "check in": (302, 302, 302, 404, 404),
    "encourage": (302, 302, 302, 404, 404),
    "rename": (302, 403, 403, 404, 404),
    "invite": (200, 403, 403, 404, 404),
    "meetings": (200, 403, 200, 404, 404),
    "roles": (302, 403, 403, 404, 404),
    "leave": (302, 302, 302, 404, 404),
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("deed", MATRIX)
def test_pages(name, deed, group, people, browse):
    method, address, form = codes(name, group, people)[deed]
    answer = getattr(browse(people[name]), method)(address, form)
    assert answer.status_code == MATRIX[deed][PEOPLE.index(name)]


@pytest.mark.parametrize("deed", MATRIX)
def test_strangers_are_asked_to_sign_in(deed, group, people, browse):
    method, address, form = codes("chen", group, people)[deed]
    answer = getattr(browse(), method)(address, form)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("resource", ["groups", "memberships", "meetings", "check-ins", "encouragements"])
@pytest.mark.parametrize(("name", "sees"), [("bo", True), ("ana", True), ("chen", False), ("eli", False)])
def test_api_lists_and_rows(resource, name, sees, group, people, api):
    members = {row.person_id: row for row in group.memberships.all()}
    word = actions.encourage(
        sender=members[people["bo"].pk], receiver=members[people["ana"].pk], phrase="own_words", line="canary"
    )
    ids = {
        "groups": group.pk,
        "memberships": members[people["ana"].pk].pk,
        "meetings": group.slots.get().pk,
        "check-ins": members[people["ana"].pk].check_ins.get().pk,
        "encouragements": word.pk,
    }
    client = api(people[name])
    assert bool(client.get(f"{resource}/").data["results"]) is sees
    assert client.get(f"{resource}/{ids[resource]}/").status_code == (200 if sees else 404)
    if not sees:
        assert client.delete(f"{resource}/{ids[resource]}/").status_code == 404
        assert client.put(f"{resource}/{ids[resource]}/", BODIES[resource](ids)).status_code == 404


BODIES = {
    "groups": lambda ids: {"name": "Mine", "time_zone": "UTC"},
    "memberships": lambda ids: {"role": "organiser"},
    "meetings": lambda ids: {"group": ids["groups"], "weekday": 1, "time": "19:00"},
    "check-ins": lambda ids: {"group": ids["groups"], "answer": "moved"},
    "encouragements": lambda ids: {"member": ids["memberships"], "phrase": "well_done"},
}


def test_a_member_sees_names_check_ins_and_ticked_wins_and_nothing_else(group, people, browse):
    ana = people["ana"]
    shown, hidden = make_win(ana, MONDAY.date(), weeks=3), make_win(ana, MONDAY.date(), weeks=2)
    actions.share_win(person=ana, win=shown, memberships=[group.memberships.get(person=ana)])
    page = browse(people["bo"]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert "Ana" in page
    assert "ana says hello" in page
    assert "Active in 3 of the last 4 weeks." in page
    for secret in ("Active in 2", "ana@example.org", "eli says hello", "Eli", str(hidden.pk)):
        assert secret not in page


def test_nobody_who_has_not_answered_is_named(group, people, browse):
    page = browse(people["ana"]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert "Dora" not in page
    assert ">Bo<" not in page


def test_counts_come_only_from_four_members_on(group, people, browse):
    address = reverse("groups:detail", args=[group.pk])
    assert "of 3 have" not in browse(people["ana"]).get(address).content.decode()
    Membership.objects.create(group=group, person=people["chen"])
    assert "1 of 4 have." in browse(people["ana"]).get(address).content.decode()


def test_withdrawing_the_consent_hides_a_member_at_once(group, people, browse, api):
    withdraw_consent(person=people["ana"], category="social")
    page = browse(people["bo"]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert "ana says hello" not in page
    assert api(people["bo"]).get("check-ins/").data["results"] == []
    own = browse(people["ana"]).get(reverse("groups:detail", args=[group.pk])).content.decode()
    assert "Take part in groups" in own
    assert api(people["ana"]).get("groups/").data["results"] == []
    give_consent(person=people["ana"], categories=["social"])
    assert api(people["ana"]).get("groups/").data["results"] != []


def test_a_win_that_no_longer_holds_or_is_put_away_disappears(group, people, browse):
    ana = people["ana"]
    win = make_win(ana, MONDAY.date())
    actions.share_win(person=ana, win=win, memberships=[group.memberships.get(person=ana)])
    client, address = browse(people["bo"]), reverse("groups:detail", args=[group.pk])
    assert "Active in 3" in client.get(address).content.decode()
    ana.small_wins.update(is_dismissed=True)
    assert "Active in 3" not in client.get(address).content.decode()
    win.delete()
    assert client.get(address).status_code == 200


def test_nobody_shares_another_persons_win(group, people, browse):
    win = make_win(people["ana"], MONDAY.date())
    answer = browse(people["bo"]).post(reverse("groups:share", args=[group.pk]), {"win": str(win.pk), "shared": "yes"})
    assert answer.status_code == 404
    actions.share_win(person=people["bo"], win=win, memberships=group.memberships.all())
    assert not win.shares.exists()
