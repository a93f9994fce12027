"""The coach's weekly mail, Monday morning on the coach's own clock: numbers alone, nobody's name and no value."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from accounts.models import User
from core.batches import until_none_is_due
from core.dates import Week, local_day
from core.mail import MailKind, RenderedMail, Skip, absolute, enqueue_all, new_row, register_kind
from core.models import OutboxMail
from groups import access_coach
from groups.coach_review import cards_of
from groups.granting import next_digest
from groups.mail_frame import framed

DIGEST = "coach_digest"
BATCH = 500
TEMPLATE = "groups/mail/coach_digest"


def write_due_digests(now: datetime | None = None) -> int:
    """Puts the digest of every coach whose Monday has come into the outbox; returns how many."""
    return until_none_is_due(lambda: write_batch(now or timezone.now()))


@transaction.atomic
def write_batch(now: datetime, limit: int = BATCH) -> int:
    """One batch, found by one indexed query; a coach who was due for several weeks gets the newest one only."""
    due = User.objects.get_queryset().with_digest_due(now).select_for_update(skip_locked=True, of=("self",))
    coaches = list(due[:limit])
    wanted = [coach for coach in coaches if coach.has_coach_digest]
    enqueue_all(
        new_row(kind=DIGEST, person_id=coach.pk, period_key=_week_of(coach, now), payload={}, due_at=now)
        for coach in wanted
    )
    for coach in coaches:
        coach.next_digest_at = next_digest(coach, now)
    User.objects.bulk_update(coaches, ["next_digest_at"])
    return len(coaches)


def _week_of(coach: User, now: datetime) -> str:
    return Week.of(local_day(now, coach.zone)).monday.isoformat()


def reschedule(person: User) -> None:
    """Another zone has another Monday morning."""
    if person.is_coach:
        person.next_digest_at = next_digest(person, timezone.now())
        person.save(update_fields=["next_digest_at"])


def render(rows: Sequence[OutboxMail]) -> dict[Any, RenderedMail | Skip]:
    """The mails of a batch, eleven queries a coach: each has people of their own."""
    now = timezone.now()
    return {row.pk: _mail_of(row.person, now) for row in rows}


def _mail_of(coach: User, now: datetime) -> RenderedMail | Skip:
    if not coach.has_coach_digest:
        return Skip("switched off")
    cards = cards_of(access_coach.sights(coach, now))
    if not cards:
        return Skip("coaches nobody")
    with override(coach.language):
        values = {
            "subject": _("Your groups this week"),
            "people": _number(len(cards)),
            "worth": _("Worth a look: %(number)s") % {"number": sum(card.is_worth for card in cards)},
            "replies": _("To reply: %(number)s") % {"number": sum(card.to_reply for card in cards)},
            "review_url": absolute(reverse("groups:coach-review")),
        }
    return framed(TEMPLATE, DIGEST, coach, values)


def _number(people: int) -> str:
    return ngettext("You coach %(number)s person.", "You coach %(number)s people.", people) % {"number": people}


def register() -> None:
    """Makes the digest known to the outbox."""
    register_kind(
        MailKind(
            DIGEST,
            render,
            title=gettext_lazy("The coach's weekly mail"),
            switch_off={"has_coach_digest": False},
        )
    )
