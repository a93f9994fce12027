"""Asks a member, a week before something they show a coach ends, whether it goes on: one neutral mail, never more.

The mail names neither the coach nor what is shown. The page asks too; nothing goes on by itself.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.batches import until_none_is_due
from core.clocks import is_quiet
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind, stop_url
from core.mail_layout import layout
from core.models import OutboxMail
from core.nudges import nudged_today
from groups.access_coach import in_force, pauses_of
from groups.grant_terms import last_day
from groups.granting import asks_at
from groups.models import Grant

RENEWAL = "grant_renewal"
BATCH = 500
TEMPLATE = "groups/mail/grant_renewal"
PLACES = ("name", "sharing_url", "stop_url", "mail_url")


def ask_who_is_due(now: datetime | None = None) -> int:
    """Every grant whose end comes near, batch by batch; returns how many were looked at."""
    return until_none_is_due(lambda: ask_batch(now or timezone.now()))


@transaction.atomic
def ask_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch in three queries and two writes; a pause since then moves the end, and with it the question."""
    due = Grant.objects.to_be_asked(now).select_for_update(skip_locked=True, of=("self",))
    grants = list(due.select_related("person")[:limit])
    pauses = pauses_of({row.person_id for row in grants})
    mails = []
    for row in grants:
        end = last_day(row.given_on, row.ends_on, pauses.get(row.person_id, ()))
        later = asks_at(row.person, end)
        row.ask_at = later if later > now else None
        if row.ask_at is None:
            who, key = row.person_id, end.isoformat()
            mails.append(new_row(kind=RENEWAL, person_id=who, period_key=key, payload={}, due_at=now))
    enqueue_all(mails)
    Grant.objects.bulk_update(grants, ["ask_at"])
    return len(grants)


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
        elif row.period_key not in ends:
            mails[row.pk] = Skip("answered")
        elif is_quiet(now, person.zone, person.quiet_from, person.quiet_until):
            mails[row.pk] = Skip("quiet hours")
        elif row.person_id in nudged:
            mails[row.pk] = Skip("nudged today")
        else:
            nudged.add(row.person_id)
            mails[row.pk] = _mail_of(person)
    return mails


def _mail_of(person: Any) -> RenderedMail:
    values = {
        "name": person.name,
        "sharing_url": absolute(reverse("groups:sharing")),
        "stop_url": stop_url(RENEWAL, person.pk),
        "mail_url": absolute(reverse("accounts:mail")),
    }
    html, text = layout(TEMPLATE, person.language, PLACES).fill(values)
    with override(person.language):
        return RenderedMail(_("A question waits for you"), text, html, values["stop_url"], person.language)


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
