"""The mail that says that somebody wrote: neither who nor what, and one a thread until it is read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.clocks import after_quiet, instant, is_quiet
from core.dates import local_day
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind
from core.models import OutboxMail
from core.nudges import nudged_today
from groups.mail_frame import framed
from groups.models import Message, is_consented
from journal.paused_people import paused_today

KIND = "message"
GRACE = timedelta(minutes=10)  # whoever has the page open reads it there
MOST_TRIES = 3  # days on which it gives way to another nudge
TEMPLATE = "groups/mail/message"


def row_for(person: Any, thread_id: UUID, key: str, due_at: datetime, *, tried: int = 0) -> OutboxMail:
    """A mail about one thread, outside the person's quiet hours; the payload holds ids."""
    due_at = after_quiet(due_at + GRACE, person.zone, person.quiet_from, person.quiet_until)
    payload = {"thread": str(thread_id), "tried": tried}
    return new_row(kind=KIND, person_id=person.pk, period_key=key, payload=payload, due_at=due_at)


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch in four queries; one that has to give way today is tried again the next morning."""
    now = timezone.now()
    unread = still_unread(rows)
    nudged, paused = nudged_today(rows, now), paused_today(rows, now)
    mails: dict[Any, RenderedMail | Skip] = {}
    later: list[OutboxMail] = []
    for row in rows:
        person = row.person
        if (UUID(row.payload["thread"]), row.person_id) not in unread:
            mails[row.pk] = Skip("read, ended or withdrawn")
        elif not person.has_message_mails:
            mails[row.pk] = Skip("switched off")
        elif reason := why_later(row, now, nudged, paused):
            mails[row.pk] = Skip(reason)
            later += tomorrow(row, now)
        else:
            nudged.add(row.person_id)
            mails[row.pk] = mail_of(person)
    enqueue_all(later)
    return mails


def still_unread(rows: Sequence[OutboxMail]) -> set[tuple[UUID, UUID]]:
    """Thread and receiver of what nobody has read yet, where both may still write."""
    found = Message.objects.unread().filter(thread__in={row.payload["thread"] for row in rows}, thread__ended_at=None)
    found = found.filter(is_consented("sender"), is_consented("receiver"))
    return set(found.values_list("thread", "receiver"))


def why_later(row: OutboxMail, now: datetime, nudged: set[UUID], paused: set[UUID]) -> str:
    """What speaks against the mail today, or an empty text."""
    person = row.person
    if row.person_id in paused:
        return "paused"
    if is_quiet(now, person.zone, person.quiet_from, person.quiet_until):
        return "quiet hours"
    return "nudged today" if row.person_id in nudged else ""


def tomorrow(row: OutboxMail, now: datetime) -> list[OutboxMail]:
    """The same mail once more after the next night, for a few days."""
    tried = row.payload["tried"] + 1
    if tried > MOST_TRIES:
        return []
    person = row.person
    due_at = instant(local_day(now, person.zone) + timedelta(days=1), person.quiet_until, person.zone)
    key = f"{row.period_key.partition('.')[0]}.{tried}"
    return [row_for(person, UUID(row.payload["thread"]), key, due_at, tried=tried)]


def mail_of(person: Any) -> RenderedMail:
    """The mail in the person's language."""
    with override(person.language):
        values = {"subject": _("Someone wrote to you"), "messages_url": absolute(reverse("groups:threads"))}
    return framed(TEMPLATE, KIND, person, values)


def register() -> None:
    """Makes the mail known to the outbox: at most once, and a nudge like others."""
    register_kind(
        MailKind(
            KIND,
            render,
            is_at_most_once=True,
            title=gettext_lazy("Mails when somebody wrote to you"),
            switch_off={"has_message_mails": False},
            opens="/messages/",
            push_text=gettext_lazy("A message waits for you."),
            keep_for=timedelta(days=2),
            options={"is_nudge": True},
        )
    )
