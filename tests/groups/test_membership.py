"""Founding, inviting, joining, leaving, meetings."""

import re
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions import delete_account, erase_category, withdraw_consent
from core.models import OutboxMail
from groups import actions
from groups.invites import hash_of
from groups.models import CheckIn, Encouragement, Group, SharedWin
from tests.factories import make_group, make_person, make_slot, make_win

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_founding_asks_for_the_consent_first(browse):
    person = make_person("fay@example.org", consents=["training"])
    client = browse(person)
    assert "Take part in groups" in client.get(reverse("groups:new")).content.decode()
    client.post(reverse("groups:new"), {"name": "Early birds", "time_zone": "Europe/Oslo"})
    assert not Group.objects.exists()


def test_the_founder_organises(bo, browse):
    answer = browse(bo).post(reverse("groups:new"), {"name": "Early birds", "time_zone": "Asia/Shanghai"})
    group = Group.objects.get()
    assert answer["Location"] == reverse("groups:settings", args=[group.pk])
    assert (group.name, group.time_zone) == ("Early birds", "Asia/Shanghai")
    assert list(group.memberships.values_list("person", "role")) == [(bo.pk, "organiser")]


def test_a_link_is_stored_as_a_hash_and_shown_once(bo, browse):
    group = make_group(bo)
    client, address = browse(bo), reverse("groups:invite", args=[group.pk])
    page = client.post(address, {"renew": "1"}).content.decode()
    secret = page.split("/join/")[1].split("/")[0]
    group.refresh_from_db()
    assert len(secret) >= 32
    assert group.invite_hash == hash_of(secret)
    assert secret not in client.get(reverse("groups:settings", args=[group.pk])).content.decode()


def test_a_link_ends_after_14_days_when_renewed_and_when_revoked(bo, browse):
    group = make_group(bo)
    client = browse()
    with time_machine.travel(NOW, tick=False) as clock:
        old, new = actions.renew_invite(group=group), actions.renew_invite(group=group)
        assert [client.get(reverse("groups:join", args=[secret])).status_code for secret in (old, new)] == [404, 200]
        clock.move_to(NOW + timedelta(days=14) - timedelta(seconds=1))
        assert client.get(reverse("groups:join", args=[new])).status_code == 200
        clock.move_to(NOW + timedelta(days=14))
        assert client.get(reverse("groups:join", args=[new])).status_code == 404
        newest = actions.renew_invite(group=group)
        actions.revoke_invite(group=group)
        assert client.get(reverse("groups:join", args=[newest])).status_code == 404


def test_the_join_page_says_what_the_group_can_see_before_anybody_joins(bo, browse):
    group = make_group(bo, name="Early birds")
    address = reverse("groups:join", args=[actions.renew_invite(group=group)])
    page = browse().get(address).content.decode()
    assert "Early birds" in page
    assert "What the group will see of you" in page
    assert f"{reverse('account_signup')}?next={address}" in page
    assert "Bo" not in page.replace("Body", "").replace("body", "")
    assert browse().post(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_joining_needs_the_consent_and_happens_once(bo, browse):
    group = make_group(bo)
    ana = make_person("ana@example.org", consents=[])
    address = reverse("groups:join", args=[actions.renew_invite(group=group)])
    client = browse(ana)
    assert "Agree and go on" in client.get(address).content.decode()
    assert client.post(address).status_code == 403
    assert not group.memberships.filter(person=ana).exists()
    client.post(reverse("accounts:consent-give"), {"category": "social", "next": address})
    answers = [client.post(address)["Location"] for _ in range(2)]
    assert answers == [reverse("groups:detail", args=[group.pk])] * 2
    assert group.memberships.filter(person=ana).count() == 1
    assert client.get(address)["Location"] == answers[0]


def test_a_full_group_takes_nobody_else(bo, ana, chen, browse, settings):
    settings.GROUP_SIZE_LIMIT = 2
    group = make_group(bo, ana)
    secret = actions.renew_invite(group=group)
    with pytest.raises(actions.GroupFull):
        actions.join_group(person=chen, secret=secret)
    answer = browse(chen).post(reverse("groups:join", args=[secret]), follow=True)
    assert group.memberships.count() == 2
    assert [str(message) for message in answer.context["messages"]] != []
    actions.leave_group(membership=group.memberships.get(person=ana))
    assert actions.join_group(person=chen, secret=secret).group == group


@pytest.fixture
def busy(ana, bo):
    """A group in which Ana did everything that can be seen."""
    group = make_group(bo, ana)
    slot = make_slot(group)
    mine, other = group.memberships.get(person=ana), group.memberships.get(person=bo)
    actions.check_in(membership=mine, slot=slot, day=timezone.now().date(), answer="coming")
    actions.encourage(sender=mine, receiver=other, phrase="well_done")
    actions.encourage(sender=other, receiver=mine, phrase="own_words", line="Hello")
    actions.share_win(person=ana, win=make_win(ana, timezone.now().date()), memberships=[mine])
    return group


@pytest.mark.parametrize("way", ["leave", "remove", "erase", "account"])
def test_leaving_takes_everything_along(way, busy, ana, bo, browse):
    mine = busy.memberships.get(person=ana)
    if way == "leave":
        browse(ana).post(reverse("groups:leave", args=[busy.pk]))
    elif way == "remove":
        browse(bo).post(reverse("groups:member", args=[busy.pk, mine.pk]), {"remove": "1"})
    elif way == "erase":
        withdraw_consent(person=ana, category="social")
        erase_category(person=ana, category="social")
    else:
        delete_account(person=ana)
    left = [model.objects.count() for model in (CheckIn, Encouragement, SharedWin)]
    assert left == [0, 0, 0]
    assert list(busy.memberships.values_list("person", flat=True)) == [bo.pk]


def test_leaving_drops_waiting_reminders(bo, ana):
    group = make_group(bo, ana)
    slot = make_slot(group)
    for person in (ana, bo):
        OutboxMail.objects.create(
            person=person,
            kind=actions.REMINDER,
            period_key=actions.period_key(slot.pk, "2026-03-03"),
            due_at=NOW,
            next_try_at=NOW,
            message_id=str(person.pk),
        )
    actions.leave_group(membership=group.memberships.get(person=ana))
    assert list(OutboxMail.objects.values_list("person", flat=True)) == [bo.pk]


def test_the_longest_member_follows_the_last_organiser(ana, bo, chen):
    group = make_group(bo, ana, chen)
    actions.leave_group(membership=group.memberships.get(person=bo))
    assert dict(group.memberships.values_list("person", "role")) == {ana.pk: "organiser", chen.pk: "member"}
    actions.leave_group(membership=group.memberships.get(person=ana))
    actions.leave_group(membership=group.memberships.get(person=chen))
    assert not Group.objects.exists()


def test_an_account_that_goes_hands_its_group_over(ana, bo):
    group = make_group(bo, ana)
    delete_account(person=bo)
    assert group.memberships.get().role == "organiser"


def test_a_group_keeps_an_organiser(ana, bo):
    group = make_group(bo, ana)
    own, other = group.memberships.get(person=bo), group.memberships.get(person=ana)
    with pytest.raises(actions.LastOrganiser):
        actions.set_role(membership=own, role="member")
    actions.set_role(membership=other, role="organiser")
    actions.set_role(membership=own, role="member")
    assert dict(group.memberships.values_list("person", "role")) == {bo.pk: "member", ana.pk: "organiser"}


def test_a_new_time_or_zone_moves_the_next_meeting(bo, browse):
    with time_machine.travel(NOW, tick=False):
        group = make_group(bo)
        slot = make_slot(group, at=time(19))
        assert slot.next_meeting_at == datetime(2026, 3, 3, 18, tzinfo=UTC)
        form = {"weekday": "2", "time": "20:15", "title": "Hall"}
        browse(bo).post(reverse("groups:slot-edit", args=[group.pk, slot.pk]), form)
        slot.refresh_from_db()
        assert slot.next_meeting_at == datetime(2026, 3, 4, 19, 15, tzinfo=UTC)
        actions.change_group(group=group, name="Far", time_zone="Asia/Shanghai")
        slot.refresh_from_db()
        assert slot.next_meeting_at == datetime(2026, 3, 4, 12, 15, tzinfo=UTC)
        assert slot.next_reminder_at < slot.next_meeting_at - timedelta(hours=27)


def test_two_meetings_at_one_time_are_refused(bo, browse):
    group = make_group(bo)
    make_slot(group)
    answer = browse(bo).post(reverse("groups:slot-new", args=[group.pk]), {"weekday": "1", "time": "19:00"})
    assert answer.status_code == 422
    assert group.slots.count() == 1


def test_a_stranger_signs_up_and_comes_back_to_the_invite(bo, browse):
    group = make_group(bo)
    address = reverse("groups:join", args=[actions.renew_invite(group=group)])
    client = browse()
    client.post(reverse("account_signup"), {"email": "new@example.org", "next": address})
    code = re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", mail.outbox[-1].body)
    page = client.post(reverse("account_email_verification_sent"), {"code": code.group(), "next": address}, follow=True)
    where = page.redirect_chain[-1][0]
    assert where == f"{reverse('accounts:welcome')}?{urlencode({'next': address})}"
    form = {"display_name": "Fay", "is_sixteen": "on", "time_zone": "Europe/Oslo", "next": address}
    assert client.post(where, form)["Location"] == address
    assert "Agree and go on" in client.get(address).content.decode()
