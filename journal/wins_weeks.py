"""SW12 came back, SW13 active weeks, SW16 with family, SW19 a first week in a band (SPEC 5.2, 5.3). Pure."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal

from core.dates import monday_of
from journal.wins_facts import BASELINE, SessionFacts, Win

BACK_AFTER_DAYS = 10
ACTIVE_WEEKS = ((12, 15), (8, 10), (4, 5))
"""SW13: at least so many of the last so many ISO weeks; the longest view that holds is told."""
WEEKS_LOOKED_AT = BASELINE.days // 7
FAMILY, ENCOURAGEMENT = "family", "encouragement"
"""What SW16 tells of: a session with family, and, by the layer of groups, the first word of a week."""
BANDS = {"minutes": 150, "resistance": 2}
"""SW19: moderate-equivalent minutes, and days with resistance training, of an ISO week (SPEC 2.5)."""


def active_weeks(this_week: date, active: Collection[date], paused: Collection[date], of: int) -> int | None:
    """How many of the last `of` weeks that were not paused had a session; weeks are their Mondays.

    A paused week leaves both numbers, with what was done in it. None for a paused `this_week`, and where the last half
    year holds fewer weeks.
    """
    if this_week in paused:
        return None
    weeks = (this_week - timedelta(weeks=back) for back in range(WEEKS_LOOKED_AT))
    counted = [week for week in weeks if week not in paused][:of]
    return sum(week in active for week in counted) if len(counted) == of else None


class Weeks:
    """The days and weeks with a session. `paused` holds the Mondays of paused weeks."""

    def __init__(self, paused: Collection[date] = ()) -> None:
        self.paused = paused
        self.last_day: date | None = None
        self.active: set[date] = set()

    def add_days(self, days: Collection[date]) -> None:
        if days:
            self.active |= {monday_of(day) for day in days}
            self.last_day = max(max(days), self.last_day or date.min)

    def wins_of(self, session: SessionFacts) -> Iterator[Win]:
        """SW12, SW13, and SW16 of a session with family."""
        if session.with_family:
            yield Win("SW16", session.id, session.day, FAMILY)
        if self.last_day and (session.day - self.last_day).days >= BACK_AFTER_DAYS:
            yield Win("SW12", session.id, session.day)
        this_week = monday_of(session.day)
        for enough, of in ACTIVE_WEEKS:
            active = active_weeks(this_week, self.active | {this_week}, self.paused, of)
            if active is not None and active >= enough:
                yield Win("SW13", session.id, session.day, new=Decimal(active), extra=Decimal(of))
                return


class Bands:
    """What each week has of the two bands. `reached` names those that were reached before the log at hand begins.

    A session with pain brings no band about, but a week that reached one with its help was the first.
    """

    def __init__(self, reached: Collection[str] = ()) -> None:
        self.first = dict.fromkeys(reached, date.min)
        self.has_begun = False
        self.minutes: dict[date, int] = {}
        self.calm_minutes: dict[date, int] = {}
        self.days: dict[date, set[date]] = {}
        self.calm_days: dict[date, set[date]] = {}

    @staticmethod
    def reads(session: SessionFacts) -> bool:
        """Whether the session brings its week nearer to a band."""
        return session.is_resistance or minutes_of(session) > 0

    def add(self, session: SessionFacts) -> None:
        self.has_begun = True
        if not self.reads(session):
            return
        week = monday_of(session.day)
        self._count(week, session, self.minutes, self.days)
        if not session.is_hurt:
            self._count(week, session, self.calm_minutes, self.calm_days)
        for band, value in (("minutes", self.minutes.get(week, 0)), ("resistance", len(self.days.get(week, ())))):
            if value >= BANDS[band]:
                self.first[band] = min(week, self.first.get(band, week))

    def wins_of(self, session: SessionFacts) -> Iterator[Win]:
        """SW19: never the first session of all, which is a start."""
        for band in self.crossed_by(session) if self.has_begun else ():
            if self.first.get(band, date.max) >= monday_of(session.day):
                yield Win("SW19", session.id, session.day, band, new=Decimal(BANDS[band]))

    def crossed_by(self, session: SessionFacts) -> list[str]:
        """The bands that this session brings its week into, as far as added sessions say."""
        week = monday_of(session.day)
        minutes, days = self.calm_minutes.get(week, 0), self.calm_days.get(week, set())
        steps = {
            "minutes": (minutes, minutes + minutes_of(session)),
            "resistance": (len(days), len(days | {session.day} if session.is_resistance else days)),
        }
        return [band for band, (before, after) in steps.items() if before < BANDS[band] <= after]

    @staticmethod
    def _count(week: date, session: SessionFacts, minutes: dict[date, int], days: dict[date, set[date]]) -> None:
        minutes[week] = minutes.get(week, 0) + minutes_of(session)
        if session.is_resistance:
            days.setdefault(week, set()).add(session.day)


def minutes_of(session: SessionFacts) -> int:
    """Moderate minutes plus twice the vigorous ones."""
    return session.moderate_minutes + 2 * session.vigorous_minutes
