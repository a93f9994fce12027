"""When a group meets and when one person is reminded, across the changes of the clocks. Pure."""

from datetime import datetime, time, timedelta, tzinfo

from core.clocks import instant, is_quiet

BEFORE_MEETING = timedelta(hours=3)
BEFORE_QUIET = timedelta(minutes=30)
AHEAD = BEFORE_MEETING + timedelta(days=1) + BEFORE_QUIET + timedelta(minutes=90)  # the longest night, and some air
WEEK = timedelta(days=7)
MORNING = time(9)


def meeting_after(now: datetime, zone: tzinfo, weekday: int, at: time) -> datetime:
    """The first instant (UTC) after `now` at which a weekly meeting begins; `weekday` 0 is Monday."""
    day = now.astimezone(zone).date()
    day -= timedelta(days=(day.weekday() - weekday) % 7)
    while (begins := instant(day, at, zone)) <= now:
        day += WEEK
    return begins


def meeting_before(now: datetime, zone: tzinfo, weekday: int, at: time) -> datetime:
    """The last instant (UTC) up to `now` at which a weekly meeting began."""
    day = now.astimezone(zone).date()
    day -= timedelta(days=(day.weekday() - weekday) % 7)
    while (begins := instant(day, at, zone)) > now:
        day -= WEEK
    return begins


def morning_after(now: datetime, zone: tzinfo, weekday: int) -> datetime:
    """The first instant (UTC) after `now` at which it is nine in the morning after a day of meeting."""
    return meeting_after(now, zone, (weekday + 1) % 7, MORNING)


def written_from(meeting_at: datetime) -> datetime:
    """From when on the reminders of a meeting are put into the outbox: before anybody's can be due."""
    return meeting_at - AHEAD


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
