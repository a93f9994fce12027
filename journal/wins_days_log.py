"""Keeps the stored wins of nights (SW17) and steps (SW19) equal to what the rules say, from a few rows at a write."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from accounts.models import User
from core.dates import at_offset, monday_of
from journal.models import Measurement, MeasurementKind, SleepDiaryEntry
from journal.steps import BASELINE_DAYS, VALID_FROM
from journal.wins_days import STEPS, STEPS_LOOK_BACK, steady_weeks, step_wins
from journal.wins_facts import RULES, Win
from journal.wins_storing import store


class Trace(NamedTuple):
    """A row on which such a win may rest: of which rule, on which day."""

    rule: str
    day: date


def trace_of(row: object) -> Trace | None:
    """What a night or a day's steps leaves; nothing for any other row."""
    if isinstance(row, SleepDiaryEntry):
        return Trace("SW17", row.day)
    if isinstance(row, Measurement) and row.kind == MeasurementKind.STEPS:
        return Trace("SW19", row.day)
    return None


def follow(person: User, *traces: Trace | None) -> None:
    """Corrects the wins after rows with these traces were written or deleted."""
    nights = [trace.day for trace in traces if trace and trace.rule == "SW17"]
    steps = [trace.day for trace in traces if trace and trace.rule == "SW19"]
    if nights:
        update_nights(person=person, days=nights)
    if steps:
        update_steps(person=person, since=min(steps))


def recompute_days(*, person: User) -> None:
    """All of them anew."""
    update_nights(person=person, days=None)
    update_steps(person=person, since=None)


def update_nights(*, person: User, days: Collection[date] | None) -> None:
    """Corrects SW17 for the ISO weeks of these days, or for all of them; two or three queries."""
    nights, told = person.sleep_diary.all(), person.small_wins.filter(rule="SW17")
    if days is not None:
        week = (monday_of(min(days)), monday_of(max(days)) + timedelta(days=6))
        nights, told = nights.between(*week), told.filter(day__range=week)
    stored = list(told)
    if not person.has_consent("sleep"):
        store(person, [], stored)
        return
    usual = person.usual_rise_time
    usual_min = None if usual is None else usual.hour * 60 + usual.minute
    if stored or usual_min is not None:
        times = {monday_of(row.day): int(row.extra) for row in stored if row.extra is not None}
        store(person, steady_weeks(person.pk, _rises(nights), usual_min, times), stored)


def _rises(nights: Iterable[SleepDiaryEntry]) -> dict[date, int]:
    """Day of waking -> the minute after midnight at which the person got up, by the clock at entry."""
    rises = {}
    for night in nights:
        if instant := night.out_of_bed or night.final_wake:
            clock = at_offset(instant, night.utc_offset)
            rises[night.day] = clock.hour * 60 + clock.minute
    return rises


def update_steps(*, person: User, since: date | None) -> None:
    """Corrects SW19 of steps from a day on, or all of it; three queries and the rows of the days that follow."""
    first = person.measurements.first_step_days(VALID_FROM, BASELINE_DAYS)
    if since is None or len(first) < BASELINE_DAYS or since <= max(first):
        since, days = None, person.measurements.step_days()
    else:
        days = first | person.measurements.since(since - STEPS_LOOK_BACK).step_days()
    told = person.small_wins.filter(rule="SW19", exercise=STEPS)
    if since:
        told = told.filter(day__gte=since - timedelta(days=RULES["SW19"].cool_down_days))
    stored = list(told)
    wins: list[Win] = []
    if person.has_consent("training"):
        wins = step_wins(person.pk, days, since, [row.day for row in stored])
    store(person, wins, [row for row in stored if since is None or row.day >= since])
