"""When a group meets and when one person is reminded, across the changes of the clocks. Pure."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

BEFORE_MEETING = timedelta(hours=3)
BEFORE_QUIET = timedelta(minutes=30)
AHEAD = BEFORE_MEETING + timedelta(days=1) + BEFORE_QUIET + timedelta(minutes=90)  # the longest night, and some air
WEEK = timedelta(days=7)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant (UTC) at which the clocks of `zone` show `at` on `day`.

    A time inside a gap of the clocks moves forward by the gap, one that comes twice is taken the first time.
    """
    return datetime.combine(day, at.replace(tzinfo=zone, fold=0)).astimezone(UTC)


def meeting_after(now: datetime, zone: tzinfo, weekday: int, at: time) -> datetime:
    """The first instant (UTC) after `now` at which a weekly meeting begins; `weekday` 0 is Monday."""
    day = now.astimezone(zone).date()
    day -= timedelta(days=(day.weekday() - weekday) % 7)
    while (begins := instant(day, at, zone)) <= now:
        day += WEEK
    return begins


def written_from(meeting_at: datetime) -> datetime:
    """From when on the reminders of a meeting are put into the outbox: before anybody's can be due."""
    return meeting_at - AHEAD


def is_quiet(now: datetime, zone: tzinfo, quiet_from: time, quiet_until: time) -> bool:
    """Whether `now` lies in a person's quiet hours, on the person's clock; equal times mean none."""
    clock = now.astimezone(zone).time()
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def reminder_at(meeting_at: datetime, zone: tzinfo, quiet_from: time, quiet_until: time) -> datetime:
    """Three hours before the meeting; when that falls into the quiet hours, half an hour before those begin."""
    usual = meeting_at - BEFORE_MEETING
    if not is_quiet(usual, zone, quiet_from, quiet_until):
        return usual
    day = usual.astimezone(zone).date()
    begins = instant(day, quiet_from, zone)
    if begins > usual:
        begins = instant(day - timedelta(days=1), quiet_from, zone)
    return begins - BEFORE_QUIET
