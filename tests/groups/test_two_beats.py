"""Two beats at the same moment, each in its own connection."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from core.models import OutboxMail
from groups.models import MeetingSlot
from groups.reminders import write_due_reminders
from tests.factories import make_group, make_slot


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
