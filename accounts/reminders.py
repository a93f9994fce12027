"""Which reminders a person wants, and when each is looked at again."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import ReminderSetting, SiteCount, User
from accounts.site_counts import count
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
WITH_WEEKENDS = frozenset({Kind.PLAN_SESSION, Kind.COMEBACK})
"""Those that may come on any day, and so at another hour on weekends."""
MIDNIGHT, SATURDAY = time(0), 5
ON_DEVICES = "push"
"""Like by mail, but to the devices; it stands on the person, as it does for every kind of mail."""
MAIL_PREFIX = "reminder_"
"""Before a kind's name: what its mails are called in the outbox, and among the kinds that go to devices."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind as the person set it; `at` is None for kinds that follow a session's hour."""

    channel: str
    at: time | None = None
    every_weeks: int = 4
    weekend_at: time | None = None


@transaction.atomic
def save_reminders(*, person: User, chosen: dict[str, Choice]) -> None:
    """Stores every kind; one that did not change keeps its next time."""
    before = {row.kind: row for row in person.reminder_settings.all()}
    now = timezone.now()
    for kind, choice in chosen.items():
        row = before.get(kind) or ReminderSetting(person=person, kind=kind)
        kept = Choice(row.channel, row.at_time, row.every_weeks, row.weekend_at)
        if kept == choice and kind in before:
            continue
        if kept.channel != Channel.OFF and choice.channel == Channel.OFF:
            count(SiteCount.Name.REMINDER_STOPPED)
        row.channel, row.every_weeks = choice.channel, choice.every_weeks
        row.at_time, row.weekend_at = choice.at, choice.weekend_at
        row.next_at = next_time(row, now, is_first=True) if row.channel != Channel.OFF else None
        row.save()


def save_pushed(*, person: User, channels: dict[str, str]) -> None:
    """Which of these kinds come to the person's devices: those set to it, no more those set to mail."""
    names = {MAIL_PREFIX + kind: channel for kind, channel in channels.items()}
    kept = [kind for kind in person.pushed_kinds if names.get(kind) != Channel.MAIL]
    added = [name for name, channel in names.items() if channel == ON_DEVICES and name not in kept]
    if kept + added != person.pushed_kinds:
        person.pushed_kinds = kept + added
        person.save(update_fields=["pushed_kinds"])


def next_time(row: ReminderSetting, now: datetime, *, is_first: bool = False) -> datetime:
    """When it is looked at after `now`: daily at its hour, a measurement once in its weeks, others at midnight."""
    zone = row.person.zone
    day = now.astimezone(zone).date()
    if row.kind == Kind.MEASUREMENT:
        return instant(day + timedelta(weeks=row.every_weeks), row.at_time or MIDNIGHT, zone)
    if is_first and not row.at_time:
        return now
    found = instant(day, hour_of(row, day), zone)
    tomorrow = day + timedelta(days=1)
    return found if found > now else instant(tomorrow, hour_of(row, tomorrow), zone)


def hour_of(row: ReminderSetting, day: date) -> time:
    """The hour of that day: weekends may have one of their own."""
    at = row.weekend_at if day.weekday() >= SATURDAY else None
    return at or row.at_time or MIDNIGHT


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
    if rows.exclude(channel=Channel.OFF).update(channel=Channel.OFF, next_at=None):
        count(SiteCount.Name.REMINDER_STOPPED)
