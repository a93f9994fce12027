"""Small wins as a pure function of the training log (SPEC 5.1, 5.2: SW01, SW02, SW05, SW12, SW13).

A win is a fact of the log, compares a person with nobody else, and is never the first entry of its kind. The same log
gives the same wins in whatever order it arrives: `replay` sorts it, and a win's id is made from its session.

Baseline: earlier entries of the last 26 weeks without those of sessions with pain of 4 or more; such a session earns no
win either. An exposure is one session with a counted entry of that exercise; a new best needs three before it.

Counted sets: every kind but `warmup` and `assisted` (a machine or a partner lifted part of the load). A `failure` set
left no repetition in reserve, so it can be a best to beat but earns no SW01. Repetitions without load count as
weight 0, unless the catalogue says that the exercise is done with a load: there the weight was not logged.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol
from uuid import UUID, uuid5

from journal import catalogue

BASELINE = timedelta(weeks=26)
EARLIER_EXPOSURES = 3
PAIN_EXCLUDES_FROM = 4
COOL_DOWN_DAYS = {"SW01": 0, "SW02": 7, "SW05": 0, "SW12": 28, "SW13": 28}
PRIORITY = {"SW01": 1, "SW02": 2, "SW05": 1, "SW12": 0, "SW13": 3}
SAME_WEIGHT_KG = Decimal("0.01")
DEFAULT_INCREMENT_KG = Decimal("2.5")
LONGER_BY_S = 60
BACK_AFTER_DAYS = 10
ACTIVE_WEEKS = ((12, 15), (8, 10), (4, 5))
"""SW13: at least so many of the last so many ISO weeks; the longest view that holds is told."""

UNCOUNTED_KINDS = frozenset(["warmup", "assisted"])

type Best = dict[Decimal, int]
"""Weight in kg -> most repetitions at it in one session."""


@dataclass(frozen=True, slots=True)
class SetFacts:
    """What the rules read of a set: kg, whole repetitions, seconds, set effort 5-10 (10 - repetitions in reserve)."""

    exercise: str
    kind: str = "working"
    reps: int | None = None
    load_kg: Decimal | None = None
    seconds: int | None = None
    rpe: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the rules read of a session; `day` is the local day on which it started."""

    id: UUID
    day: date
    started_at: datetime
    minutes: int
    activity: str
    pain: int | None = None
    sets: tuple[SetFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Win:
    """One small win. `exercise` is "" for rules about the whole session."""

    rule: str
    session: UUID
    day: date
    exercise: str = ""
    old: Decimal | None = None
    new: Decimal | None = None
    extra: Decimal | None = None
    """SW02: the weight in kg; SW13: of how many weeks."""
    kind: str = "fact"

    @property
    def id(self) -> UUID:
        """The same for the same session, rule and exercise, however often it is computed."""
        return uuid5(self.session, f"{self.rule}:{self.exercise}")

    @property
    def diff(self) -> Decimal | None:
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def priority(self) -> int:
        """Lower is shown first."""
        return PRIORITY[self.rule]


class EarlierWin(Protocol):
    """What a cool-down reads of a win: a `Win`, or a stored row of it."""

    @property
    def rule(self) -> str: ...
    @property
    def exercise(self) -> str: ...
    @property
    def day(self) -> date: ...


def replay(
    history: Iterable[SessionFacts], since: date | None = None, earlier_wins: Iterable[EarlierWin] = ()
) -> list[Win]:
    """The wins of all sessions from the day `since` on, in time order and within a session by priority.

    `history` holds earlier sessions as well, at least 26 weeks of them and the last one before; `earlier_wins` are
    the wins before `since`, for the cool-downs (later ones are ignored: they are being computed again).
    """
    log = _Log(win for win in earlier_wins if since is not None and win.day < since)
    wins: list[Win] = []
    for session in sorted(history, key=lambda one: (one.day, one.started_at, one.id)):
        if since is None or session.day >= since:
            wins += log.wins_of(session)
        log.add(session)
    return wins


def newest(
    session: SessionFacts, earlier: Iterable[SessionFacts], earlier_wins: Iterable[EarlierWin] = ()
) -> list[Win]:
    """The wins of one session after which there is none.

    `earlier` holds 26 weeks and the last session before. Of its sets only those of this session's exercises are read;
    when this session has a run, also every jog and run set and all sets of running sessions. `earlier_wins` reach
    back 28 days.
    """
    log = _Log(earlier_wins)
    for one in sorted(earlier, key=lambda one: (one.day, one.started_at, one.id)):
        log.add(one)
    return log.wins_of(session)


def is_run(exercise: str) -> bool:
    """A jog or run set, read by SW05."""
    return exercise == "jog" or exercise.startswith("run_")


def longest_run(session: SessionFacts) -> int | None:
    """Seconds of the longest single jog or run set, or of a whole running session logged without sets."""
    if not session.sets:
        return session.minutes * 60 if session.activity == "running" else None
    return max((one.seconds for one in session.sets if one.seconds and is_run(one.exercise)), default=None)


@dataclass(slots=True)
class _Log:
    """The part of the log before a session, and what the rules need of it."""

    earlier_wins: InitVar[Iterable[EarlierWin]]
    fired: dict[tuple[str, str], date] = field(default_factory=dict)
    lifts: dict[str, list[tuple[date, Best]]] = field(default_factory=dict)
    runs: list[tuple[date, int]] = field(default_factory=list)
    last_day: date | None = None
    weeks: set[date] = field(default_factory=set)

    def __post_init__(self, earlier_wins: Iterable[EarlierWin]) -> None:
        for win in earlier_wins:
            key = (win.rule, win.exercise)
            self.fired[key] = max(win.day, self.fired.get(key, win.day))

    def add(self, session: SessionFacts) -> None:
        self.last_day = session.day
        self.weeks.add(_monday(session.day))
        if _hurt(session):
            return
        for exercise, best in _lifts(session.sets).items():
            self.lifts.setdefault(exercise, []).append((session.day, best))
        longest = longest_run(session)
        if longest is not None:
            self.runs.append((session.day, longest))

    def wins_of(self, session: SessionFacts) -> list[Win]:
        if _hurt(session):
            return []
        wins = [win for win in self._candidates(session) if self._has_cooled_down(win)]
        for win in wins:
            self.fired[win.rule, win.exercise] = win.day
        return sorted(wins, key=lambda win: (win.priority, win.rule, win.exercise))

    def _candidates(self, session: SessionFacts) -> Iterator[Win]:
        yield from _came_back(session, self.last_day)
        for exercise, best in _lifts(session.sets).items():
            earlier = _recent(self.lifts.get(exercise, []), session.day)
            if len(earlier) >= EARLIER_EXPOSURES:
                yield from _more_load(session, exercise, earlier)
                yield from _more_reps(session, exercise, best, earlier)
        yield from _longer_run(session, _recent(self.runs, session.day))
        yield from _active_weeks(session, self.weeks)

    def _has_cooled_down(self, win: Win) -> bool:
        fired = self.fired.get((win.rule, win.exercise))
        return fired is None or (win.day - fired).days >= COOL_DOWN_DAYS[win.rule]


def _came_back(session: SessionFacts, last_day: date | None) -> Iterator[Win]:
    """SW12: the first session at least ten days after the one before."""
    if last_day is not None and (session.day - last_day).days >= BACK_AFTER_DAYS:
        yield Win("SW12", session.id, session.day)


def _more_load(session: SessionFacts, exercise: str, earlier: Sequence[Best]) -> Iterator[Win]:
    """SW01: a step above the best earlier weight, with a repetition in reserve or none logged.

    The log has no target repetitions; those with which the best weight was first done stand for it, so
    that a lifter who then worked up from 6 to 10 repetitions may begin the next weight at 6.
    """
    old = max(weight for best in earlier for weight in best)
    target = next(best[old] for best in earlier if old in best)
    known = catalogue.get(exercise)
    step = (known and known.increment_kg) or DEFAULT_INCREMENT_KG
    lifted = [
        one.load_kg
        for one in session.sets
        if one.exercise == exercise
        and one.load_kg is not None
        and one.load_kg >= old + step
        and _is_counted(one)
        and (one.reps or 0) >= target
        and _has_reserve(one)
    ]
    if old > 0 and lifted:
        yield Win("SW01", session.id, session.day, exercise, old, max(lifted))


def _more_reps(session: SessionFacts, exercise: str, best: Best, earlier: Sequence[Best]) -> Iterator[Win]:
    """SW02: more repetitions than ever at a weight; the heaviest such weight of the session is told."""
    for weight in sorted(best, reverse=True):
        before = [reps for other in earlier for kg, reps in other.items() if abs(kg - weight) <= SAME_WEIGHT_KG]
        if before and best[weight] > max(before):
            old, new = Decimal(max(before)), Decimal(best[weight])
            yield Win("SW02", session.id, session.day, exercise, old, new, extra=weight)
            return


def _longer_run(session: SessionFacts, earlier: Sequence[int]) -> Iterator[Win]:
    """SW05: a minute or more longer without a break than in any run before."""
    longest = longest_run(session)
    if longest is None or len(earlier) < EARLIER_EXPOSURES or longest < max(earlier) + LONGER_BY_S:
        return
    yield Win("SW05", session.id, session.day, old=Decimal(max(earlier)), new=Decimal(longest))


def _active_weeks(session: SessionFacts, weeks: set[date]) -> Iterator[Win]:
    """SW13: enough weeks with a session among the last ones, the current week included."""
    this_week = _monday(session.day)
    for enough, of in ACTIVE_WEEKS:
        window = {this_week - timedelta(weeks=back) for back in range(of)}
        active = len(window & weeks | {this_week})
        if active >= enough:
            yield Win("SW13", session.id, session.day, new=Decimal(active), extra=Decimal(of))
            return


def _lifts(sets: Iterable[SetFacts]) -> dict[str, Best]:
    """Exercise -> its best repetitions by weight in one session."""
    lifts: dict[str, Best] = {}
    for one in sets:
        if one.reps and _is_counted(one):
            weight = one.load_kg or Decimal(0)
            best = lifts.setdefault(one.exercise, {})
            best[weight] = max(one.reps, best.get(weight, 0))
    return lifts


def _is_counted(one: SetFacts) -> bool:
    if one.kind in UNCOUNTED_KINDS:
        return False
    known = catalogue.get(one.exercise)
    return one.load_kg is not None or known is None or known.unit != "load"


def _has_reserve(one: SetFacts) -> bool:
    return one.kind != "failure" and (one.rpe is None or one.rpe <= 9)


def _hurt(session: SessionFacts) -> bool:
    return session.pain is not None and session.pain >= PAIN_EXCLUDES_FROM


def _recent[T](entries: Sequence[tuple[date, T]], day: date) -> list[T]:
    return [entry for on, entry in entries if on >= day - BASELINE]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
