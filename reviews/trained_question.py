"""The evening's question "Did you train today?", asked again the next morning while nothing is noted (SPEC 4.1). Pure.

A day without a word is no rest day: only an answer makes it one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

EVENING = 17
NOON = 12


@dataclass(frozen=True, slots=True)
class TrainedQuestion:
    """The day that is asked about."""

    day: date
    is_today: bool


def trained_question(now: datetime, since: date, noted: Collection[date]) -> TrainedQuestion | None:
    """From 17:00 on about today, until noon about yesterday; None on days with a session or a rest, or before `since`.

    `now` is the person's clock, `noted` the days with either, `since` the day on which they joined.
    """
    today = now.date()
    yesterday = today - timedelta(days=1)
    if now.hour >= EVENING and today not in noted:
        return TrainedQuestion(today, is_today=True)
    if now.hour < NOON and yesterday not in noted and yesterday >= since:
        return TrainedQuestion(yesterday, is_today=False)
    return None
