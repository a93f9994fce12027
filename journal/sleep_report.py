"""What the sleep page of a week shows, in four queries."""

from datetime import date
from typing import Any

from core.dates import Week
from journal import sleep_words
from journal.psqi_state import psqi_state
from journal.sleep_week import TRAILING, SleepWeek, asked_sunday, sleep_week


def sleep_report(person: Any, wanted: Week | None) -> dict[str, Any]:
    """One week; without a wish the newer of this and the last one that has enough nights."""
    today = person.today()
    current = wanted or Week.of(today)
    first = current.previous().monday - TRAILING
    entries = list(person.sleep_diary.between(first, min(current.sunday, today)).order_by("day"))
    found = _summed_up(current, today, entries)
    if wanted is None and not found.has_enough:
        last = _summed_up(current.previous(), today, entries)
        found = last if last.has_enough else found
    until = min(found.week.sunday, today)
    return {
        "found": found,
        "until": until,
        "opening": sleep_words.opening(found),
        "regularity": sleep_words.regularity(found),
        "facts": sleep_words.facts(found),
        "chart": sleep_words.chart(until, entries),
        "before": found.week.previous(),
        "after": found.week.next() if found.week.sunday < today else None,
        "has_last_night": bool(entries) and entries[-1].day == today,
        "today": today,
        "psqi": psqi_state(person),
        **week_rating(person, found.week),
    }


def week_rating(person: Any, week: Week) -> dict[str, Any]:
    """A week's own word, and the Sunday that is asked about just now with its answer; one query."""
    due = asked_sunday(person.local_now())
    days = {week.sunday, due} if due else {week.sunday}
    known = {row.day: row for row in person.sleep_weeks.filter(day__in=days)}
    return {"asked": due, "asked_rating": known.get(due) if due else None, "week_rating": known.get(week.sunday)}


def _summed_up(week: Week, today: date, entries: list[Any]) -> SleepWeek:
    return sleep_week(week, min(week.sunday, today), map(sleep_words.week_night, entries))
