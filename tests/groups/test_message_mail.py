"""The mail that says that somebody wrote: once a thread until it is read, and nothing of what it says."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from accounts.actions import withdraw_consent
from core.mail import enqueue
from core.models import OutboxMail
from core.sender import send_due
from groups import actions, message_actions
from groups.message_mail import KIND, render
from tests.factories import make_group, make_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 11, tzinfo=UTC)  # a Tuesday, 12:00 in Oslo
DUE = NOON + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def group(ana, bo):
    group = make_group(ana, bo)
    group.memberships.filter(person=bo).update(role="coach")
    return group


def row(group, person):
    return group.memberships.select_related("group", "person").get(person=person)


def write(group, sender, receiver):
    return message_actions.write_message(mine=row(group, sender), other=row(group, receiver), text="Canary words")


def send(clock, at=DUE):
    clock.move_to(at)
    send_due()
    return [message.to[0] for message in mail.outbox]


def test_one_mail_for_a_thread_until_it_is_read(clock, group, ana, bo):
    write(group, bo, ana)
    clock.shift(60)
    message = write(group, bo, ana)
    assert send(clock) == ["ana@example.org"]
    clock.shift(timedelta(days=1))
    write(group, bo, ana)
    assert ana.outbox_mails.count() == 1
    message_actions.mark_read(person=ana, thread=message.thread)
    write(group, bo, ana)
    assert ana.outbox_mails.count() == 2
    assert send(clock, DUE + timedelta(days=1, minutes=10)) == ["ana@example.org"] * 2


def test_the_mail_names_nobody_and_says_nothing(clock, group, ana, bo):
    bo.display_name = "Bo Canary"
    bo.save(update_fields=["display_name"])
    write(group, bo, ana)
    send(clock)
    (message,) = mail.outbox
    whole = message.message().as_string() + message.body
    assert message.subject == "Someone wrote to you"
    assert [word for word in ("Canary", "Tuesday", "Bo ", "bo@", "coach") if word in whole] == []
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in whole
    assert ana.outbox_mails.get().payload == {"thread": str(group.threads.get().pk), "tried": 0}


@pytest.mark.parametrize("change", ["reads", "answers", "leaves", "switches off", "withdraws", "is taken back"])
def test_what_happens_before_it_is_sent_counts(change, clock, group, ana, bo):
    message = write(group, bo, ana)
    if change == "reads":
        message_actions.mark_read(person=ana, thread=message.thread)
    elif change == "answers":
        write(group, ana, bo)
        bo.outbox_mails.all().delete()
    elif change == "leaves":
        actions.leave_group(membership=row(group, ana))
    elif change == "switches off":
        type(ana).objects.filter(pk=ana.pk).update(has_message_mails=False)
    elif change == "withdraws":
        withdraw_consent(person=bo, category="social")
    else:
        message_actions.delete_message(message=message)
    assert send(clock) == []
    assert ana.outbox_mails.get().state == "skipped"


def test_whoever_switched_it_off_gets_no_row(group, ana, bo):
    type(ana).objects.filter(pk=ana.pk).update(has_message_mails=False)
    write(group, bo, ana)
    assert not ana.outbox_mails.exists()


def test_it_waits_for_the_end_of_quiet_hours(clock, group, ana, bo):
    clock.move_to(datetime(2026, 3, 3, 22, tzinfo=UTC))
    write(group, bo, ana)
    assert ana.outbox_mails.get().due_at == datetime(2026, 3, 4, 6, 30, tzinfo=UTC)


def nudge(person, at):
    enqueue(kind="checkin_reminder", person=person, period_key=f"{at}", payload={})
    person.outbox_mails.filter(period_key=f"{at}").update(state="sent", sent_at=at)


def test_it_gives_way_to_the_nudge_of_the_day_and_comes_the_next_morning(clock, group, ana, bo):
    nudge(ana, NOON - timedelta(hours=1))
    write(group, bo, ana)
    assert send(clock) == []
    later = ana.outbox_mails.get(state="waiting")
    assert later.due_at == datetime(2026, 3, 4, 6, 40, tzinfo=UTC)
    assert send(clock, later.due_at) == ["ana@example.org"]


def test_it_gives_way_for_three_days_at_most(clock, group, ana, bo):
    write(group, bo, ana)
    for day in range(6):
        nudge(ana, NOON + timedelta(days=day))
        send(clock, DUE + timedelta(days=day))
    assert mail.outbox == []
    assert ana.outbox_mails.filter(kind=KIND).count() == 4
    assert not ana.outbox_mails.filter(kind=KIND, state="waiting").exists()


def test_a_pause_puts_it_off(clock, group, ana, bo):
    ana.pauses.create(day=NOON.date(), reason="illness", symptoms=[])
    write(group, bo, ana)
    assert send(clock) == []
    assert ana.outbox_mails.filter(state="waiting").count() == 1


def test_one_click_stops_it_and_nothing_else(group, ana, bo, browse):
    write(group, bo, ana)
    mails = render(list(ana.outbox_mails.select_related("person")))
    url = next(iter(mails.values())).unsubscribe_url.split("/", 3)[3]
    assert browse().post(f"/{url}").status_code == 200
    ana.refresh_from_db()
    assert (ana.has_message_mails, ana.has_checkin_reminders) == (False, True)


def test_rendering_costs_the_same_for_one_and_for_many(group, ana, bo, django_assert_num_queries):
    for n in range(4):
        person = make_person(f"member{n}@example.org")
        group.memberships.create(person=person)
        write(group, bo, person)
    rows = list(OutboxMail.objects.select_related("person"))
    render(rows[:1])
    for batch in (rows[:1], rows):
        with django_assert_num_queries(4):  # unread, nudges sent, nudges on their way, pauses
            render(batch)
