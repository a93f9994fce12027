"""Asks a member, a week before something they show a coach ends, whether it goes on: one neutral mail, never more.

Where another nudge went out that day it waits for the next one, until the last day is over. The mail names neither the
coach nor what is shown. The page asks too; nothing goes on by itself.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.batches import until_none_is_due
from core.clocks import after_quiet, instant, is_quiet
from core.dates import local_day
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind
from core.models import OutboxMail
from core.nudges import nudged_today
from groups.access_coach import in_force, pauses_of
from groups.grant_terms import last_day
from groups.granting import ASKED_AT, asks_at
from groups.mail_frame import framed
from groups.models import Grant

RENEWAL = "grant_renewal"
BATCH = 500
TEMPLATE = "groups/mail/grant_renewal"
QUIET, NUDGED = "quiet hours", "nudged today"
DAY = timedelta(days=1)


def ask_who_is_due(now: datetime | None = None) -> int:
    """Every grant whose end comes near, batch by batch; returns how many were looked at."""
    return until_none_is_due(lambda: ask_batch(now or timezone.now()))


@transaction.atomic
def ask_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch in four queries and two writes; a pause since then moves the end, and with it the question.

    A grant comes up again on each day until its question went out; the outbox knows whether it did.
    """
    due = Grant.objects.to_be_asked(now).select_for_update(skip_locked=True, of=("self",))
    grants = list(due.select_related("person")[:limit])
    people = {row.person_id for row in grants}
    pauses, asked = pauses_of(people), _asked(people)
    mails = []
    for row in grants:
        end = last_day(row.given_on, row.ends_on, pauses.get(row.person_id, ()))
        row.ask_at = asks_at(row.person, end)
        if row.ask_at > now:
            continue
        is_asked = (row.person_id, end.isoformat()) in asked
        row.ask_at = None if is_asked else _next_try(row.person, now, end)
        if not is_asked:
            mails.append(_row_for(row.person, now, end))
    enqueue_all(mails)
    Grant.objects.bulk_update(grants, ["ask_at"])
    return len(grants)


def _asked(people: Collection[UUID]) -> set[tuple[UUID, str]]:
    """Who was asked about which last day, or wants no such mail; not whose question only met a bad hour."""
    rows = OutboxMail.objects.filter(person__in=people, kind=RENEWAL)
    rows = rows.exclude(state=OutboxMail.State.SKIPPED, last_error__in=(QUIET, NUDGED))
    return {(who, _end_of(key)) for who, key in rows.values_list("person", "period_key")}


def _row_for(person: Any, now: datetime, end: date) -> OutboxMail:
    """One question a person, last day and day on which it is tried; after the quiet hours."""
    due_at = after_quiet(now, person.zone, person.quiet_from, person.quiet_until)
    key = f"{end}.{local_day(now, person.zone)}"
    return new_row(kind=RENEWAL, person_id=person.pk, period_key=key, payload={}, due_at=due_at)


def _end_of(period_key: str) -> str:
    return period_key.partition(".")[0]


def _next_try(person: Any, now: datetime, end: date) -> datetime | None:
    """The same hour of the next day, while it is shown."""
    tomorrow = local_day(now, person.zone) + DAY
    return instant(tomorrow, ASKED_AT, person.zone) if tomorrow <= end else None


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch in three queries; none where meanwhile all was taken back or renewed."""
    now = timezone.now()
    people = {row.person_id for row in rows}
    pauses = pauses_of(people)
    held = in_force(Grant.objects.filter(person__in=people), now, pauses, by="person_id")
    nudged = nudged_today(rows, now)
    mails: dict[Any, RenderedMail | Skip] = {}
    for row in rows:
        person, ends = row.person, {day.isoformat() for day in held.get(row.person_id, {}).values()}
        if not person.has_grant_questions:
            mails[row.pk] = Skip("switched off")
        elif _end_of(row.period_key) not in ends:
            mails[row.pk] = Skip("answered")
        elif is_quiet(now, person.zone, person.quiet_from, person.quiet_until):
            mails[row.pk] = Skip(QUIET)
        elif row.person_id in nudged:
            mails[row.pk] = Skip(NUDGED)
        else:
            nudged.add(row.person_id)
            mails[row.pk] = _mail_of(person)
    return mails


def _mail_of(person: Any) -> RenderedMail:
    with override(person.language):
        values = {"subject": _("A question waits for you"), "sharing_url": absolute(reverse("groups:sharing"))}
    return framed(TEMPLATE, RENEWAL, person, values)


def register() -> None:
    """Makes the question known to the outbox: at most once, and the only nudge of its day."""
    register_kind(
        MailKind(
            RENEWAL,
            render,
            is_at_most_once=True,
            title=gettext_lazy("Questions before something you share ends"),
            switch_off={"has_grant_questions": False},
            keep_for=timedelta(days=2),
            options={"is_nudge": True},
        )
    )
