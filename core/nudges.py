"""What the outbox knows about nudges: mails that nobody asked for at this moment, at most one a person a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from core.dates import local_day
from core.mail import KINDS
from core.models import OutboxMail
from core.nudge_policy import BACKING_OFF, Occasion

State = OutboxMail.State
REMEMBERED = timedelta(days=60)


def nudged_today(rows: Sequence[OutboxMail], now: datetime) -> set[UUID]:
    """Who had a nudge on their own local day, or has one on the way that comes before theirs here."""
    mine = {row.person_id: row for row in rows}
    nudges = nudge_kinds()
    found = OutboxMail.objects.filter(person__in=mine, kind__in=nudges).exclude(pk__in=[row.pk for row in rows])
    sent = found.filter(state=State.SENT, sent_at__gte=now - timedelta(hours=26)).values_list("person", "sent_at")
    on_the_way = found.filter(state=State.SENDING).values_list("person", "due_at", "pk")
    zones = {who: row.person.zone for who, row in mine.items()}
    nudged = {who for who, at in sent if at and local_day(at, zones[who]) == local_day(now, zones[who])}
    return nudged | {who for who, due_at, pk in on_the_way if (due_at, pk) < (mine[who].due_at, mine[who].pk)}


def nudge_kinds() -> list[str]:
    """The names of all kinds that count as nudges."""
    return [kind.name for kind in KINDS.values() if kind.options.get("is_nudge")]


def occasions_of(rows: Sequence[OutboxMail], now: datetime) -> dict[UUID, list[Occasion]]:
    """What became of each person's latest nudges, oldest first: sent, or left out to back off; one query."""
    mine = {row.person_id: row.person.zone for row in rows}
    found = OutboxMail.objects.filter(person__in=mine, kind__in=nudge_kinds(), due_at__gte=now - REMEMBERED)
    settled = found.filter(Q(state=State.SENT) | Q(state=State.SKIPPED, last_error=BACKING_OFF)).order_by("due_at")
    occasions: dict[UUID, list[Occasion]] = {}
    for person, state, due_at, sent_at in settled.values_list("person", "state", "due_at", "sent_at"):
        day = local_day(sent_at or due_at, mine[person])
        occasions.setdefault(person, []).append(Occasion(day, was_sent=state == State.SENT))
    return occasions
