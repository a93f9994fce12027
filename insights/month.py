"""One month as a calendar: what was noted on each day, and the way to the months beside it."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import Week
from core.day_names import month_name, short_month
from core.templatetags.ui import weekday_letter
from insights.cells import Days, month_days
from insights.rows import JournalRows

OLDEST = date(1900, 1, 1)


def month_of(person: Any, first: date, today: date) -> dict[str, Any]:
    """What the calendar page shows of the month that begins on `first`; three queries."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows = JournalRows(person, first, last)
    days = Days(rows.sessions(), rows.ratings(), {day for day, _asleep in rows.nights()})
    before, after = (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1)
    return {
        "name": month_name(first),
        "weeks": month_days(first, last, today, days),
        "weekdays": [weekday_letter(day) for day in Week.of(today).days],
        "sentence": _sentence(len(days.minutes), len(days.scores), len(days.slept)),
        "before": before if first > OLDEST else None,
        "before_name": month_name(before),
        "before_short": short_month(before),
        "after": after if after <= today else None,
        "after_name": month_name(after),
        "after_short": short_month(after),
        "today": today,
    }


def _sentence(trained: int, rated: int, nights: int) -> str:
    """What was noted, each by its days; nothing of what was not."""
    parts = [
        ngettext("movement on %(count)d day", "movement on %(count)d days", trained) % {"count": trained},
        ngettext("a mood on %(count)d day", "a mood on %(count)d days", rated) % {"count": rated},
        ngettext("%(count)d night noted", "%(count)d nights noted", nights) % {"count": nights},
    ]
    said = [part for part, count in zip(parts, (trained, rated, nights), strict=True) if count]
    if not said:
        return _("No entry in this month. Days without an entry stay blank.")
    text = _(", ").join(said)
    return _("%(what)s.") % {"what": text[0].upper() + text[1:]}
