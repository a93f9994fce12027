"""Two beats and three workers at the same moment, each in its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from core.models import OutboxMail
from core.sender import send_due
from groups import actions
from groups.models import MeetingSlot
from groups.mornings import write_due_mornings
from groups.nudges import nudge_week
from groups.reminders import write_due_reminders
from tests.factories import make_group, make_person, make_slot


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_write_each_reminder_once(ana, bo):
    weekday = (timezone.now() + timedelta(days=4)).weekday()
    for number in range(4):
        make_slot(make_group(bo, ana, name=f"Group {number}"), weekday)
    soon = timezone.now() + timedelta(hours=10)
    MeetingSlot.objects.update(next_meeting_at=soon, next_reminder_at=soon - timedelta(hours=20))
    together = Barrier(2)

    def beat() -> int:
        together.wait(timeout=10)
        try:
            return write_due_reminders()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as beats:
        handled = [job.result() for job in [beats.submit(beat), beats.submit(beat)]]
    keys = set(OutboxMail.objects.values_list("person", "period_key"))
    assert len(keys) == OutboxMail.objects.count() == 8
    assert sum(handled) == 4
    assert not MeetingSlot.objects.filter(next_meeting_at__lte=soon).exists()


def at_once(*jobs: Callable[[], object]) -> None:
    """Runs the jobs together, each in a connection of its own."""
    together = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        together.wait(timeout=10)
        try:
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(run, job) for job in jobs]:
            done.result()


@pytest.mark.django_db(transaction=True)
def test_two_beats_and_three_workers_send_nothing_twice():
    """Eight groups of three people each, whose quiet hours are none: all of their mails are due now."""
    now = timezone.now()
    for number in range(8):
        people = [make_person(f"p{number}-{n}@example.org", quiet_from=time(0), quiet_until=time(0)) for n in range(3)]
        group = make_group(*people, name=f"Group {number}", time_zone="UTC")
        make_slot(group, (now + timedelta(hours=2)).weekday(), (now + timedelta(hours=2)).time())
        asks = group.memberships.get(person=people[0])
        week = nudge_week(group.today(now))
        actions.check_in(membership=asks, slot=None, day=week, answer="nudge")
    MeetingSlot.objects.update(next_meeting_at=now + timedelta(hours=2), next_reminder_at=now, next_morning_at=now)

    def beat() -> None:
        write_due_reminders()
        write_due_mornings()

    at_once(beat, beat, send_due, send_due, send_due)
    at_once(send_due, send_due, send_due)
    keys = set(OutboxMail.objects.values_list("person", "kind", "period_key"))
    assert len(keys) == OutboxMail.objects.count() == 8 * (3 + 2)
    sent = [address for message in mail.outbox for address in message.to]
    assert len(sent) == len(set(sent)) == 8 * 3  # the second mail of a day is left out
    states = OutboxMail.objects.values_list("state", flat=True)
    assert sorted(states) == sorted(["sent"] * 24 + ["skipped"] * 16)
