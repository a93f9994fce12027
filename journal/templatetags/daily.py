"""The rows of the daily forms and the words of the day page."""

from datetime import datetime, time
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from core.dates import at_offset
from core.uuid7 import uuid7
from journal.durations import hours_and_minutes, night_words
from journal.models import Measurement, MoodRating
from journal.mood_tags import tag_name
from journal.night_times import EVENING

register = template.Library()
register.filter("hours", hours_and_minutes)
register.filter("night_words", night_words)
register.filter("tag_name", tag_name)
register.simple_tag(lambda: str(uuid7()), name="new_id")


@register.filter(expects_localtime=False)
def on_its_clock(entry: MoodRating | Measurement) -> datetime:
    """The instant of an entry on the clock of that time and place, which need not be today's."""
    instant = entry.rated_at if isinstance(entry, MoodRating) else entry.measured_at
    return at_offset(instant, entry.utc_offset).replace(tzinfo=None)


@register.filter
def first_guess(name: str) -> str:
    """Where the first step of a clock begins, while nobody has said what is usual."""
    return "23:00" if name in (*EVENING, "bed_time") else "07:00"


@register.inclusion_tag("journal/clock_row.html")
def clock_row(field: BoundField, usual: time | None) -> dict[str, Any]:
    """A clock time with the usual one in grey and steps of a quarter of an hour."""
    return {"field": field, "usual": usual}


@register.inclusion_tag("journal/chips_or_exact.html")
def chips_or_exact(chips: BoundField, exact: BoundField, unit: str | SafeString) -> dict[str, Any]:
    """A few likely numbers as chips, any other typed."""
    return {"chips": chips, "exact": exact, "unit": unit}
