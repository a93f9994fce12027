"""Sends what is due in the outbox: claims rows with a lease, hands them over one by one, notes each result at once.

A row becomes a mail, or a push to its person's devices where they asked for that and a device is left.
A summary is sent at least once, always with the same Message-ID; a reminder at most once. A sender that dies leaves
its rows under a lease that runs out; what it had handed over but not noted yet (one mail) is repeated.
"""

import hashlib
import logging
import smtplib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import mailers
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.mail import KINDS, MailKind, RenderedMail, Skip
from core.mime import LeanMail, ascii_address, assemble, date_header, encoded, encoded_address
from core.models import OutboxMail, PushDevice
from core.push import PushAway, devices_for, push

CHUNK = 200
LEASE = timedelta(minutes=5)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
PAUSE = timedelta(minutes=1)  # until the next try when the mail server itself is away
BOUNCES_BEFORE_PAUSE = 3
State = OutboxMail.State
logger = logging.getLogger(__name__)


class MailerAway(Exception):
    """The mail server does not answer or does not let us in; no mail was tried."""


@dataclass
class Tally:
    """How many rows ended how in one run."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def note(self, state: str) -> None:
        self.counts[state] += 1


def send_due(*, seconds: float = 25, chunk: int = CHUNK) -> dict[str, int]:
    """Sends due mails until none is left or the time is up; any number of these may run at once."""
    ends_at = timezone.now() + timedelta(seconds=seconds)
    tally = Tally()
    mailer = Mailer()
    try:
        while timezone.now() < ends_at and (rows := claim(limit=chunk)):
            send_rows(rows, mailer=mailer, tally=tally, ends_at=ends_at)
    except MailerAway as error:
        logger.warning("The mail server is away: %s", error)
    finally:
        mailer.close()
    return dict(tally.counts)


def claim(*, limit: int = CHUNK) -> list[OutboxMail]:
    """Takes due rows for five minutes. PostgreSQL skips rows that another sender holds; SQLite writes one at a time."""
    now = timezone.now()
    lease = now + LEASE
    with transaction.atomic():
        due = OutboxMail.objects.due(now).order_by("next_try_at").select_for_update(skip_locked=True)
        ids = list(due.values_list("pk", flat=True)[:limit])
        if not ids:
            return []
        OutboxMail.objects.due(now).filter(pk__in=ids).update(
            state=State.SENDING, lease_until=lease, next_try_at=lease, attempts=F("attempts") + 1
        )
    return list(OutboxMail.objects.filter(pk__in=ids, lease_until=lease).select_related("person").order_by("due_at"))


def send_rows(rows: list[OutboxMail], *, mailer: "Mailer", tally: Tally, ends_at: datetime) -> None:
    """Hands claimed rows over; what there is no time or no server for goes back as it was."""
    waiting = {row.pk: row for row in rows}
    devices = devices_for(rows)
    stop_at = min(ends_at, timezone.now() + LEASE / 2)  # nobody may take a row over while it is handed over
    try:
        for row, mail in render(rows):
            if timezone.now() >= stop_at:
                break
            tally.note(send_row(row, mail, mailer, devices.get(row.person_id, [])))
            del waiting[row.pk]
    finally:
        if waiting:
            held = OutboxMail.objects.filter(pk__in=list(waiting), lease_until=rows[0].lease_until)
            held.filter(state=State.SENDING).update(
                state=State.WAITING,
                lease_until=None,
                attempts=F("attempts") - 1,
                next_try_at=timezone.now() + (PAUSE if mailer.is_away else timedelta(0)),
            )


def render(rows: list[OutboxMail]) -> Iterator[tuple[OutboxMail, RenderedMail | Skip | Exception]]:
    """Each row with its mail, a reason to leave it, or the error that its rendering raised."""
    by_kind: dict[str, list[OutboxMail]] = defaultdict(list)
    for row in rows:
        reason = unwanted(row)
        if reason:
            yield row, Skip(reason)
        else:
            by_kind[row.kind].append(row)
    for name, group in by_kind.items():
        yield from _render_kind(KINDS[name], group)


def unwanted(row: OutboxMail) -> str:
    """Why no mail of any kind goes to this person now, or an empty text."""
    if row.kind not in KINDS:
        return "unknown kind"
    if not row.person.is_active:
        return "account closed"
    if row.person.is_demo and not settings.DEBUG:
        return "demo"
    if row.person.mail_failures >= BOUNCES_BEFORE_PAUSE:
        return "address paused"
    return "too late" if timezone.now() - row.due_at > KINDS[row.kind].keep_for else ""


def _render_kind(
    kind: MailKind, rows: list[OutboxMail]
) -> Iterator[tuple[OutboxMail, RenderedMail | Skip | Exception]]:
    """The batch at once; when it raises, row by row, so that a poisoned row stops no other."""
    try:
        mails = kind.render(rows)
    except Exception as error:
        if len(rows) == 1:
            yield rows[0], error
            return
        for row in rows:
            yield from _render_kind(kind, [row])
        return
    for row in rows:
        yield row, mails.get(row.pk, Skip("nothing to send"))


def send_row(
    row: OutboxMail, mail: RenderedMail | Skip | Exception, mailer: "Mailer", devices: Sequence[PushDevice] = ()
) -> str:
    """Sends one mail, or the push that stands for it, and notes what became of it; returns the state."""
    if isinstance(mail, Skip):
        return settle(row, State.SKIPPED, mail.reason)
    if isinstance(mail, Exception):
        logger.error("Mail %s could not be rendered: %s", hashed(row), type(mail).__name__)
        return back_off(row, f"rendering: {type(mail).__name__}")
    if row.kind in row.person.pushed_kinds and devices and (state := send_push(row, devices)):
        return state
    is_at_most_once = KINDS[row.kind].is_at_most_once
    mailer.open()
    if is_at_most_once:
        settle(row, State.SENT, sent_at=timezone.now())
    try:
        mailer.send(lean_mail(row, mail))
    except ValueError:  # an address or header that cannot be written
        return bounce(row, "invalid address")
    except OSError as error:  # every smtplib exception is one
        return note_failure(row, error, mailer, is_at_most_once=is_at_most_once)
    if row.person.mail_failures:
        type(row.person).objects.filter(pk=row.person_id).update(mail_failures=0)
    return State.SENT if is_at_most_once else settle(row, State.SENT, sent_at=timezone.now())


def send_push(row: OutboxMail, devices: Sequence[PushDevice]) -> str:
    """The state of a row that went to its person's devices; empty when none is left, so that the mail goes instead."""
    try:
        return settle(row, State.SENT, sent_at=timezone.now()) if push(row, devices) else ""
    except PushAway:
        return back_off(row, "push service away")


def note_failure(row: OutboxMail, error: OSError, mailer: "Mailer", *, is_at_most_once: bool) -> str:
    """5xx for the mail bounces, 4xx is tried again later, a broken line too unless the mail may go out only once."""
    code = reply_code(error)
    if code == 421 or not code:
        mailer.drop()
    if code >= 500 and not isinstance(error, smtplib.SMTPSenderRefused):
        return bounce(row, str(code))
    if not code and is_at_most_once:
        return settle(row, State.SENT, "line broken, outcome unknown")
    return back_off(row, str(code) if code else type(error).__name__)


def reply_code(error: OSError) -> int:
    """The server's three digits; 0 where the line broke."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return int(getattr(error, "smtp_code", 0))


def settle(row: OutboxMail, state: str, error: str = "", **fields: Any) -> str:
    """Notes how a row ended, unless another sender took it over meanwhile."""
    held = OutboxMail.objects.filter(pk=row.pk, lease_until=row.lease_until)
    held.update(state=state, last_error=error, **fields)
    return state


def bounce(row: OutboxMail, error: str) -> str:
    """The address refused; after three refusals nothing more goes there."""
    type(row.person).objects.filter(pk=row.person_id).update(mail_failures=F("mail_failures") + 1)
    logger.info("Mail %s bounced: %s", hashed(row), error)
    return settle(row, State.BOUNCED, error)


def back_off(row: OutboxMail, error: str) -> str:
    """Later again; after the last pause the row is dead and an operator is told."""
    if row.attempts > len(BACK_OFF):
        logger.error("Mail %s is dead after %d tries: %s", hashed(row), row.attempts, error)
        return settle(row, State.DEAD, error)
    next_try = timezone.now() + BACK_OFF[row.attempts - 1]
    return settle(row, State.WAITING, error, next_try_at=next_try, sent_at=None)


def hashed(row: OutboxMail) -> str:
    """A row's name in the log, which leads to no person."""
    return hashlib.sha256(row.pk.bytes).hexdigest()[:12]


def lean_mail(row: OutboxMail, mail: RenderedMail) -> LeanMail:
    """The row's mail as one message, List-Unsubscribe by RFC 8058 included."""
    headers = {
        "From": encoded_address(settings.DEFAULT_FROM_EMAIL),
        "To": ascii_address(row.person.email),
        "Subject": encoded(mail.subject),
        "Date": date_header(timezone.now()),
        "Message-ID": row.message_id,
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    content = assemble(headers=headers, text=mail.text, html=mail.html, boundary=f"=_{row.pk.hex}")
    sender = settings.DEFAULT_FROM_EMAIL
    return LeanMail(to=row.person.email, from_email=sender, subject=mail.subject, body=mail.text, content=content)


class Mailer:
    """One connection of Django's mail backend, kept open over many mails."""

    def __init__(self) -> None:
        self.backend = mailers.default
        self.is_open = self.is_away = False

    def open(self) -> None:
        """Connects where needed; raises `MailerAway` when the server does not let us in."""
        if self.is_open:
            return
        try:
            self.backend.open()
        except OSError as error:
            self.is_away = True
            raise MailerAway(type(error).__name__) from error
        self.is_open = True

    def send(self, mail: LeanMail) -> None:
        """Hands one mail over; raises what smtplib raises."""
        self.backend.send_messages([mail])

    def drop(self) -> None:
        """Gives a broken line up; the next mail gets a new one."""
        self.close()

    def close(self) -> None:
        """Says goodbye; a line that is broken already is none of our business."""
        self.is_open = False
        try:
            self.backend.close()
        except OSError:
            logger.debug("The mail server had closed the line.")
