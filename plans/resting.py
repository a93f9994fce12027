"""Days of a person's pauses, which count neither as a gap nor as a week (SPEC 5.3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from journal.models import Pause
from journal.pauses import Span, is_paused, paused_weeks


def spans_of(people: Collection[UUID], since: date) -> dict[UUID, list[Span]]:
    """By person, the pauses that reach `since`; one query."""
    found: dict[UUID, list[Span]] = defaultdict(list)
    rows = Pause.objects.filter(person_id__among=people).exclude(ended_on__lt=since).order_by("day")
    for person_id, day, ended_on in rows.values_list("person_id", "day", "ended_on"):
        found[person_id].append((day, ended_on))
    return found


def days_away(last: date, today: date, pauses: Iterable[Span]) -> int:
    """Days from `last` to `today` without the paused ones."""
    spans = list(pauses)
    days = (today - last).days
    if not spans:
        return days
    return days - sum(is_paused(spans, last + timedelta(days=n)) for n in range(1, days))


def paused_in(people: Collection[UUID], week: Week) -> set[UUID]:
    """People for whom the finished week was paused: it counts for nothing and is there again; one query."""
    return {
        person_id
        for person_id, pauses in spans_of(people, week.monday).items()
        if week.monday in paused_weeks(pauses, week.monday, week.sunday, week.sunday)
    }
