"""The clock times of a night and the instants they mean, from the day of waking alone (SPEC 3.3). Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from statistics import median
from typing import Protocol
from zoneinfo import ZoneInfo

from core.dates import at_offset

EVENING = ("into_bed", "tried_to_sleep")
MORNING = ("final_wake", "out_of_bed")
CLOCKS = (*EVENING, *MORNING)
NOON = time(12)
LONGEST = timedelta(hours=16)
DAY_MIN = 24 * 60


def instants(day: date, clocks: Mapping[str, time | None], zone: ZoneInfo) -> dict[str, datetime | None]:
    """Instants of the night that ends on `day`.

    One wakes on the day itself. A bed time from noon on belongs to the day before, unless the waking time then
    lies more than 16 hours off and the same day fits: someone who sleeps from 13:00 to 20:00.
    """
    ends = [clock for name in MORNING if (clock := clocks.get(name)) is not None]
    starts = [clock for name in EVENING if (clock := clocks.get(name)) is not None]
    is_afternoon_sleep = bool(ends and starts) and _sleeps_after_noon(day, min(starts), max(ends), zone)
    found: dict[str, datetime | None] = {}
    for name in CLOCKS:
        clock = clocks.get(name)
        is_eve = name in EVENING and clock is not None and clock >= NOON and not is_afternoon_sleep
        found[name] = None if clock is None else on_clock(day - timedelta(days=is_eve), clock, zone)
    return found


def on_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of `zone` show that time; one that the spring change skips moves on an hour."""
    local = datetime.combine(day, clock, tzinfo=zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))  # so that differences are real minutes


def clock_shift(day: date, zone: ZoneInfo) -> int:
    """Minutes that the night before `day` is longer than its clock times say: 60 in autumn, -60 in spring, else 0."""
    noons = (on_clock(day - timedelta(days=1), NOON, zone), on_clock(day, NOON, zone))
    return round((noons[1].timestamp() - noons[0].timestamp()) / 60) - DAY_MIN


def usual_clock(clocks: Iterable[time], *, to: int = 5) -> time | None:
    """The median of some nights' clock times to full `to` minutes; the axis starts at noon, away from midnight."""
    minutes = [after_noon(clock) for clock in clocks]
    if not minutes:
        return None
    middle = (round(median(minutes) / to) * to + DAY_MIN // 2) % DAY_MIN
    return time(*divmod(middle, 60))


def after_noon(clock: time) -> int:
    """Minutes of a clock time after the noon before it."""
    return (clock.hour * 60 + clock.minute - DAY_MIN // 2) % DAY_MIN


class ReadNight(Protocol):
    """Four instants, and the offsets in minutes of the evening and of the morning on whose clocks they were read."""

    into_bed: datetime | None
    tried_to_sleep: datetime | None
    final_wake: datetime | None
    out_of_bed: datetime | None
    bed_utc_offset: int
    utc_offset: int


def clocks_of(night: ReadNight) -> dict[str, time | None]:
    """The four clock times, each as it was read: in a night of a clock change the evening has another offset."""
    found: dict[str, time | None] = {}
    for name in CLOCKS:
        instant = getattr(night, name)
        offset = night.bed_utc_offset if name in EVENING else night.utc_offset
        found[name] = at_offset(instant, offset).time().replace(second=0, microsecond=0) if instant else None
    return found


def _sleeps_after_noon(day: date, start: time, end: time, zone: ZoneInfo) -> bool:
    """Whether a start from noon on means the waking day itself."""
    if not NOON <= start < end:
        return False
    length = on_clock(day, end, zone).timestamp() - on_clock(day - timedelta(days=1), start, zone).timestamp()
    return length > LONGEST.total_seconds()
