"""Days and weeks as people live them: local days, ISO weeks from Monday to Sunday. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The date on the wall in `zone` at an aware instant."""
    return instant.astimezone(zone).date()


def offset_minutes(instant: datetime, zone: ZoneInfo) -> int:
    """The UTC offset in minutes that an entry carries: its own, or the profile zone's for one sent as `Z`.

    An instant with offset +00:00 in a zone whose offset is zero just then gives 0 as well.
    """
    own = instant.utcoffset()
    if own is None:
        raise ValueError("The instant carries no offset.")
    if own == timedelta(0) and instant.tzinfo in (UTC, timezone.utc):  # noqa: UP017  fixed zones compare equal
        own = instant.astimezone(zone).utcoffset() or timedelta(0)
    return int(own.total_seconds() // 60)


def at_offset(instant: datetime, minutes: int) -> datetime:
    """The instant on the clock of a fixed offset, as it was entered."""
    return instant.astimezone(timezone(timedelta(minutes=minutes)))


def monday_of(day: date) -> date:
    """The first day of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """An ISO week, named by its Monday."""

    monday: date

    def __post_init__(self) -> None:
        if self.monday.weekday() != 0:
            raise ValueError("A week begins on a Monday.")

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week that holds `day`."""
        return cls(monday_of(day))

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days, Monday first."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def plus(self, weeks: int) -> "Week":
        return Week(self.monday + timedelta(weeks=weeks))

    def previous(self) -> "Week":
        return self.plus(-1)

    def next(self) -> "Week":
        return self.plus(1)

    def __contains__(self, day: date) -> bool:
        return self.monday <= day <= self.sunday
