"""Writes into the access log: one row for each look of a coach at a person; the same look within a minute is one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from groups.access_coach import Sight
from groups.models import AccessLogEntry

KEPT_FOR = timedelta(days=731)  # 24 months


def note_looks(looks: Iterable[tuple[Sight, Iterable[str]]], *, place: str, now: datetime) -> None:
    """`looks` are people with the streams that were shown of each; one statement for all of them."""
    rows = [
        AccessLogEntry(
            person_id=one.member.person_id,
            coach=one.coach.person_id,
            coach_name=one.coach.person.name,
            place=place,
            streams=",".join(sorted(streams)),
            looked_at=now,
            minute=int(now.timestamp()) // 60,
        )
        for one, streams in looks
    ]
    AccessLogEntry.objects.bulk_create(rows, ignore_conflicts=True)


def old_looks(now: datetime) -> int:
    """Rows of the access log after 24 months."""
    return AccessLogEntry.objects.forget_before(now - KEPT_FOR)
