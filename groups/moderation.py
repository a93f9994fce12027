"""Keeps a group friendly: an organiser removes a post, anybody keeps their distance or tells the operator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from core.mail import enqueue_all, new_row
from groups import granting
from groups.access import Circle
from groups.message_actions import end_threads_between
from groups.models import CheckIn, Distance, Encouragement, Membership, Message, Offer, PostKind, Removal, Report
from groups.pairs import end_pairs_between

SHOWN_FOR = timedelta(days=14)
REPORT_KEPT_FOR = timedelta(days=90)
REPORTED = "post_reported"


@dataclass(frozen=True, slots=True)
class Post:
    """Words of one member that others of the group read."""

    kind: PostKind
    row: CheckIn | Encouragement | Offer
    writer: Membership
    text: str

    @property
    def pk(self) -> UUID:
        return self.row.pk


def posts_of(writer: Membership, now: datetime) -> list[Post]:
    """What a member wrote in the last two weeks, the newest first; three queries."""
    since = now - SHOWN_FOR
    lines = writer.check_ins.filter(updated_at__gte=since).exclude(line="")
    words = writer.sent_encouragements.filter(created_at__gte=since).exclude(line="")
    offers = writer.help_offers.filter(created_at__gte=since)
    posts = [_post(PostKind.CHECK_IN, row, writer) for row in lines]
    posts += [_post(PostKind.ENCOURAGEMENT, row, writer) for row in words]
    posts += [_post(PostKind.OFFER, row, writer) for row in offers]
    return sorted(posts, key=lambda post: (post.row.created_at, post.pk), reverse=True)


def post(circle: Circle, kind: str, post_id: UUID) -> Post:
    """A post of somebody who takes part in the group; any other is not found."""
    rows: dict[str, Any] = {
        PostKind.CHECK_IN: CheckIn.objects.filter(membership__in=circle.members).exclude(line=""),
        PostKind.ENCOURAGEMENT: Encouragement.objects.filter(sender__in=circle.members).exclude(line=""),
        PostKind.OFFER: Offer.objects.filter(membership__in=circle.members),
    }
    row = rows[kind].filter(pk=post_id).first() if kind in rows else None
    if row is None:
        raise Http404
    return _post(PostKind(kind), row, circle.member(getattr(row, "membership_id", None) or row.sender_id))


def _post(kind: PostKind, row: CheckIn | Encouragement | Offer, writer: Membership) -> Post:
    return Post(kind, row, writer, row.line if isinstance(row, CheckIn) else str(row.words))


@transaction.atomic
def remove_post(*, post: Post, note: str) -> None:
    """Takes the words away, not the answer of a check-in, and leaves the writer a note."""
    if isinstance(post.row, CheckIn):
        post.row.line = ""
        post.row.save(update_fields=["line", "updated_at"])
    else:
        post.row.delete()
    Removal.objects.create(membership=post.writer, kind=post.kind, note=note)


@transaction.atomic
def keep_distance(*, person: Any, other: Any, kind: str) -> None:
    """Mutes or blocks; an empty kind takes either back. A block ends pairs, threads and grants. Nobody is told."""
    if not kind:
        Distance.objects.filter(person=person, other=other).delete()
        return
    Distance.objects.update_or_create(person=person, other=other, defaults={"kind": kind})
    if kind == Distance.Kind.BLOCK:
        granting.close_between(person, other)
        end_pairs_between(person, other)
        end_threads_between(person, other)


@transaction.atomic
def report(*, person: Any, post: Post, reason: str) -> Report:
    """Keeps the post as it reads now for the operators, who get a mail that says nothing of it."""
    values = {"writer": post.writer.person, "kind": post.kind, "text": post.text, "reason": reason}
    return _keep_report(person, post.pk, values)


@transaction.atomic
def report_message(*, person: Any, message: Message, reason: str) -> Report:
    """Keeps one message of the receiver's choice for the operators, nothing else of its thread."""
    values = {"writer": message.sender, "kind": PostKind.MESSAGE, "text": message.text, "reason": reason}
    return _keep_report(person, message.pk, values)


def _keep_report(person: Any, post: UUID, values: dict[str, Any]) -> Report:
    row, is_new = Report.objects.get_or_create(reporter=person, post=post, defaults=values)
    if is_new:
        enqueue_all(mails_to(User.objects.filter(is_staff=True, is_active=True).order_by("pk"), row))
    return row


def mails_to(operators: Iterable[User], row: Report) -> list[Any]:
    """A mail for each operator."""
    payload = {"report": str(row.pk)}
    return [new_row(kind=REPORTED, person_id=one.pk, period_key=row.pk.hex, payload=payload) for one in operators]


def old_reports(now: datetime) -> int:
    """Those that were settled 90 days ago."""
    return Report.objects.filter(settled_at__lt=now - REPORT_KEPT_FOR).delete()[0]


@transaction.atomic
def settle(reports: Any) -> int:
    """Puts reports away as dealt with."""
    return int(reports.filter(settled_at=None).update(settled_at=timezone.now()))
