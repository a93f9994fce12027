"""The one number of a group: how many sessions those who agreed did in a week, where it says nothing of one person.

Three rules hold it together. Fewer than five people make no number. It is worked out once, after the week, and never
again, over those who agreed before the week began and still do when it is worked out; and a person counts in one group
at a time. So two numbers of the same week never share a person, and none can be taken from another to find one
person's. And no number is shown where one person made more than half of it, or where it is nothing: from that,
and from their own sessions, somebody could tell those of the others.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.clocks import instant
from core.dates import Week

FEWEST = 5
NOON = time(12)  # until then Sunday's session may still be written down
TEXT_VERSION = "1"
TEXTS: dict[str, Promise] = {
    "1": _(
        "If five or more of you agree, the group sees one number a week: how many training sessions you did together. "
        "It never says who, and nothing of health. Yours count from the next Monday on, in one group at a time. "
        "You can take them out at any time."
    ),
}
"""What a person agrees to, by version; a text that was ever shown stays for its receipts."""


def figure(counts: Sequence[int]) -> int | None:
    """The sum of what each person did, or None where it would say something of one of them."""
    total = sum(counts)
    if len(counts) < FEWEST or total == 0 or 2 * max(counts) > total:
        return None
    return total


def counts_from(today: date) -> date:
    """The Monday after `today`: a week that has begun is no whole week any more."""
    return Week.of(today).plus(1).monday


def due_after(week: Week, zone: ZoneInfo) -> datetime:
    """When a week is summed up: at noon of the Monday after it, on the group's clock."""
    return instant(week.plus(1).monday, NOON, zone)


def week_due(now: datetime, zone: ZoneInfo) -> Week:
    """The last week whose noon has passed."""
    week = Week.of(now.astimezone(zone).date()).plus(-1)
    return week if due_after(week, zone) <= now else week.plus(-1)


def shown(group: Any, now: datetime) -> dict[str, Any] | None:
    """The number on the group's page, for the last week that was worked out; None where it may not be told."""
    last = group.week(now).plus(-1).monday
    if group.figure_sessions is None or group.figure_week not in {last, last - timedelta(days=7)}:
        return None
    return {"week_start": group.figure_week, "sessions": group.figure_sessions}
