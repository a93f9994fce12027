"""A test notification to one of a person's own devices, by the way that all others take; it is no nudge.

The row in the outbox is held by this request from the start. Should it end before it noted the answer, a sender finds
the row after the lease and leaves it out: nobody waits for a test any more.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions_devices import own_device
from accounts.models import User
from core.mail import MailKind, RenderedMail, Skip, new_row, register_kind
from core.models import OutboxMail
from core.push import Answer, push_once
from core.rates import take_write
from core.sender import LEASE, settle
from core.uuid7 import uuid7

KIND = "push_test"
A_MINUTE = 3
State = OutboxMail.State
ENDS = {
    Answer.TAKEN: (State.SENT, ""),
    Answer.GONE: (State.BOUNCED, "device gone"),
    Answer.REFUSED: (State.BOUNCED, "refused by the push service"),
    Answer.AWAY: (State.DEAD, "push service away"),
}


class TooManyTests(Exception):
    """Three a minute are enough."""


def send_test(*, person: User, device_id: str) -> tuple[str, Answer]:
    """The device's name and what its push service said; Http404 for a device that is not theirs."""
    device = own_device(person, device_id)
    if not take_write(f"push-test:{person.pk}", A_MINUTE):
        raise TooManyTests
    now = timezone.now()
    row = new_row(kind=KIND, person_id=person.pk, period_key=uuid7().hex, payload={}, due_at=now)
    row.person, row.state, row.attempts = person, State.SENDING, 1
    row.lease_until = row.next_try_at = now + LEASE
    row.save()
    answer = push_once(row, device)
    state, error = ENDS[answer]
    settle(row, state, error, sent_at=timezone.now() if answer == Answer.TAKEN else None)
    return device.name, answer


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """No mail stands for a test."""
    return {row.pk: Skip("the test is over") for row in rows}


def register() -> None:
    """Makes the test known to the outbox."""
    register_kind(
        MailKind(
            KIND,
            render,
            is_at_most_once=True,
            title=_("A test of notifications"),
            opens="/settings/notifications/",
            push_text=_("A test: notifications arrive here."),
        )
    )
