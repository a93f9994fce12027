"""Where a person stands with the PSQI: a sheet that is begun, the last one, the day on which the next one opens."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from journal.actions import PSQI_APART_DAYS
from journal.models import PsqiDraft, PsqiSheet
from journal.psqi_items import ASKED, answered
from journal.retention import DRAFTS_KEPT

INTERVAL = timedelta(days=PSQI_APART_DAYS)


@dataclass(frozen=True, slots=True)
class PsqiState:
    """`begun` counts the answers of a draft, 0 without one; `opens_on` is None when a sheet can be filled in today."""

    begun: int
    last: PsqiSheet | None
    opens_on: date | None
    items: int = ASKED


def psqi_state(person: Any) -> PsqiState:
    """Two queries."""
    last = person.psqi_sheets.order_by("-taken_on").first()
    earliest = last.taken_on + INTERVAL if last else None
    return PsqiState(
        begun=answered(kept_draft(person)),
        last=last,
        opens_on=earliest if earliest and earliest > person.today() else None,
    )


def kept_draft(person: Any) -> dict[str, str]:
    """The answers of the last seven days that belong to no finished sheet yet."""
    fresh = PsqiDraft.objects.filter(person=person, updated_at__gte=timezone.now() - DRAFTS_KEPT).first()
    return fresh.answers if fresh else {}
