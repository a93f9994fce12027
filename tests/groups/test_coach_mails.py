"""The coach's Monday mail with numbers alone, and the question before something that is shown ends."""

from datetime import UTC, datetime, time, timedelta
from email import message_from_string, policy
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import save_profile
from accounts.models import User
from core.mail import stop_url
from core.models import OutboxMail
from core.sender import send_due
from groups import actions, granting
from groups.models import Membership, Stream
from groups.tasks import ask_for_renewals, write_digests
from journal.models import Pause
from tests.factories import make_person
from tests.groups.coached import fill, grant, make_coached, mine

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)  # 07:30 in Oslo
ASKED = datetime(2026, 3, 27, 16, tzinfo=UTC)  # 17:00 in Oslo, a week before the 3rd of April


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_coached(bo, ana)


def run(clock, at, task):
    clock.move_to(at)
    task()
    send_due()


def html_of(message):
    read = message_from_string(message.message().as_string(), policy=policy.default)
    return read.get_body(("html",)).get_content()


def test_the_digest_holds_numbers_alone(group, ana, bo, clock):
    fill(ana, FRIDAY)
    grant(ana, bo, group)
    monday = group.week(MONDAY).monday
    actions.check_in(membership=mine(ana, group), slot=None, day=monday, answer="nudge", line="canary")
    run(clock, MONDAY - timedelta(seconds=1), write_digests)
    assert mail.outbox == []
    run(clock, MONDAY, write_digests)
    run(clock, MONDAY + timedelta(minutes=10), write_digests)
    assert [message.to for message in mail.outbox] == [[bo.email]]
    message = mail.outbox[0]
    assert message.subject == "Your groups this week"
    assert "You coach 2 people.\nWorth a look: 1\nTo reply: 1\n" in message.body
    for text in (message.subject, message.body, html_of(message)):
        for secret in ("Ana", "canary", "Mood", "RPE", group.name):
            assert secret not in text
    run(clock, MONDAY + timedelta(days=7), write_digests)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("way", ["switched off", "coaches no more", "left"])
def test_no_digest_for_whoever_does_not_want_or_need_one(way, group, bo, clock):
    if way == "switched off":
        save_profile(person=bo, changes={"has_coach_digest": False})
    elif way == "left":
        actions.leave_group(membership=mine(bo, group))
    else:
        actions.set_role(membership=mine(bo, group), role=Membership.Role.MEMBER)
    run(clock, MONDAY, write_digests)
    assert mail.outbox == []


def test_one_click_stops_the_digest_and_nothing_else(group, bo, clock, client):
    run(clock, MONDAY, write_digests)
    assert stop_url("coach_digest", bo.pk) in mail.outbox[0].body
    assert client.post(urlsplit(stop_url("coach_digest", bo.pk)).path).status_code == 200
    bo.refresh_from_db()
    assert (bo.has_coach_digest, bo.has_checkin_reminders, bo.has_grant_questions) == (False, True, True)
    run(clock, MONDAY + timedelta(days=7), write_digests)
    assert len(mail.outbox) == 1


def test_another_zone_is_another_monday_morning(group, bo, clock):
    save_profile(person=bo, changes={"time_zone": "Asia/Shanghai"})
    assert User.objects.get(pk=bo.pk).next_digest_at == datetime(2026, 3, 8, 23, 30, tzinfo=UTC)


def test_due_digests_are_found_by_one_query_a_batch(group, bo, clock, django_assert_num_queries):
    clock.move_to(MONDAY)
    for number in range(4):
        if number in (1, 3):
            User.objects.filter(is_coach=True).update(next_digest_at=MONDAY)
            with django_assert_num_queries(8):  # two batches: savepoints, due, and in the first rows and next times
                write_digests()
        other = make_person(f"coach{number}@example.org")
        row = Membership.objects.create(group=group, person=other)
        actions.set_role(membership=row, role=Membership.Role.COACH)


def test_a_week_before_the_end_the_member_is_asked_once_by_a_neutral_mail(group, ana, bo, clock):
    grant(ana, bo, group, Stream.MOOD, Stream.PLAN)
    run(clock, ASKED - timedelta(seconds=1), ask_for_renewals)
    assert mail.outbox == []
    run(clock, ASKED, ask_for_renewals)
    run(clock, ASKED + timedelta(days=1), ask_for_renewals)
    assert [message.to for message in mail.outbox] == [[ana.email]]
    message = mail.outbox[0]
    assert message.subject == "A question waits for you"
    for text in (message.subject, message.body, html_of(message)):
        for secret in ("Bo", "ood", "Plan", group.name, "coach"):
            assert secret not in text


def test_a_pause_moves_the_question(group, ana, bo, clock):
    grant(ana, bo, group, Stream.MOOD)
    Pause.objects.create(
        person=ana, day=FRIDAY.date() + timedelta(days=2), ended_on=FRIDAY.date() + timedelta(days=4), reason="travel"
    )
    run(clock, ASKED, ask_for_renewals)
    assert mail.outbox == []
    run(clock, datetime(2026, 3, 30, 15, tzinfo=UTC), ask_for_renewals)
    assert len(mail.outbox) == 1


def nudge(person, at):
    """Another nudge that went out."""
    OutboxMail.objects.create(
        person=person, kind="checkin_reminder", period_key=str(at), due_at=at, next_try_at=at, state="sent",
        sent_at=at, message_id="x",
    )  # fmt: skip


@pytest.mark.parametrize(("nudged", "asked_on"), [(1, 1), (3, 3), (7, 7), (8, None)])
def test_after_another_nudge_the_question_waits_for_the_next_day(nudged, asked_on, group, ana, bo, clock):
    """While what is shown has not ended: the last day is the seventh after the first try."""
    grant(ana, bo, group, Stream.MOOD, Stream.PLAN)
    for day in range(nudged):
        nudge(ana, ASKED + timedelta(days=day, hours=-3))
    sent_on: list[Any] = []
    for day in range(10):
        at = ASKED + timedelta(days=day, hours=-1 if day >= 2 else 0)  # the clocks of Oslo go forward on the third day
        run(clock, at, ask_for_renewals)
        sent_on += [day] * (len(mail.outbox) - len(sent_on))
    assert sent_on == ([] if asked_on is None else [asked_on])


def test_a_question_that_waits_is_dropped_once_it_is_answered(group, ana, bo, clock):
    grant(ana, bo, group, Stream.MOOD)
    nudge(ana, ASKED)
    run(clock, ASKED, ask_for_renewals)
    granting.take_back(person=ana, coach=mine(bo, group), stream=Stream.MOOD)
    run(clock, ASKED + timedelta(days=1), ask_for_renewals)
    assert (mail.outbox, OutboxMail.objects.filter(kind="grant_renewal").count()) == ([], 1)


def test_whoever_sleeps_at_that_hour_is_asked_afterwards(group, ana, bo, clock):
    save_profile(person=ana, changes={"quiet_from": time(15), "quiet_until": time(22)})
    ana.refresh_from_db()
    grant(ana, bo, group, Stream.MOOD)
    run(clock, ASKED, ask_for_renewals)
    assert mail.outbox == []
    clock.move_to(ASKED + timedelta(hours=5))
    send_due()
    assert len(mail.outbox) == 1


def test_a_question_is_looked_for_in_as_many_queries_for_one_as_for_many(group, ana, bo, clock):
    counts = []
    for people in ([ana], [make_person(f"p{number}@example.org") for number in range(3)]):
        for person in people:
            if person != ana:
                Membership.objects.create(group=group, person=person)
            grant(person, bo, group, Stream.MOOD)
        clock.move_to(ASKED)
        with CaptureQueriesContext(connection) as queries:
            ask_for_renewals()
        counts.append(len(queries))
        clock.move_to(FRIDAY)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("way", ["taken back", "renewed", "switched off", "nudged"])
def test_nobody_is_asked_in_vain(way, group, ana, bo, clock):
    grant(ana, bo, group, Stream.MOOD)
    clock.move_to(ASKED)
    ask_for_renewals()
    if way == "taken back":
        granting.take_back(person=ana, coach=mine(bo, group), stream=Stream.MOOD)
    elif way == "renewed":
        grant(ana, bo, group, Stream.MOOD)
    elif way == "switched off":
        save_profile(person=ana, changes={"has_grant_questions": False})
    else:
        nudge(ana, timezone.now())
    send_due()
    assert mail.outbox == []


def test_the_switches_stand_with_the_other_mails(group, ana, bo, browse):
    address = reverse("accounts:mail")
    assert "numbers of the groups you coach" in browse(bo).get(address).content.decode()
    page = browse(ana).get(address).content.decode()
    assert "A question before something you share ends" in page
    assert "numbers of the groups you coach" not in page
