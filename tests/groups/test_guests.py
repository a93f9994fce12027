"""A guest's week, and breaks: days without reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from core.models import OutboxMail
from core.retention import keep_retention
from core.sender import send_due
from groups import access_coach, actions
from groups.actions import REMINDER, set_shared
from groups.breaks import add_break
from groups.models import Break, CheckIn, Membership, SharedWin
from groups.reminders import write_due_reminders
from tests.factories import make_group, make_person, make_slot, make_win

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEETING = datetime(2026, 3, 3, 18, tzinfo=UTC)
TUESDAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_group(bo, ana)


@pytest.fixture
def guest(group, chen, browse):
    browse(chen).post(reverse("groups:join", args=[actions.renew_invite(group=group)]), {"guest": "1"})
    return group.memberships.get(person=chen)


@pytest.fixture
def home(group):
    return reverse("groups:detail", args=[group.pk])


def test_a_guest_sees_the_group_for_seven_days(clock, group, guest, chen, home, browse, api):
    assert guest.guest_until == MONDAY + timedelta(days=7)
    clock.move_to(MONDAY + timedelta(days=7) - timedelta(seconds=1))
    assert 'id="rite"' in browse(chen).get(home).content.decode()
    assert [row["id"] for row in api(chen).get("groups/").data["results"]] == [str(group.pk)]
    clock.move_to(MONDAY + timedelta(days=7))
    page = browse(chen).get(home)
    assert (page.status_code, 'id="rite"' in page.content.decode()) == (200, False)
    assert browse(chen).get(reverse("groups:list"))["Location"] == home
    assert api(chen).get("groups/").data["results"] == []
    form = {"day": "2026-03-09", "answer": "moved"}
    assert browse(chen).post(reverse("groups:check-in", args=[group.pk]), form).status_code == 404
    assert browse(chen).get(reverse("groups:settings", args=[group.pk])).status_code == 404
    assert not CheckIn.objects.exists()


def test_the_group_does_not_see_a_guest_whose_week_is_over(clock, group, guest, bo, browse):
    settings = reverse("groups:settings", args=[group.pk])
    assert "Chen" in browse(bo).get(settings).content.decode()
    clock.move_to(MONDAY + timedelta(days=7))
    assert "Chen" not in browse(bo).get(settings).content.decode()


@pytest.mark.parametrize("days", [1, 9])
def test_a_guest_joins_in_their_week_or_after_it(clock, group, guest, chen, home, browse, days):
    clock.move_to(MONDAY + timedelta(days=days))
    browse(chen).post(reverse("groups:stay", args=[group.pk]))
    guest.refresh_from_db()
    assert guest.guest_until is None
    assert 'id="rite"' in browse(chen).get(home).content.decode()


def test_a_guest_who_makes_no_choice_is_gone_within_a_week(clock, group, guest):
    clock.move_to(MONDAY + timedelta(days=14))
    keep_retention()
    assert group.memberships.count() == 3
    clock.move_to(MONDAY + timedelta(days=14, seconds=1))
    assert keep_retention()["guests"] == 1
    assert not Membership.objects.filter(pk=guest.pk).exists()
    assert group.memberships.count() == 2


def test_nothing_of_a_guest_is_shared_by_itself(group, guest, ana, chen):
    for person in (ana, chen):
        set_shared(person, make_win(person, MONDAY.date()), True)
    assert list(SharedWin.objects.values_list("membership__person", flat=True)) == [ana.pk]


def test_what_a_guest_shared_by_hand_is_taken_back_like_any_other(group, guest, chen):
    win = make_win(chen, MONDAY.date())
    actions.share_win(person=chen, win=win, memberships=[guest])
    set_shared(chen, win, False)
    assert not SharedWin.objects.exists()


def test_a_coach_sees_nothing_of_a_guest(group, guest, ana, bo):
    group.memberships.filter(person=bo).update(role="coach")
    assert [one.member.person for one in access_coach.sights(bo, MONDAY)] == [ana]


def test_guests_count_for_the_size_of_a_group(group, guest, settings):
    settings.GROUP_SIZE_LIMIT = 3
    with pytest.raises(actions.GroupFull):
        actions.join_group(person=make_person("eli@example.org"), secret=actions.renew_invite(group=group))


def test_a_guest_gets_no_role_and_inherits_no_group(group, guest, ana, bo, browse):
    with pytest.raises(actions.NoPart):
        actions.set_role(membership=guest, role="organiser")
    address = reverse("groups:member", args=[group.pk, guest.pk])
    assert browse(bo).post(address, {"role": "coach"}).status_code == 302
    guest.refresh_from_db()
    assert guest.role == "member"
    actions.leave_group(membership=group.memberships.get(person=ana))
    actions.leave_group(membership=group.memberships.get(person=bo))
    assert not Membership.objects.exists()


# Breaks


def plan(browse, group, person, first, last, whom="me"):
    form = {"starts_on": first, "ends_on": last, "for": whom}
    return browse(person).post(reverse("groups:breaks", args=[group.pk]), form)


def test_a_member_plans_days_of_their_own_that_nobody_else_sees(group, ana, bo, browse):
    assert plan(browse, group, ana, "2026-03-03", "2026-03-04").status_code == 302
    assert plan(browse, group, ana, "2026-03-03", "2026-03-04", "group").status_code == 403
    address = reverse("groups:breaks", args=[group.pk])
    assert "You alone see this" in browse(ana).get(address).content.decode()
    assert "You alone see this" not in browse(bo).get(address).content.decode()
    row = Break.objects.get()
    assert browse(bo).post(reverse("groups:break-end", args=[group.pk, row.pk])).status_code == 404
    assert browse(ana).post(reverse("groups:break-end", args=[group.pk, row.pk])).status_code == 302
    assert not Break.objects.exists()


@pytest.mark.parametrize(("first", "last"), [("2026-03-04", "2026-03-03"), ("2026-03-03", "2027-03-04"), ("x", "")])
def test_a_break_has_an_order(group, ana, browse, first, last):
    assert plan(browse, group, ana, first, last).status_code == 422
    assert not Break.objects.exists()


def test_only_organisers_and_coaches_end_holidays(group, ana, bo, browse):
    plan(browse, group, bo, "2026-03-02", "2026-03-08", "group")
    address = reverse("groups:break-end", args=[group.pk, Break.objects.get().pk])
    assert browse(ana).post(address).status_code == 403
    assert browse(bo).post(address).status_code == 302


def test_in_holidays_nobody_is_asked_or_reminded(clock, group, ana, bo, home, browse):
    make_slot(group)
    plan(browse, group, bo, "2026-03-02", "2026-03-05", "group")
    page = browse(ana).get(home).content.decode()
    assert "The group rests until 5 March." in page
    assert "Check in for this week" not in page
    assert "Meeting on Tuesday" in page  # of the tenth
    clock.move_to(MEETING - timedelta(hours=28))
    write_due_reminders()
    assert not OutboxMail.objects.exists()
    clock.move_to(MEETING + timedelta(days=7, hours=-28))
    write_due_reminders()
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("is_written", [True, False], ids=["planned after writing", "planned before"])
def test_days_of_ones_own_silence_reminders(clock, group, ana, bo, is_written):
    make_slot(group)
    clock.move_to(MEETING - timedelta(hours=28))
    if is_written:
        write_due_reminders()
    add_break(group=group, membership=group.memberships.get(person=ana), starts_on=TUESDAY, ends_on=TUESDAY)
    write_due_reminders()
    clock.move_to(MEETING - timedelta(hours=3))
    send_due()
    assert list(OutboxMail.objects.filter(kind=REMINDER, state="sent").values_list("person", flat=True)) == [bo.pk]


def test_breaks_go_a_week_after_their_end(clock, group):
    add_break(group=group, membership=None, starts_on=TUESDAY, ends_on=TUESDAY)
    clock.move_to(MEETING + timedelta(days=7))
    keep_retention()
    assert Break.objects.exists()
    clock.move_to(MEETING + timedelta(days=8))
    keep_retention()
    assert not Break.objects.exists()
