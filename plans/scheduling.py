"""Days and hours of planned sessions that leave sleep alone (SPEC 6.4). Pure.

A person's waking day runs from their usual rise time to the next bed time, whatever the calendar says: bed after
midnight and night shifts need no rule of their own. Differences are taken between instants, so nights of a clock
change come out right.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

VIGOROUS_BEFORE_BED = timedelta(hours=3)
HINT_BEFORE_BED = timedelta(hours=4)
"""Sessions that ended this early went with no difference in sleep in a large observational study (Leota 2025)."""
OTHER_BEFORE_BED = timedelta(hours=1)
AFTER_RISING = timedelta(minutes=30)
NIGHTS_FOR_HABIT = 14
NOON = 12 * 60
DAY = 24 * 60
QUARTER = timedelta(minutes=15)


class Verdict(StrEnum):
    """How a planned hour sits with the night."""

    FINE = "fine"
    HINT = "hint"
    """Vigorous, and between three and four hours before bed: said softly."""
    LATE = "late"
    """Vigorous within three hours of bed, anything but stretching within one, or in the night itself."""


@dataclass(frozen=True, slots=True)
class Night:
    """When a person usually goes to bed and gets up, on their own clock."""

    bed: time
    rise: time
    zone: ZoneInfo

    def bed_of(self, start: datetime) -> datetime | None:
        """The bed time that ends the waking day in which `start` lies, in UTC; None when it lies in the night."""
        local = start.astimezone(self.zone)
        for days in (-1, 0):
            rises = self._at(local.date() + timedelta(days=days), self.rise)
            sleeps = self._at(local.date() + timedelta(days=days), self.bed)
            if sleeps <= rises:
                sleeps = self._at(local.date() + timedelta(days=days + 1), self.bed)
            if rises <= start < sleeps:
                return sleeps
        return None

    def rise_before(self, bed: datetime) -> datetime:
        """When the waking day began that ends at `bed`."""
        day = bed.astimezone(self.zone).date()
        return max(rises for days in (-1, 0) if (rises := self._at(day + timedelta(days=days), self.rise)) < bed)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)


def usual_clock(minutes: Sequence[float]) -> time | None:
    """The median clock time of the last fourteen nights, from minutes after midnight; the day is cut at noon."""
    if not minutes:
        return None
    from_noon = [(one - NOON) % DAY for one in minutes[-NIGHTS_FOR_HABIT:]]
    middle = int(median(from_noon) + NOON) % DAY
    return time(middle // 60, middle % 60)


def verdict(start: datetime, minutes: int, night: Night | None, *, is_vigorous: bool, is_gentle: bool) -> Verdict:
    """Whether a session of so many minutes fits before bed; without a known night everything does."""
    if night is None or is_gentle:
        return Verdict.FINE
    bed = night.bed_of(start)
    if bed is None:
        return Verdict.LATE
    left = bed - (start.astimezone(UTC) + timedelta(minutes=minutes))
    if left < (VIGOROUS_BEFORE_BED if is_vigorous else OTHER_BEFORE_BED):
        return Verdict.LATE
    return Verdict.HINT if is_vigorous and left < HINT_BEFORE_BED else Verdict.FINE


def earlier_start(
    start: datetime, minutes: int, night: Night, *, is_vigorous: bool, not_before: datetime
) -> datetime | None:
    """The latest quarter of an hour at which it would fit into the same waking day; None when there is none."""
    bed = night.bed_of(start)
    if bed is None:
        return None
    before_bed = VIGOROUS_BEFORE_BED if is_vigorous else OTHER_BEFORE_BED
    latest = _quarter(bed - before_bed - timedelta(minutes=minutes), night.zone)
    earliest = max(night.rise_before(bed) + AFTER_RISING, not_before.astimezone(UTC))
    return latest if earliest <= latest < start else None


def days_for(
    slots: Sequence[str], weekdays: Collection[int], monday: date, *, rest_days: int, not_before: date
) -> list[date | None]:
    """A day of the week for each session, in the order of the programme; None where no day is left.

    `slots` are the preferred slots of the sessions; those of the weekend take Saturday or Sunday when one is chosen.
    Sessions stay in order, and between two of them lie `rest_days` where the chosen days allow it; where they do
    not, chosen days win over rest days, and never do two sessions share a day unless there are more than days.
    """
    chosen = [
        monday + timedelta(days=day) for day in sorted(set(weekdays)) if monday + timedelta(days=day) >= not_before
    ]
    weekend = [day for day in chosen if day.weekday() >= 5]
    found: list[date | None] = [None] * len(slots)
    for place, slot in enumerate(slots):
        if slot == "weekend_daytime" and weekend:
            found[place] = weekend.pop(0)
    rest = [day for day in chosen if day not in found]
    waiting = [place for place, day in enumerate(found) if day is None]
    for place, day in zip(waiting, _spread(rest, len(waiting), rest_days), strict=False):
        found[place] = day
    return found


def next_free_day(missed: date, taken: Collection[date], *, sunday: date, rest_days: int) -> date | None:
    """A later day of its week with the rest days around it, for a missed session; None: it disappears."""
    apart = timedelta(days=rest_days + 1)
    day = missed + timedelta(days=1)
    while day <= sunday:
        if all(abs(day - other) >= apart for other in taken):
            return day
        day += timedelta(days=1)
    return None


def _spread(days: Sequence[date], count: int, rest_days: int) -> list[date]:
    """`count` of the days in order, apart by the rest days if possible, by fewer where not."""
    for rest in range(rest_days, -1, -1):
        picked: list[date] = []
        for day in days:
            if not picked or (day - picked[-1]).days > rest:
                picked.append(day)
        if len(picked) >= count:
            return picked[:count]
    return list(days[:count])


def _quarter(instant: datetime, zone: ZoneInfo) -> datetime:
    """Down to a quarter of an hour on the clock of the zone."""
    local = instant.astimezone(zone)
    return instant - timedelta(minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond)
