"""Hours on a person's own clock, across the changes of the clocks. Pure."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant (UTC) at which the clocks of `zone` show `at` on `day`.

    A time inside a gap of the clocks moves forward by the gap, one that comes twice is taken the first time.
    """
    return datetime.combine(day, at.replace(tzinfo=zone, fold=0)).astimezone(UTC)


def is_quiet(now: datetime, zone: tzinfo, quiet_from: time, quiet_until: time) -> bool:
    """Whether `now` lies in a person's quiet hours, on the person's clock; equal times mean none."""
    return is_within(now.astimezone(zone).time(), quiet_from, quiet_until)


def is_within(clock: time, quiet_from: time, quiet_until: time) -> bool:
    """Whether a time of day lies in the quiet hours, which may go over midnight."""
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def after_quiet(at: datetime, zone: tzinfo, quiet_from: time, quiet_until: time) -> datetime:
    """`at`, or the end of a person's quiet hours in which it lies."""
    if not is_quiet(at, zone, quiet_from, quiet_until):
        return at
    day = at.astimezone(zone).date()
    ends = instant(day, quiet_until, zone)
    return ends if ends > at else instant(day + timedelta(days=1), quiet_until, zone)
