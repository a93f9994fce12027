"""The sessions of one week as load and minutes, and on what their intensity rests (SPEC 2.1, 2.5). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from core.dates import Week
from journal.heart_rate import ZoneMinutes
from journal.training_load import by_heart_rate, session_load

METS = {"light": 3.0, "moderate": 4.0, "vigorous": 8.0}
"""Energy of a minute as a multiple of rest, by intensity."""

type Ground = Literal["heart_rate", "talk_test", "effort", "default"]


@dataclass(frozen=True, slots=True)
class Bout:
    """One session, with its minutes by heart-rate zone where they are known."""

    day: date
    started_at: datetime
    utc_offset: int
    activity: str
    title: str
    minutes: int
    rpe: int | None
    talk_test: str
    intensity: str
    moderate: int
    vigorous: int
    hr_light: int | None
    hr_moderate: int | None
    hr_vigorous: int | None

    @property
    def load(self) -> int | None:
        """Effort times minutes; None without effort."""
        return session_load(self.rpe, self.minutes)

    @property
    def met_minutes(self) -> float:
        """Minutes weighed by METs: counted minutes by their zone, all others by the session's intensity or as light."""
        if not (self.moderate or self.vigorous):
            return METS[self.intensity] * self.minutes
        rest = max(0, self.minutes - self.moderate - self.vigorous)
        return METS["moderate"] * self.moderate + METS["vigorous"] * self.vigorous + METS["light"] * rest

    def ground(self, *, goes_by_heart_rate: bool) -> Ground:
        """What its intensity was found by; zones may be switched off for a person."""
        zones = ZoneMinutes(self.hr_light or 0, self.hr_moderate or 0, self.hr_vigorous or 0)
        if goes_by_heart_rate and by_heart_rate(self.activity, self.minutes, zones):
            return "heart_rate"
        if self.talk_test:
            return "talk_test"
        return "default" if self.rpe is None else "effort"


def daily_loads(week: Week, bouts: Iterable[Bout]) -> list[int | None]:
    """The load of each of the seven days; None where no session holds an effort."""
    loads: dict[date, int] = {}
    for bout in bouts:
        if bout.load is not None:
            loads[bout.day] = loads.get(bout.day, 0) + bout.load
    return [loads.get(day) for day in week.days]


def total_met_minutes(bouts: Sequence[Bout]) -> int:
    """MET-minutes of all of them."""
    return round(sum(bout.met_minutes for bout in bouts))
