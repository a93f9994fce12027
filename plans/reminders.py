"""Puts the reminders that are due into the outbox: one indexed query finds them, a few more serve the whole batch.

A row says only that there may be something to send; plans/reminder_mail.py looks once more when it is sent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import ReminderSetting
from accounts.reminders import MAIL_PREFIX as PREFIX
from accounts.reminders import next_time
from core.batches import until_none_is_due
from core.clocks import after_quiet
from core.dates import local_day
from core.mail import enqueue_all, new_row
from core.models import OutboxMail
from journal.last_entries import last_entry_days
from plans.models import Plan, PlannedSession
from plans.night_of import nights_of
from plans.scheduling import Verdict, verdict

BATCH = 500
BEFORE_LATE = timedelta(hours=6)
AFTER_END = timedelta(minutes=10)
COMEBACK_DAYS = (7, 21)
COMEBACK_FOR = 7
"""A comeback that could not go out on its day, say for a pause, may still do so within these days."""
MILESTONE_WEEKS = (4, 6, 8)
SUNDAY = 6
Kind = ReminderSetting.Kind
AT_THE_HOUR = (Kind.LATE_VIGOROUS, Kind.EMOTION_AFTER)
"""Kinds that follow the hour of a task; they are looked at each midnight, and when a task is planned or moved."""

type Settings = Sequence[ReminderSetting]


def write_due_reminders(now: datetime | None = None) -> int:
    """Every due setting, batch by batch; returns how many were looked at."""
    return until_none_is_due(lambda: write_batch(now or timezone.now()))


@transaction.atomic
def write_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch; it stays locked until its next times stand, so no other worker takes it too."""
    due = ReminderSetting.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    settings = list(due.select_related("person")[:limit])
    for kind, rows_of in WRITERS.items():
        if mine := [one for one in settings if one.kind == kind]:
            enqueue_all(list(rows_of(mine, now)))
    for one in settings:
        one.next_at = next_time(one, now)
    ReminderSetting.objects.bulk_update(settings, ["next_at"])
    return len(settings)


def for_tasks(settings: Settings, now: datetime) -> Iterator[OutboxMail]:
    """Whoever has an open task today."""
    with_tasks = {task.person_id for task in tasks_today(settings, now)}
    for one in settings:
        if one.person_id in with_tasks:
            yield _row(one, _today(one, now).isoformat(), {}, now)


def for_comebacks(settings: Settings, now: datetime) -> Iterator[OutboxMail]:
    """Whoever logged nothing for seven days, and once more for 21."""
    last = last_entry_days({one.person_id for one in settings})
    for one in settings:
        since = last.get(one.person_id) or local_day(one.person.date_joined, one.person.zone)
        silent = (_today(one, now) - since).days
        for days in COMEBACK_DAYS:
            if days <= silent < days + COMEBACK_FOR:
                yield _row(one, f"{since.isoformat()}-{days}", {}, now)


def for_late_sessions(settings: Settings, now: datetime) -> Iterator[OutboxMail]:
    """Six hours before a vigorous task that ends less than three hours before bed, when those begin today."""
    nights = nights_of({one.person for one in settings})
    by_person = {one.person_id: one for one in settings}
    for task in tasks_today(settings, now, and_tomorrow=True):
        one = by_person[task.person_id]
        start = task.starts_at(one.person.zone)
        if not task.is_vigorous or start is None:
            continue
        night = nights.get(task.person_id)
        if verdict(start, task.planned_minutes, night, is_vigorous=True, is_gentle=False) != Verdict.LATE:
            continue
        due_at = _after_quiet(start - BEFORE_LATE, one)
        if now <= due_at < start and local_day(due_at, one.person.zone) == _today(one, now):
            yield _row(one, f"{task.pk.hex}-{start:%m%d%H%M}", {"task": str(task.pk)}, due_at)


def for_emotions(settings: Settings, now: datetime) -> Iterator[OutboxMail]:
    """Ten minutes after the planned end of each task of today that has an hour."""
    by_person = {one.person_id: one for one in settings}
    for task in tasks_today(settings, now):
        one = by_person[task.person_id]
        start = task.starts_at(one.person.zone)
        if start is None:
            continue
        due_at = start + timedelta(minutes=task.planned_minutes) + AFTER_END
        if due_at >= now:
            yield _row(one, task.pk.hex, {}, due_at)


def for_measurements(settings: Settings, now: datetime) -> Iterator[OutboxMail]:
    """At the person's rhythm; whether they measured meanwhile is looked at when it is sent."""
    for one in settings:
        yield _row(one, _today(one, now).isoformat(), {"weeks": one.every_weeks}, now)


def for_milestones(settings: Settings, now: datetime) -> Iterator[OutboxMail]:
    """On the Sunday of a plan's weeks 4, 6 and 8."""
    sundays = {one.person_id: one for one in settings if _today(one, now).weekday() == SUNDAY}
    plans = Plan.objects.active().filter(person__in=sundays, programme_week__in=MILESTONE_WEEKS).order_by("pk")
    for pk, person_id, week in plans.values_list("pk", "person_id", "programme_week") if sundays else ():
        yield _row(sundays[person_id], f"{pk.hex}-{week}", {}, now)


def tasks_today(
    settings: Sequence[ReminderSetting | OutboxMail], now: datetime, *, and_tomorrow: bool = False
) -> list[PlannedSession]:
    """The open tasks of active plans on each person's own day, or that and the next, by day and hour; one query."""
    days: dict[UUID, list[date]] = {}
    for one in settings:
        today = _today(one, now)
        days[one.person_id] = [today, today + timedelta(days=1)] if and_tomorrow else [today]
    wanted = {day for of_person in days.values() for day in of_person}
    tasks = PlannedSession.objects.filter(person__in=days, day__in=wanted, plan__state=Plan.State.ACTIVE)
    return [task for task in tasks.open().order_by("day", "at_time", "pk") if task.day in days[task.person_id]]


def look_again(people: Iterable[UUID]) -> None:
    """Tasks got another day or hour: what follows an hour is looked at anew, for it stood at midnight last."""
    rows = ReminderSetting.objects.filter(person__in=list(people), kind__in=AT_THE_HOUR).exclude(next_at=None)
    rows.update(next_at=timezone.now())


def _today(one: ReminderSetting | OutboxMail, now: datetime) -> date:
    return local_day(now, one.person.zone)


def _after_quiet(at: datetime, one: ReminderSetting) -> datetime:
    """`at`, or the end of the quiet hours in which it lies."""
    person = one.person
    return after_quiet(at, person.zone, person.quiet_from, person.quiet_until)


def _row(one: ReminderSetting, period_key: str, payload: dict[str, object], due_at: datetime) -> OutboxMail:
    return new_row(
        kind=PREFIX + one.kind, person_id=one.person_id, period_key=period_key, payload=payload, due_at=due_at
    )


WRITERS: dict[str, Callable[[Settings, datetime], Iterator[OutboxMail]]] = {
    Kind.PLAN_SESSION: for_tasks,
    Kind.COMEBACK: for_comebacks,
    Kind.LATE_VIGOROUS: for_late_sessions,
    Kind.EMOTION_AFTER: for_emotions,
    Kind.MEASUREMENT: for_measurements,
    Kind.MILESTONE: for_milestones,
}
