"""The look back of SPEC 5.4: a programme's own figure in its first two weeks beside the last two. Pure.

Medians of at least two exposures on each side, of one person and one exercise only. A difference counts where it is
above what such a figure moves by itself; what moved the other way is shown and not commented on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from core.dates import Week

WEEKS = (4, 6, 8)
ASKS_FROM = 6
"""From this week on a figure that did not move is asked about, and other ways are offered."""
WINDOW = timedelta(days=14)
LEAST = 2

type Points = Sequence[tuple[date, float]]
"""Local day and value of each exposure."""


class Outcome(StrEnum):
    """What may be said of a figure."""

    TOO_FEW = "too_few"
    MOVED = "moved"
    ALIKE = "alike"
    OTHER_WAY = "other_way"


@dataclass(frozen=True, slots=True)
class Metric:
    """How far a figure moves by itself: a share of its start, or an amount in its own unit."""

    share: float = 0.0
    amount: float = 0.0
    is_less_better: bool = False

    def outcome(self, start: float, now: float) -> Outcome:
        """From the band on a difference counts."""
        more = start - now if self.is_less_better else now - start
        band = max(self.amount, self.share * start)
        if abs(more) < band - 1e-9:
            return Outcome.ALIKE
        return Outcome.MOVED if more > 0 else Outcome.OTHER_WAY


METRICS: Mapping[str, Metric] = {
    "longest_continuous_jog_s": Metric(amount=60),
    "e1rm_kg_per_exercise": Metric(share=0.05),
    "pose_level_sum": Metric(amount=1),
    "interval_pace_s_per_km": Metric(share=0.02, is_less_better=True),
    "moderate_equivalent_min_week": Metric(amount=15),
    "group_checkins_week": Metric(amount=1),
    "sd_mid_sleep_min_14d": Metric(amount=15, is_less_better=True),
}
"""Steps and spreads of SPEC 2.3, 5.2; the 15 minutes are our own rule."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a look back; `exercise` is empty where it is of the programme as a whole."""

    exercise: str
    start: float | None
    now: float | None
    start_count: int
    now_count: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Span:
    """The first fourteen days of a plan, and the last fourteen up to a day; they never overlap."""

    begins_on: date
    until: date

    @property
    def start(self) -> tuple[date, date]:
        """The first day, and the day after the last one."""
        return self.begins_on, self.begins_on + WINDOW

    @property
    def now(self) -> tuple[date, date]:
        """The same of the other end."""
        end = self.until + timedelta(days=1)
        return max(end - WINDOW, self.begins_on + WINDOW), end


@dataclass(frozen=True, slots=True)
class Milestone:
    """Week 4, 6 or 8 of a programme, looked back at on its Sunday, or on the day before that is today."""

    week: int
    span: Span


def milestones(begins_on: date, weeks: Mapping[int, date], length: int, today: date) -> list[Milestone]:
    """Those that were reached, oldest first. `weeks`: programme week -> the Monday on which it was first followed."""
    reached = [(number, weeks[number]) for number in WEEKS if number <= length and number in weeks]
    return [
        Milestone(number, Span(begins_on, min(Week(monday).sunday, today)))
        for number, monday in reached
        if monday <= today
    ]


def figure(points: Points, span: Span, metric: Metric, exercise: str = "") -> Figure:
    """Medians of both sides."""
    sides = [_within(points, *side) for side in (span.start, span.now)]
    start, now = (median(side) if len(side) >= LEAST else None for side in sides)
    return _figure(exercise, start, now, [len(side) for side in sides], metric)


def sum_of(points: Mapping[str, Points], span: Span, metric: Metric) -> Figure:
    """The sum over all exercises that have both sides, as pose levels are told; counts are of the one done most."""
    found = [figure(each, span, metric) for each in points.values()]
    whole = [(one.start, one.now) for one in found if one.start is not None and one.now is not None]
    counted = [one for one in found if one.outcome != Outcome.TOO_FEW] or found
    counts = [max((getattr(one, name) for one in counted), default=0) for name in ("start_count", "now_count")]
    if not whole:
        return _figure("", None, None, counts, metric)
    return _figure("", sum(start for start, _now in whole), sum(now for _start, now in whole), counts, metric)


def of_spread(start: tuple[int, float | None], now: tuple[int, float | None], metric: Metric) -> Figure:
    """A figure that is a spread already: of so many nights on each side."""
    return _figure("", start[1], now[1], [start[0], now[0]], metric)


def of_weeks(values: Iterable[tuple[date, float]]) -> list[tuple[date, float]]:
    """Values of days as one exposure for each ISO week in which there is something, on its Sunday."""
    weeks: dict[date, float] = {}
    for day, value in values:
        sunday = Week.of(day).sunday
        weeks[sunday] = weeks.get(sunday, 0) + value
    return sorted(weeks.items())


def has_moved(figures: Iterable[Figure]) -> bool:
    """Whether anything that can be measured did."""
    return any(one.outcome == Outcome.MOVED for one in figures)


def _within(points: Points, first: date, end: date) -> list[float]:
    return [value for day, value in points if first <= day < end]


def _figure(exercise: str, start: float | None, now: float | None, counts: Sequence[int], metric: Metric) -> Figure:
    outcome = Outcome.TOO_FEW if start is None or now is None else metric.outcome(start, now)
    return Figure(exercise, start, now, counts[0], counts[1], outcome)
