"""When a weekly review is due in a person's own time zone, and which week it is about. Pure."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def next_review_at(now_utc: datetime, zone: tzinfo, weekday: int, at: time, jitter_seconds: int = 0) -> datetime:
    """The next instant (UTC) after `now_utc` at which the clocks of `zone` show `weekday` (Monday 0) and `at`.

    A time inside a gap of the clocks moves forward by the gap, one that comes twice is taken the first time.
    `jitter_seconds` (0-600) spreads people over ten minutes, yet never into the next local day, which
    could be another week's.
    """
    day = now_utc.astimezone(zone).date()
    day -= timedelta(days=(day.weekday() - weekday) % 7 + 7)
    while True:
        due = _instant(day, at, zone, jitter_seconds)
        if due > now_utc:
            return due
        day += timedelta(days=7)


def review_week(due_at: datetime, zone: tzinfo) -> date:
    """The Monday of the ISO week that ended on the last Sunday before the local day of `due_at`."""
    day = due_at.astimezone(zone).date()
    last_sunday = day - timedelta(days=day.weekday() + 1)
    return last_sunday - timedelta(days=6)


def _instant(day: date, at: time, zone: tzinfo, jitter_seconds: int) -> datetime:
    plain = datetime.combine(day, at.replace(tzinfo=zone, fold=0)).astimezone(UTC)
    spread = plain + timedelta(seconds=jitter_seconds)
    same_day = spread.astimezone(zone).date() == plain.astimezone(zone).date()
    return spread if same_day else plain
