"""Reminders before a meeting: to whom, when, once, and without anybody's name."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.actions import withdraw_consent
from core.mail import KINDS, Skip, enqueue
from core.models import OutboxMail
from core.sender import claim, send_due
from groups import actions
from groups.actions import REMINDER
from groups.models import MeetingSlot
from groups.reminders import render, write_batch, write_due_reminders
from groups.tasks import remind_of_meetings
from tests.factories import make_group, make_person, make_slot

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEETING = datetime(2026, 3, 3, 18, tzinfo=UTC)  # Tuesday 19:00 in Oslo
DUE = MEETING - timedelta(hours=3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    return make_group(bo, ana)


@pytest.fixture
def slot(group):
    return make_slot(group, title="Hall")


def write(clock, at=MEETING - timedelta(hours=28)):
    clock.move_to(at)
    remind_of_meetings()


def sent_to():
    return sorted(address for message in mail.outbox for address in message.to)


def answer(group, person, slot, day=date(2026, 3, 3)):
    return actions.check_in(membership=group.memberships.get(person=person), slot=slot, day=day, answer="coming")


def test_rows_are_written_a_day_ahead_and_sent_three_hours_before(clock, slot):
    write(clock, MEETING - timedelta(hours=30))
    assert not OutboxMail.objects.exists()
    write(clock)
    assert set(OutboxMail.objects.values_list("due_at", "state")) == {(DUE, "waiting")}
    clock.move_to(DUE - timedelta(seconds=1))
    assert send_due() == {}
    clock.move_to(DUE)
    assert send_due() == {"sent": 2}
    assert sent_to() == ["ana@example.org", "bo@example.org"]


def test_the_slot_turns_to_the_next_week_across_the_change_of_clocks(clock, slot):
    clock.move_to(datetime(2026, 3, 23, 20, tzinfo=UTC))
    write_due_reminders()
    slot.refresh_from_db()
    assert slot.next_meeting_at == datetime(2026, 3, 31, 17, tzinfo=UTC)  # summer time from 29 March on
    assert OutboxMail.objects.filter(due_at=datetime(2026, 3, 24, 15, tzinfo=UTC)).count() == 2
    clock.move_to(datetime(2026, 3, 30, 20, tzinfo=UTC))
    write_due_reminders()
    assert OutboxMail.objects.filter(due_at=datetime(2026, 3, 31, 14, tzinfo=UTC)).count() == 2


@pytest.mark.parametrize(
    ("zone", "quiet_from", "quiet_until", "at", "due"),
    [
        ("Europe/Oslo", time(21, 30), time(7, 30), time(19), DUE),
        ("Asia/Shanghai", time(21, 30), time(7, 30), time(19), datetime(2026, 3, 3, 13, tzinfo=UTC)),
        ("America/New_York", time(21, 30), time(7, 30), time(19), DUE),
        ("Europe/Oslo", time(21, 30), time(7, 30), time(9), datetime(2026, 3, 2, 20, tzinfo=UTC)),
        ("Europe/Oslo", time(15), time(17), time(19), datetime(2026, 3, 3, 13, 30, tzinfo=UTC)),
    ],
)
def test_each_person_is_reminded_on_their_own_clock(clock, bo, zone, quiet_from, quiet_until, at, due):
    person = make_person("fay@example.org", time_zone=zone, quiet_from=quiet_from, quiet_until=quiet_until)
    make_slot(make_group(bo, person), at=at)
    write(clock, MONDAY + timedelta(hours=10))
    assert person.outbox_mails.get().due_at == due
    clock.move_to(due)
    assert send_due()["sent"] >= 1
    assert "fay@example.org" in sent_to()


def test_whoever_answered_or_switched_off_gets_none(clock, group, slot, ana, bo):
    answer(group, ana, slot)
    type(bo).objects.filter(pk=bo.pk).update(has_checkin_reminders=False)
    write(clock)
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("change", ["answers", "leaves", "switches off", "withdraws", "slot goes"])
def test_what_happens_between_writing_and_sending_counts(clock, group, slot, ana, change):
    write(clock)
    if change == "answers":
        answer(group, ana, slot)
    elif change == "leaves":
        actions.leave_group(membership=group.memberships.get(person=ana))
    elif change == "switches off":
        type(ana).objects.filter(pk=ana.pk).update(has_checkin_reminders=False)
    elif change == "withdraws":
        withdraw_consent(person=ana, category="social")
    else:
        MeetingSlot.objects.all().delete()
    clock.move_to(DUE)
    send_due()
    assert "ana@example.org" not in sent_to()
    assert ("bo@example.org" in sent_to()) is (change != "slot goes")


@pytest.mark.parametrize(
    ("late", "state"),
    [(timedelta(hours=2, minutes=59), "sent"), (timedelta(hours=3), "skipped"), (timedelta(hours=30), "skipped")],
)
def test_a_reminder_is_never_sent_after_the_meeting_began(clock, slot, ana, late, state):
    write(clock)
    clock.move_to(DUE + late)
    send_due()
    assert ana.outbox_mails.get().state == state


def test_a_late_sender_does_not_write_into_quiet_hours(clock, group, ana):
    make_slot(group, at=time(9))
    write(clock, MONDAY + timedelta(hours=10))
    clock.move_to(datetime(2026, 3, 2, 21, tzinfo=UTC))  # 22:00 in Oslo
    assert send_due() == {"skipped": 2}
    assert {row.last_error for row in OutboxMail.objects.all()} == {"quiet hours"}


def test_one_nudge_a_day_over_all_groups(clock, ana, bo, chen):
    for number, at in enumerate((time(18), time(19), time(20))):
        make_slot(make_group(chen, ana, bo, name=f"Group {number}"), at=at)
    write(clock)
    for hour in range(12, 18):
        clock.move_to(datetime(2026, 3, 3, hour, tzinfo=UTC))
        send_due()
    assert sent_to().count("ana@example.org") == 1
    assert sent_to().count("bo@example.org") == 1


def test_another_nudge_that_another_sender_holds_comes_first(clock, ana, bo):
    first = make_slot(make_group(bo, ana, name="First"), at=time(19))
    second = make_slot(make_group(bo, ana, name="Second"), at=time(19))
    write(clock)
    clock.move_to(DUE)
    claim()
    rows = {row.payload["slot"]: row for row in ana.outbox_mails.select_related("person")}
    one, two = rows[str(first.pk)], rows[str(second.pk)]
    answers = [isinstance(render([row])[row.pk], Skip) for row in (one, two)]
    assert sorted(answers) == [False, True]


def test_the_mail_is_neutral_and_names_nobody(clock, group, slot, ana, bo):
    dora = make_person("dora@example.org", display_name="Dora Canary")
    actions.join_group(person=dora, secret=actions.renew_invite(group=group))
    answer(group, bo, slot)
    write(clock)
    clock.move_to(DUE)
    send_due()
    message = next(message for message in mail.outbox if message.to == ["ana@example.org"])
    headers, content = message.message().as_bytes().decode().split("\r\n\r\n", 1)
    assert message.subject == "Your group meets today"
    assert "Tuesday group meets today at 19:00." in message.body
    for name in ("Dora", "Bo@", "bo@example.org", " Bo ", "Hall"):
        assert name not in message.body
        assert name not in content
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in headers


def test_the_evening_before_it_says_tomorrow(clock, group):
    make_slot(group, at=time(9))
    write(clock, MONDAY + timedelta(hours=10))
    clock.move_to(datetime(2026, 3, 2, 20, tzinfo=UTC))
    send_due()
    assert {message.subject for message in mail.outbox} == {"Your group meets tomorrow"}


def test_one_click_stops_reminders_and_nothing_else(clock, slot, ana, browse):
    write(clock)
    clock.move_to(DUE)
    mails = render(list(ana.outbox_mails.select_related("person")))
    url = next(iter(mails.values())).unsubscribe_url.split("/", 3)[3]
    assert browse().post(f"/{url}").status_code == 200
    ana.refresh_from_db()
    assert (ana.has_checkin_reminders, ana.mail_level) == (False, "facts")


def test_two_beats_write_and_send_once(clock, slot):
    write(clock)
    MeetingSlot.objects.update(next_meeting_at=MEETING, next_reminder_at=MEETING - timedelta(hours=28))
    write(clock)
    assert OutboxMail.objects.count() == 2
    clock.move_to(DUE)
    assert send_due() == {"sent": 2}
    remind_of_meetings()
    assert send_due() == {}


def test_a_beat_that_slept_for_weeks_writes_of_the_coming_meeting_only(clock, slot):
    write(clock, MEETING + timedelta(days=20, hours=12))
    assert [row.payload["day"] for row in OutboxMail.objects.all()] == ["2026-03-24"] * 2
    slot.refresh_from_db()
    assert slot.next_meeting_at == datetime(2026, 3, 31, 17, tzinfo=UTC)


def test_whoever_joins_on_the_day_is_reminded_too(clock, group, slot, chen):
    write(clock)
    clock.move_to(DUE - timedelta(hours=8))
    actions.join_group(person=chen, secret=actions.renew_invite(group=group))
    remind_of_meetings()
    assert chen.outbox_mails.filter(kind=REMINDER).count() == 1
    assert OutboxMail.objects.count() == 3


def test_a_moved_meeting_is_reminded_of_at_its_new_time(clock, group, slot, ana):
    write(clock)
    actions.save_slot(group=group, existing=slot, weekday=1, time=time(20))
    remind_of_meetings()
    assert ana.outbox_mails.get().due_at == DUE + timedelta(hours=1)


def test_payloads_hold_ids_only(clock, slot, ana):
    write(clock)
    assert ana.outbox_mails.get().payload == {"slot": str(slot.pk), "day": "2026-03-03"}


def test_a_batch_costs_the_same_for_one_meeting_and_for_many(clock, ana, bo, chen, django_assert_num_queries):
    for number in (1, 5):
        for n in range(number):
            make_slot(make_group(bo, ana, chen, name=f"Group {n}"))
        with django_assert_num_queries(8):  # slots, members, answers, breaks, outbox, slots, and the savepoint's two
            assert write_batch(MEETING - timedelta(hours=28)) == number


def test_rendering_costs_the_same_for_one_and_for_many(clock, ana, bo, chen, django_assert_max_num_queries):
    for n in range(4):
        make_slot(make_group(bo, ana, chen, name=f"Group {n}"))
    write(clock)
    clock.move_to(DUE)
    rows = list(OutboxMail.objects.select_related("person"))
    render(rows[:1])
    for batch in (rows[:1], rows):
        with django_assert_max_num_queries(8):
            render(batch)


def test_any_other_nudge_counts_too(clock, slot, ana):
    KINDS["stretch"] = type(KINDS[REMINDER])("stretch", lambda rows: {}, options={"is_nudge": True})
    try:
        write(clock)
        enqueue(kind="stretch", person=ana, period_key="x", payload={})
        ana.outbox_mails.filter(kind="stretch").update(state="sent", sent_at=DUE - timedelta(hours=4))
        clock.move_to(DUE)
        send_due()
    finally:
        del KINDS["stretch"]
    assert ana.outbox_mails.get(kind=REMINDER).last_error == "nudged today"
