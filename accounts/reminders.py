"""Which reminders a person wants, and when each is looked at again."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import ReminderSetting, User
from core.clocks import instant

Kind = ReminderSetting.Kind
Channel = ReminderSetting.Channel
USUAL_TIMES = {
    Kind.PLAN_SESSION: time(17),
    Kind.COMEBACK: time(17),
    Kind.MEASUREMENT: time(9),
    Kind.MILESTONE: time(17),
}
"""The kinds that come at an hour of their own, with the one that is offered first."""
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind as the person set it; `at` is None for kinds that follow a session's hour."""

    channel: str
    at: time | None = None
    every_weeks: int = 4


@transaction.atomic
def save_reminders(*, person: User, chosen: dict[str, Choice]) -> None:
    """Stores every kind; one that did not change keeps its next time."""
    before = {row.kind: row for row in person.reminder_settings.all()}
    now = timezone.now()
    for kind, choice in chosen.items():
        row = before.get(kind) or ReminderSetting(person=person, kind=kind)
        kept = Choice(row.channel, row.at_time, row.every_weeks)
        if kept == choice and kind in before:
            continue
        row.channel, row.at_time, row.every_weeks = choice.channel, choice.at, choice.every_weeks
        row.next_at = next_time(row, now, is_first=True) if row.channel != Channel.OFF else None
        row.save()


def next_time(row: ReminderSetting, now: datetime, *, is_first: bool = False) -> datetime:
    """When it is looked at after `now`: daily at its hour, a measurement once in its weeks, others at midnight."""
    zone = row.person.zone
    day = now.astimezone(zone).date()
    at = row.at_time or MIDNIGHT
    if row.kind == Kind.MEASUREMENT:
        return instant(day + timedelta(weeks=row.every_weeks), at, zone)
    if is_first and not row.at_time:
        return now
    found = instant(day, at, zone)
    return found if found > now else instant(day + timedelta(days=1), at, zone)


def reschedule(person: User) -> None:
    """A new zone makes new times; the measurement's stays within the day."""
    now = timezone.now()
    rows = list(person.reminder_settings.exclude(next_at=None).exclude(kind=Kind.MEASUREMENT))
    for row in rows:
        row.person = person
        row.next_at = next_time(row, now)
    ReminderSetting.objects.bulk_update(rows, ["next_at"])


def switch_off(kind: str, person_id: Any) -> None:
    """What the link in a mail does."""
    rows = ReminderSetting.objects.filter(person_id=person_id, kind=kind)
    rows.update(channel=Channel.OFF, next_at=None)
