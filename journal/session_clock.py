"""When a session form was opened and last touched, and what follows for its minutes. No Django."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LIVE_FROM = timedelta(minutes=10)
ABANDONED = timedelta(hours=3)
MINUTES_MAX = 900


@dataclass(frozen=True, slots=True)
class SessionClock:
    """`opened_at` and `touched_at` are instants up to `now`."""

    opened_at: datetime
    touched_at: datetime
    now: datetime

    @property
    def is_abandoned(self) -> bool:
        """Nothing was noted for three hours: the session may have ended then."""
        return self.now - self.touched_at >= ABANDONED

    @property
    def minutes(self) -> int:
        """From opening it to now."""
        return int((self.now - self.opened_at).total_seconds() // 60)

    @property
    def is_live(self) -> bool:
        """The form has been open for as long as a session may take, and something was noted lately."""
        return self.now - self.opened_at >= LIVE_FROM and not self.is_abandoned and self.minutes <= MINUTES_MAX

    def minutes_until(self, end: datetime) -> int:
        """From opening it to `end`, as many as a session may have."""
        minutes = round((min(end, self.now) - self.opened_at).total_seconds() / 60)
        return min(MINUTES_MAX, max(1, minutes))


def instant(seconds: str, now: datetime) -> datetime:
    """Seconds since 1970 as text; `now` for anything unreadable or still to come."""
    try:
        sent = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return min(sent, now)
