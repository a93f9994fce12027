"""Who among many is in a pause."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.dates import local_day
from core.models import OutboxMail
from journal.models import Pause
from journal.pauses import is_paused


def paused_today(rows: Sequence[OutboxMail], now: datetime) -> set[UUID]:
    """Who is in a pause on their own local day: no reminder reaches them (SPEC 5.3); why is no matter here."""
    days = {row.person_id: local_day(now, row.person.zone) for row in rows}
    pauses = Pause.objects.filter(person__in=days, day__lte=max(days.values())).exclude(ended_on__lt=min(days.values()))
    spans = pauses.values_list("person", "day", "ended_on")
    return {person for person, day, ended_on in spans if is_paused([(day, ended_on)], days[person])}
