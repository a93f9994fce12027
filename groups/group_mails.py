"""What the mails of groups have in common: who may get one at this moment, and why somebody does not."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from core.clocks import is_quiet
from core.models import OutboxMail
from core.nudges import nudged_today
from groups.actions import MORNING, REMINDER
from journal.paused_people import paused_today

MOST_A_WEEK = 3
WEEK = timedelta(days=7)


class Standing:
    """How things stand with the people of a batch of mails; three queries."""

    def __init__(self, rows: Sequence[OutboxMail], now: datetime) -> None:
        self.now = now
        self.nudged = nudged_today(rows, now)
        self.paused = paused_today(rows, now)
        self.sent = sent_this_week(rows, now)

    def why_not(self, row: OutboxMail) -> str:
        """What speaks against a mail to this person at this moment, or an empty text."""
        person = row.person
        if not person.has_checkin_reminders:
            return "switched off"
        if row.person_id in self.paused:
            return "paused"
        if is_quiet(self.now, person.zone, person.quiet_from, person.quiet_until):
            return "quiet hours"
        if row.person_id in self.nudged:
            return "nudged today"
        return "enough this week" if self.sent[row.person_id] >= MOST_A_WEEK else ""

    def count(self, row: OutboxMail) -> None:
        """One more goes to this person."""
        self.nudged.add(row.person_id)
        self.sent[row.person_id] += 1


def sent_this_week(rows: Sequence[OutboxMail], now: datetime) -> Counter[UUID]:
    """How many mails of groups went to each person in the last seven days."""
    people = {row.person_id for row in rows}
    sent = OutboxMail.objects.filter(person__in=people, kind__in=(REMINDER, MORNING), state=OutboxMail.State.SENT)
    return Counter(sent.filter(sent_at__gt=now - WEEK).values_list("person", flat=True))
