"""The morning after a meeting: nine o'clock of the group, only where somebody asks for a nudge, naming nobody."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from core.mail import enqueue
from core.models import OutboxMail
from core.sender import send_due
from groups import actions, moderation
from groups.actions import MORNING, REMINDER
from groups.breaks import add_break
from groups.models import MeetingSlot
from groups.mornings import render, write_batch, write_due_mornings
from groups.tasks import write_mornings
from tests.factories import make_group, make_person, make_slot

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
MORNING_AT = datetime(2026, 3, 4, 8, tzinfo=UTC)  # Wednesday 09:00 in Oslo, after Tuesday's meeting


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    group = make_group(bo, ana, make_person("dora@example.org"))
    make_slot(group)
    return group


def ask(group, person, answer="nudge", day=date(2026, 3, 2)):
    mine = group.memberships.get(person=person)
    return actions.check_in(membership=mine, slot=None, day=day, answer=answer, line="canary line")


def sent_to():
    return sorted(address for message in mail.outbox for address in message.to)


def test_the_others_are_written_to_at_nine(clock, group, ana):
    ask(group, ana)
    clock.move_to(MORNING_AT - timedelta(seconds=1))
    write_mornings()
    assert not OutboxMail.objects.exists()
    clock.move_to(MORNING_AT)
    write_mornings()
    assert send_due() == {"sent": 2}
    assert sent_to() == ["bo@example.org", "dora@example.org"]
    slot = MeetingSlot.objects.get()
    assert slot.next_morning_at == MORNING_AT + timedelta(days=7)


@pytest.mark.parametrize("answer", [None, "moved", "quiet_week"])
def test_where_nobody_asks_nobody_is_written_to(clock, group, ana, answer):
    if answer:
        ask(group, ana, answer)
    clock.move_to(MORNING_AT)
    write_mornings()
    assert not OutboxMail.objects.exists()


def test_absence_is_no_reason(clock, group, ana, bo):
    slot = MeetingSlot.objects.get()
    mine = group.memberships.get(person=ana)
    actions.check_in(membership=mine, slot=slot, day=date(2026, 3, 3), answer="not_today")
    clock.move_to(MORNING_AT)
    write_mornings()
    assert not OutboxMail.objects.exists()


def test_two_who_ask_are_written_to_for_each_other(clock, group, ana, bo):
    ask(group, ana)
    ask(group, bo)
    clock.move_to(MORNING_AT)
    write_mornings()
    send_due()
    assert sent_to() == ["ana@example.org", "bo@example.org", "dora@example.org"]


def test_a_change_of_mind_before_it_is_sent_counts(clock, group, ana):
    ask(group, ana)
    clock.move_to(MORNING_AT)
    write_mornings()
    ask(group, ana, "moved")
    assert send_due() == {"skipped": 2}
    assert {row.last_error for row in OutboxMail.objects.all()} == {"nobody asks"}


def test_after_a_meeting_on_sunday_the_week_before_counts(clock, ana, bo):
    group = make_group(bo, ana)
    make_slot(group, weekday=6)
    ask(group, ana)
    clock.move_to(datetime(2026, 3, 9, 8, tzinfo=UTC))
    write_mornings()
    assert send_due() == {"sent": 1}
    home = reverse("groups:detail", args=[group.pk])
    from django.test import Client

    client = Client()
    client.force_login(bo, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Ana asked for a nudge." in client.get(home).content.decode()
    clock.move_to(datetime(2026, 3, 10, 8, tzinfo=UTC))
    assert "Ana asked for a nudge." not in client.get(home).content.decode()


def test_the_mail_names_nobody_and_repeats_no_line(clock, group, ana):
    ask(group, ana)
    clock.move_to(MORNING_AT)
    write_mornings()
    send_due()
    message = next(message for message in mail.outbox if message.to == ["bo@example.org"])
    headers, content = message.message().as_bytes().decode().split("\r\n\r\n", 1)
    assert message.subject == "Your group met yesterday"
    assert "Tuesday group met yesterday. Somebody in it asked for a nudge." in message.body
    for name in ("Ana", "Dora", "canary", "absent", "missed"):
        assert name not in message.body
        assert name not in content
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in headers


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/Oslo", MORNING_AT),
        ("Asia/Shanghai", MORNING_AT),  # 16:00 there
        ("America/New_York", datetime(2026, 3, 4, 12, 30, tzinfo=UTC)),  # not at 03:00, but when the quiet hours end
    ],
)
def test_nobody_is_woken(clock, ana, bo, zone, due):
    person = make_person("fay@example.org", time_zone=zone)
    group = make_group(bo, person)
    make_slot(group)
    ask(group, bo)
    clock.move_to(MORNING_AT)
    write_mornings()
    assert person.outbox_mails.get().due_at == due
    clock.move_to(due)
    send_due()
    assert "fay@example.org" in sent_to()


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2026, 3, 29), 7), (date(2026, 10, 25), 8)],
    ids=["clocks go forward", "clocks go back"],
)
def test_it_stays_nine_across_the_change_of_clocks(clock, ana, bo, day, utc_hour):
    clock.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=UTC) - timedelta(days=3))
    slot = make_slot(make_group(bo, ana), weekday=5)
    assert slot.next_morning_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


@pytest.mark.parametrize("reason", ["switched off", "nudged today", "enough this week", "break", "muted", "left"])
def test_who_gets_none(clock, group, ana, bo, reason):
    ask(group, ana)
    clock.move_to(MORNING_AT)
    write_mornings()
    mine = group.memberships.get(person=bo)
    if reason == "switched off":
        type(bo).objects.filter(pk=bo.pk).update(has_checkin_reminders=False)
    elif reason == "nudged today":
        enqueue(kind=REMINDER, person=bo, period_key="x", payload={})
        bo.outbox_mails.filter(kind=REMINDER).update(state="sent", sent_at=MORNING_AT - timedelta(hours=1))
    elif reason == "enough this week":
        for number in range(3):
            enqueue(kind=REMINDER, person=bo, period_key=f"x{number}", payload={})
        bo.outbox_mails.filter(kind=REMINDER).update(state="sent", sent_at=MORNING_AT - timedelta(days=2))
    elif reason == "break":
        add_break(group=group, membership=mine, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 4))
    elif reason == "muted":
        moderation.keep_distance(person=bo, other=ana, kind="mute")
    else:
        actions.leave_group(membership=mine)
    send_due()
    assert sent_to() == ["dora@example.org"]


def test_after_holidays_of_the_group_nobody_is_written_to(clock, group, ana):
    ask(group, ana)
    add_break(group=group, membership=None, starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 3))
    clock.move_to(MORNING_AT)
    write_mornings()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(("hours", "rows"), [(9, 2), (10, 0)])
def test_a_beat_that_comes_late_writes_on_the_same_day_only(clock, group, ana, hours, rows):
    ask(group, ana)
    clock.move_to(MORNING_AT + timedelta(hours=hours))
    write_mornings()
    assert OutboxMail.objects.filter(kind=MORNING).count() == rows
    assert MeetingSlot.objects.get().next_morning_at == MORNING_AT + timedelta(days=7)


def test_two_beats_write_once(clock, group, ana):
    ask(group, ana)
    clock.move_to(MORNING_AT)
    write_due_mornings()
    MeetingSlot.objects.update(next_morning_at=MORNING_AT)
    write_due_mornings()
    assert OutboxMail.objects.count() == 2


def test_a_new_meeting_has_no_morning_before_it(clock, group):
    clock.move_to(datetime(2026, 3, 4, 7, tzinfo=UTC))
    slot = make_slot(group, at=time(20))
    assert slot.next_morning_at == MORNING_AT + timedelta(days=7)


def test_a_batch_costs_the_same_for_one_meeting_and_for_many(clock, ana, bo, chen, django_assert_num_queries):
    for number in (1, 5):
        for n in range(number):
            group = make_group(bo, ana, chen, name=f"Group {n}")
            MeetingSlot.objects.filter(pk=make_slot(group).pk).update(next_morning_at=MORNING_AT)
            ask(group, ana)
        with django_assert_num_queries(8):  # slots, nudges, members, breaks, outbox, slots, and the savepoint's two
            assert write_batch(MORNING_AT) == number


def test_rendering_costs_the_same_for_one_and_for_many(clock, ana, bo, chen, django_assert_max_num_queries):
    for n in range(4):
        group = make_group(bo, ana, chen, name=f"Group {n}")
        make_slot(group)
        ask(group, ana)
    clock.move_to(MORNING_AT)
    write_mornings()
    rows = list(OutboxMail.objects.select_related("person"))
    assert len(rows) == 8
    for batch in (rows[:1], rows):
        with django_assert_max_num_queries(9):
            render(batch)
