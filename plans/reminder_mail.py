"""The reminders as mails: looked at once more when they are sent, neutral in every word, at most one a person a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from accounts.models import Consent, ReminderSetting, User
from accounts.reminders import switch_off
from core.dates import local_day
from core.mail import MailKind, RenderedMail, Skip, absolute, register_kind, stop_url
from core.mail_layout import layout
from core.models import OutboxMail
from core.nudge_policy import Standing, is_backing_off, refusal
from core.nudges import nudged_today, occasions_of
from journal.body_kinds import GROUPS
from journal.last_entries import last_entry_days
from journal.models import Measurement, MeasurementKind, TrainingSession
from journal.paused_people import paused_today
from plans.models import Plan, PlannedSession
from plans.night_of import nights_of
from plans.reminders import PREFIX, Kind, tasks_today
from plans.scheduling import Verdict, verdict

TEMPLATE = "plans/mail/reminder"
PLACES = ("subject", "name", "sentence", "page_url", "stop_url", "reminders_url")
DAY = timedelta(days=1)
WITH_RHYTHM = frozenset({*GROUPS["movement"], *GROUPS["body"]}) - {MeasurementKind.STEPS}

type Rows = Sequence[OutboxMail]


@dataclass(frozen=True, slots=True)
class Words:
    """A kind's consent, its words, where its button leads, how long it is worth sending, and who no longer needs it."""

    consent: str
    subject: Any
    sentence: Any
    page: str
    keep_for: timedelta
    done: Callable[[Rows, datetime], set[UUID]]


def render(kind: str, rows: Rows) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch in a constant number of queries; the policy has the last word on each."""
    now = timezone.now()
    words = WORDS[kind]
    people = {row.person_id for row in rows}
    on = _on(people, kind, words.consent)
    last, occasions, paused = last_entry_days(people), occasions_of(rows, now), paused_today(rows, now)
    done, nudged = words.done(rows, now), nudged_today(rows, now)
    mails: dict[Any, RenderedMail | Skip] = {}
    for row in rows:
        who, person = row.person_id, row.person
        standing = Standing(
            zone=person.zone,
            quiet=(person.quiet_from, person.quiet_until),
            last_active=last.get(who) or local_day(person.date_joined, person.zone),
            occasions=occasions.get(who, ()),
            is_on=who in on,
            is_done=row.pk in done,
            is_paused=who in paused,
        )
        reason = refusal(now, standing, is_welcome=kind == Kind.COMEBACK) or ("nudged today" if who in nudged else "")
        if not reason:
            nudged.add(who)
        mails[row.pk] = Skip(reason) if reason else mail_of(kind, person, is_fewer=is_backing_off(standing))
    return mails


def mail_of(kind: str, person: User, *, is_fewer: bool = False) -> RenderedMail:
    """One mail; `is_fewer` adds that they come half as often from now on."""
    words = WORDS[kind]
    with override(person.language):
        values = {
            "subject": str(words.subject),
            "name": person.name,
            "sentence": str(words.sentence),
            "page_url": absolute(reverse(words.page)),
            "stop_url": stop_url(PREFIX + kind, person.pk),
            "reminders_url": absolute(reverse("accounts:reminders")),
        }
    html, text = layout(TEMPLATE, person.language, PLACES, (("is_fewer", is_fewer),)).fill(values)
    return RenderedMail(values["subject"], text, html, values["stop_url"], person.language)


def _on(people: set[UUID], kind: str, consent: str) -> set[UUID]:
    """Who wants this kind now and has agreed to what it speaks of."""
    agreed = Consent.objects.filter(person__in=people, withdrawn_at=None)
    agreed = agreed.filter(category=consent) if consent else agreed
    wanted = ReminderSetting.objects.filter(person__in=people, kind=kind, channel=ReminderSetting.Channel.MAIL)
    return set(wanted.filter(person__in=agreed.values("person")).values_list("person", flat=True))


# Whose rows have become needless, by kind; each one or two queries


def without_open_task(rows: Rows, now: datetime) -> set[UUID]:
    """No task of today is open any more, or the day is over."""
    with_tasks = {task.person_id for task in tasks_today(rows, now)}
    return {row.pk for row in rows if row.person_id not in with_tasks or not _is_same_day(row, now)}


def back_again(rows: Rows, now: datetime) -> set[UUID]:
    """Something was logged since the row was written."""
    last = last_entry_days({row.person_id for row in rows})
    return {row.pk for row in rows if (day := last.get(row.person_id)) and not row.period_key.startswith(f"{day}-")}


def not_late_any_more(rows: Rows, now: datetime) -> set[UUID]:
    """The task is done, moved, gentler, or has begun."""
    tasks = PlannedSession.objects.open().filter(plan__state=Plan.State.ACTIVE, is_vigorous=True, is_short=False)
    found = tasks.in_bulk([UUID(row.payload["task"]) for row in rows])
    nights = nights_of({row.person for row in rows})
    needless = set()
    for row in rows:
        task = found.get(UUID(row.payload["task"]))
        start = task.starts_at(row.person.zone) if task else None
        night = nights.get(row.person_id)
        is_late = (
            task
            and start
            and start > now
            and (verdict(start, task.planned_minutes, night, is_vigorous=True, is_gentle=False) == Verdict.LATE)
        )
        needless |= set() if is_late else {row.pk}
    return needless


def rated_after(rows: Rows, now: datetime) -> set[UUID]:
    """No session of today waits for its rating after: one of before is there, one of after is not."""
    days = {row.person_id: local_day(now, row.person.zone) for row in rows}
    waiting = TrainingSession.objects.filter(person__in=days, day__in=set(days.values()), emotion_after=None)
    open_days = set(waiting.exclude(emotion_before=None).values_list("person", "day"))
    return {row.pk for row in rows if (row.person_id, days[row.person_id]) not in open_days}


def measured(rows: Rows, now: datetime) -> set[UUID]:
    """Nothing with a rhythm is switched on, or it was measured within the last half of the rhythm.

    Steps come from a watch every day, and laboratory values when a doctor asks: neither silences it.
    """
    first = now.date() - timedelta(weeks=12)
    entries = Measurement.objects.filter(person__in={row.person_id for row in rows}, day__gte=first)
    entries = entries.filter(kind__in=WITH_RHYTHM)
    days = dict(entries.order_by().values("person").annotate(last=Max("day")).values_list("person", "last"))
    since = {row.pk: local_day(now, row.person.zone) - timedelta(weeks=row.payload["weeks"]) / 2 for row in rows}
    is_off = {row.pk for row in rows if not WITH_RHYTHM & set(row.person.body_kinds)}
    return is_off | {row.pk for row in rows if row.person_id in days and days[row.person_id] > since[row.pk]}


def over(rows: Rows, now: datetime) -> set[UUID]:
    """The plan has ended or is paused."""
    active = Plan.objects.active().filter(person__in={row.person_id for row in rows})
    found = {pk.hex for pk in active.values_list("pk", flat=True)}
    return {row.pk for row in rows if row.period_key.partition("-")[0] not in found}


def _is_same_day(row: OutboxMail, now: datetime) -> bool:
    return local_day(row.due_at, row.person.zone) == local_day(now, row.person.zone)


WORDS: dict[str, Words] = {
    Kind.PLAN_SESSION: Words(
        "training",
        gettext_lazy("Your plan for today"),
        gettext_lazy("There is a small task in today's plan. The 10-minute version counts too."),
        "plans:week",
        DAY,
        without_open_task,
    ),
    Kind.COMEBACK: Words(
        "",
        gettext_lazy("Whenever you like"),
        gettext_lazy("Whenever you like: the 10-minute version is ready."),
        "reviews:home",
        DAY,
        back_again,
    ),
    Kind.LATE_VIGOROUS: Words(
        "training",
        gettext_lazy("Your plan for today"),
        gettext_lazy("Today's session is planned for late in the day. In your plan you can move it or take it easier."),
        "plans:week",
        timedelta(hours=6),
        not_late_any_more,
    ),
    Kind.EMOTION_AFTER: Words(
        "wellbeing",
        gettext_lazy("Time for your note"),
        gettext_lazy("One minute is enough for your note of today."),
        "reviews:home",
        timedelta(hours=2),
        rated_after,
    ),
    Kind.MEASUREMENT: Words(
        "body",
        gettext_lazy("Time for your note"),
        gettext_lazy("It is the day that you chose. Whenever it suits you."),
        "journal:measurement-list",
        DAY,
        measured,
    ),
    Kind.MILESTONE: Words(
        "training",
        gettext_lazy("A look back"),
        gettext_lazy("Some weeks of your plan are behind you. A good moment to look back at where you began."),
        "plans:look-back",
        DAY,
        over,
    ),
}


def register() -> None:
    """Makes each kind known to the outbox: at most once, a nudge, stopped by one click."""
    for kind, words in WORDS.items():
        register_kind(
            MailKind(
                PREFIX + kind,
                partial(render, kind),
                is_at_most_once=True,
                title=Kind(kind).label,
                stop=partial(switch_off, str(kind)),
                keep_for=words.keep_for,
                options={"is_nudge": True},
            )
        )
