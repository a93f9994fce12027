"""The page of a group: check-in, encouragement, shared wins, with and without scripts."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from groups import actions
from groups.models import CheckIn, Membership
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


@pytest.fixture
def address(group):
    return reverse("groups:detail", args=[group.pk])


def test_the_tab_opens_the_only_group_at_once(group, ana, chen, address, browse):
    assert browse(ana).get(reverse("groups:list"))["Location"] == address
    assert group.name in browse(ana).get(reverse("groups:list") + "?all=1").content.decode()
    assert reverse("groups:new") in browse(chen).get(reverse("groups:list")).content.decode()


def test_without_meetings_only_the_week_is_asked(group, ana, address, browse):
    page = browse(ana).get(address).content.decode()
    assert "Check in for this week" in page
    assert "Meeting on" not in page
    make_slot(group, title="Hall")
    page = browse(ana).get(address).content.decode()
    assert "Check in for this week" in page
    assert "Meeting on Tuesday, 19:00" in page


def test_times_are_on_the_readers_clock(group, address, browse):
    make_slot(group)
    fay = make_person("fay@example.org", time_zone="America/New_York")
    Membership.objects.create(group=group, person=fay)
    assert "Meeting on Tuesday, 13:00" in browse(fay).get(address).content.decode()


def test_a_change_of_mind_replaces_the_answer(group, ana, address, browse):
    slot = make_slot(group)
    client, where = browse(ana), reverse("groups:check-in", args=[group.pk])
    form = {"slot": str(slot.pk), "day": "2026-03-03", "answer": "coming", "line": "With a friend"}
    assert client.post(where, form)["Location"] == address
    client.post(where, form | {"answer": "short_version", "line": ""})
    assert list(CheckIn.objects.values_list("slot", "day", "answer", "line")) == [
        (slot.pk, date(2026, 3, 3), "short_version", "")
    ]
    assert "You said: Short version" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"day": "2026-03-02", "answer": "coming"},
        {"day": "2026-03-03", "answer": "moved"},
        {"day": "x", "answer": "moved"},
        {"day": "2026-03-02", "answer": ""},
        {"day": "2026-03-02", "answer": "moved", "slot": "x"},
        {"day": "2026-03-02", "answer": "moved", "line": "a" * 281},
    ],
)
def test_an_answer_that_fits_no_question_is_refused(form, group, ana, browse):
    where = reverse("groups:check-in", args=[group.pk])
    client = browse(ana)
    assert client.post(where, form, headers={"HX-Request": "true"}).status_code == 422
    assert client.post(where, form).status_code == 302
    assert not CheckIn.objects.exists()


def test_a_mails_button_preselects_and_changes_nothing(group, ana, address, browse):
    slot = make_slot(group)
    page = browse(ana).get(f"{address}?meeting={slot.pk}&answer=not_today").content.decode()
    assert 'value="not_today" required checked' in page
    assert not CheckIn.objects.exists()
    assert browse(ana).get(f"{address}?meeting=x&answer=<b>").status_code == 200


def test_encouraging_shows_up_for_both(group, ana, bo, address, browse):
    mine, other = group.memberships.get(person=ana), group.memberships.get(person=bo)
    actions.check_in(membership=mine, slot=None, day=MONDAY.date(), answer="nudge")
    assert "Thinking of you" in browse(bo).get(address).content.decode()
    where = reverse("groups:encourage", args=[group.pk, mine.pk])
    for form in (
        {"phrase": "thinking_of_you"},
        {"phrase": "thinking_of_you"},
        {"phrase": "own_words", "line": "Walk with me?"},
        {"phrase": "own_words", "line": ""},
    ):
        browse(bo).post(where, form)
    words = [(row.sender_id, row.phrase, row.line) for row in mine.received_encouragements.order_by("created_at")]
    assert words == [(other.pk, "thinking_of_you", ""), (other.pk, "own_words", "Walk with me?")]
    page = browse(ana).get(address).content.decode()
    assert "For you" in page
    assert "Walk with me?" in page


def test_nobody_encourages_themselves(group, bo, browse):
    mine = group.memberships.get(person=bo)
    answer = browse(bo).post(reverse("groups:encourage", args=[group.pk, mine.pk]), {"phrase": "well_done"})
    assert answer.status_code == 403


def test_a_win_is_shared_and_taken_back_by_its_owner(group, ana, bo, address, browse):
    win = make_win(ana, date(2026, 3, 1))
    where = reverse("groups:share", args=[group.pk])
    told = []
    for shared in ("yes", "no"):
        browse(ana).post(where, {"win": str(win.pk), "shared": shared})
        told.append("Active in 3 of the last 4 weeks." in browse(bo).get(address).content.decode())
    assert told == [True, False]
    assert browse(ana).post(where, {"win": "x", "shared": "yes"}).status_code == 404


def test_a_script_gets_the_changed_page(group, ana, browse):
    form = {"day": "2026-03-02", "answer": "moved"}
    where = reverse("groups:check-in", args=[group.pk])
    answer = browse(ana).post(where, form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="rite"' in answer.content.decode()
    assert "You said: I moved" in answer.content.decode()


def test_the_page_costs_the_same_at_three_twelve_and_fifty_members(
    group, ana, bo, address, browse, django_assert_num_queries
):
    make_slot(group)
    client = browse(ana)
    client.get(address)
    for number in range(48):
        if number in (1, 10):
            with django_assert_num_queries(13):
                assert client.get(address).status_code == 200
        friend = make_person(f"friend{number}@example.org")
        row = Membership.objects.create(group=group, person=friend)
        actions.check_in(membership=row, slot=None, day=MONDAY.date(), answer="moved")
        actions.encourage(sender=row, receiver=group.memberships.get(person=ana), phrase="well_done")
        actions.share_win(person=friend, win=make_win(friend, date(2026, 3, 1)), memberships=[row])
    # session, person, members, meetings, breaks, answers, words, pairs, requests, removals, offers, shared and own wins
    with django_assert_num_queries(13):
        assert "friend47" in client.get(address).content.decode().casefold()
