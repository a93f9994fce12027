"""When a nudge may go out: seldom, by day, never in vain, and less often when it is not wanted. Pure.

A nudge is a mail that nobody asked for at this moment. At most one reaches a person on one of their own days, over
all kinds. After three in a row that nothing was logged upon, every other one is left out. After fourteen days without
an entry one welcome may still come, then nothing until the person returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.clocks import is_within

IGNORED_IN_A_ROW = 3
SILENT_AFTER = timedelta(days=14)
BACKING_OFF = "backing off"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A nudge that was sent, or left out because of those before it; `day` is the person's own."""

    day: date
    was_sent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with one person; `last_active` is the local day of their latest entry."""

    zone: ZoneInfo
    quiet: tuple[time, time]
    last_active: date
    occasions: Sequence[Occasion] = ()  # oldest first
    is_on: bool = True
    is_done: bool = False
    is_paused: bool = False


def refusal(now: datetime, standing: Standing, *, is_welcome: bool = False) -> str:
    """Why no nudge goes out at this moment, or an empty text; a welcome is one that greets after days of silence."""
    local = now.astimezone(standing.zone)
    today = local.date()
    if not standing.is_on:
        return "switched off"
    if standing.is_done:
        return "done"
    if standing.is_paused:
        return "paused"
    if is_within(local.time(), *standing.quiet):
        return "quiet hours"
    if any(one.was_sent and one.day >= today for one in standing.occasions):
        return "nudged today"
    silent_from = standing.last_active + SILENT_AFTER
    if today >= silent_from:
        is_greeted = any(one.was_sent and one.day >= silent_from for one in standing.occasions)
        return "" if is_welcome and not is_greeted else "silent"
    return BACKING_OFF if not is_welcome and is_backing_off(standing) and standing.occasions[-1].was_sent else ""


def is_backing_off(standing: Standing) -> bool:
    """Whether three or more nudges went out since the person last logged anything."""
    ignored = [one for one in standing.occasions if one.was_sent and one.day > standing.last_active]
    return len(ignored) >= IGNORED_IN_A_ROW
