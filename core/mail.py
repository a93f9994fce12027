"""The mail outbox: rows in the database are the truth, senders claim them with a lease (docs/scaling.md)."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.models import OutboxMail

STOP_SALT = "core.mail.stop"
NEUTRAL = gettext_lazy("Time for your note")


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """What goes out: a neutral subject, two bodies equal in meaning, and how to stop it with one click."""

    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Skip:
    """The mail is no longer wanted; the reason holds no value that a person recorded."""

    reason: str


@dataclass(frozen=True, slots=True)
class MailKind:
    """How rows of one kind become mails: a whole batch at once, so that queries stay constant.

    `render` gets rows with their person loaded and answers by the row's pk; a row it leaves out is skipped.
    """

    name: str
    render: Callable[[Sequence[OutboxMail]], dict[Any, RenderedMail | Skip]]
    is_at_most_once: bool = False  # reminders: marked before sending; else repeated with the same Message-ID
    title: Any = ""  # what a person calls it: "the weekly mail"
    switch_off: dict[str, Any] = field(default_factory=dict)  # fields of the person that a one-click stop sets
    stop: Callable[[str], None] | None = None  # what it does instead, with the person's id
    opens: str = "/"  # the page that a push of this kind opens; no id of anything in it
    push_text: Any = NEUTRAL  # on a lock screen: never a value, never a name
    keep_for: timedelta = timedelta(days=7)  # later than this after it was due, nobody wants it any more
    options: dict[str, Any] = field(default_factory=dict)


KINDS: dict[str, MailKind] = {}


def register_kind(kind: MailKind) -> None:
    """Makes a kind known; each app does so at start-up."""
    KINDS[kind.name] = kind


def message_id(kind: str, period_key: str, person_id: Any) -> str:
    """The same mail has the same Message-ID, however often it is tried."""
    digest = hashlib.sha256(f"{person_id}:{settings.SECRET_KEY}".encode()).hexdigest()[:20]
    return f"<{kind}.{period_key}.{digest}@{settings.SITE_HOST}>"


def new_row(
    *, kind: str, person_id: Any, period_key: str, payload: dict[str, Any], due_at: datetime | None = None
) -> OutboxMail:
    """An unsaved row for `enqueue_all`."""
    due = due_at or timezone.now()
    return OutboxMail(
        kind=kind,
        person_id=person_id,
        period_key=period_key,
        payload=payload,
        due_at=due,
        next_try_at=due,
        message_id=message_id(kind, period_key, person_id),
    )


def enqueue_all(rows: Iterable[OutboxMail]) -> None:
    """Stores rows; one that exists for the same person, kind and period stays as it is."""
    OutboxMail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def enqueue(
    *, kind: str, person: Any, period_key: str, payload: dict[str, Any], due_at: datetime | None = None
) -> None:
    """Stores one row, once per person, kind and period."""
    row = new_row(kind=kind, person_id=person.pk, period_key=period_key, payload=payload, due_at=due_at)
    enqueue_all([row])


def absolute(path: str) -> str:
    """An address of this site for a mail."""
    return settings.SITE_ADDRESS + path


def stop_url(kind: str, person_id: Any) -> str:
    """Where one click stops mails of `kind` for this person; signed, works without signing in."""
    token = _signer(settings.SECRET_KEY).sign(f"{kind}.{person_id}")
    return absolute(_stop_path() + token + "/")


@lru_cache(maxsize=2)
def _signer(key: str) -> signing.Signer:
    """Kept, since making one derives a key."""
    return signing.Signer(key=key, salt=STOP_SALT)


@lru_cache(maxsize=1)
def _stop_path() -> str:
    """What stands before the token, which is URL-safe."""
    return reverse("core:mail-stop", args=["x"]).removesuffix("x/")


def read_stop_token(token: str) -> tuple[MailKind, str] | None:
    """The kind and the person's id of a token that we signed; None for any other text."""
    try:
        kind_name, _, person_id = signing.Signer(salt=STOP_SALT).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    kind = KINDS.get(kind_name)
    return (kind, person_id) if kind and (kind.switch_off or kind.stop) else None
