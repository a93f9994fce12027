"""What the rules of small wins read, and what they tell (SPEC 5.2). Pure.

Entries are compared with earlier ones of the same person only. Baseline: the last 26 weeks, without sessions with pain
of 4 or more. An exposure is one session with a counted entry; a new best needs three before it, else it is a start.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from statistics import median
from typing import Any, Literal, NamedTuple, Protocol
from uuid import UUID, uuid5

from core.dates import monday_of

BASELINE = timedelta(weeks=26)
EARLIER_EXPOSURES = 3
PAIN_EXCLUDES_FROM = 4
UNCOUNTED_KINDS = frozenset(["warmup", "assisted"])
"""A warm-up is no work, and of an assisted set a machine or a partner lifted a part."""
LAST = 3
"""Trends compare a median of the last three: single values are noisy (e1RM 3-5 %, effort one point)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of SPEC 5.2."""

    priority: int
    """Lower is shown first."""
    cool_down_days: int
    """So long the rule says nothing more about the same exercise."""
    kind: Literal["fact", "trend"] = "fact"
    category: str = "training"
    """The consent without which it says nothing."""
    is_training_fact: bool = True
    """Whether groups and mails may be told of it: no effort, heart rate, feeling or sleep (SPEC 8.4, 8.6)."""


RULES = {
    "SW01": Rule(1, 0),
    "SW02": Rule(2, 7),
    "SW03": Rule(3, 21, "trend"),
    "SW04": Rule(5, 14),
    "SW05": Rule(1, 0),
    "SW06": Rule(2, 21, "trend"),
    "SW07": Rule(2, 21, "trend", is_training_fact=False),
    "SW08": Rule(4, 28, "trend", is_training_fact=False),
    "SW09": Rule(1, 0),
    "SW10": Rule(4, 7),
    "SW11": Rule(3, 7),
    "SW12": Rule(0, 28),
    "SW13": Rule(3, 28),
    "SW14": Rule(3, 7),
    "SW15": Rule(4, 14, category="wellbeing", is_training_fact=False),
    "SW16": Rule(4, 7, is_training_fact=False),
    "SW17": Rule(4, 7, category="sleep", is_training_fact=False),
    "SW18": Rule(5, 28, "trend", category="wellbeing", is_training_fact=False),
    "SW19": Rule(2, 28),
}
OF_WEEKS = ("SW11", "SW14", "SW17")
"""The rules that tell at most one win of a week; those of plans are computed above this app."""
ONCE_A_WEEK = (*OF_WEEKS, "SW16")
"""Those without a session that bear the week in their id; in SW16 a word of encouragement does."""
OF_SESSIONS = tuple(name for name in RULES if name not in OF_WEEKS)
"""The rules that look at sessions; steps in SW19 and encouragement in SW16 are told without one."""
TRAINING_FACTS = frozenset(name for name, rule in RULES.items() if rule.is_training_fact)


class SetFacts(NamedTuple):
    """One set: kg, whole repetitions, seconds, set effort 5-10 (10 - repetitions in reserve), pose level 1-5."""

    exercise: str
    kind: str = "working"
    reps: int | None = None
    load_kg: Decimal | None = None
    seconds: int | None = None
    rpe: Decimal | None = None
    pose_level: int | None = None


class SessionFacts(NamedTuple):
    """One session; `day` is the local day on which it started. Efforts, pain and feelings are 0-10."""

    id: UUID
    day: date
    started_at: datetime
    minutes: int
    activity: str
    pain: int | None = None
    rpe: int | None = None
    distance_m: int | None = None
    avg_hr: int | None = None
    moderate_minutes: int = 0
    vigorous_minutes: int = 0
    is_resistance: bool = False
    with_family: bool = False
    emotion_word: str = ""
    emotion_before: int | None = None
    emotion_after: int | None = None
    confidence_next: int | None = None
    sets: tuple[SetFacts, ...] = ()

    @property
    def is_hurt(self) -> bool:
        """Pain of 4 or more: such a session earns nothing and is no baseline."""
        return self.pain is not None and self.pain >= PAIN_EXCLUDES_FROM

    @property
    def place(self) -> tuple[date, datetime, UUID]:
        """Where it stands in the log: wins are told in this order."""
        return self.day, self.started_at, self.id


@dataclass(frozen=True, slots=True)
class Win:
    """One small win of a session, or of a person's day. `old` and `new` are in the unit of the rule's text."""

    rule: str
    session: UUID | None
    day: date
    exercise: str = ""
    """A slug; the activity for SW06 to SW08, what supported for SW16, the band for SW19, else empty."""
    old: Decimal | None = None
    new: Decimal | None = None
    extra: Decimal | None = None
    """SW02: the weight in kg; SW09: the pose level before; SW13 and SW15: of how many; SW17: minutes after midnight."""
    person: UUID | None = None
    """Whose, where there is no session."""

    @property
    def id(self) -> UUID:
        """The same for the same session, rule and exercise, or week, or day, however often it is computed."""
        if self.session:
            return uuid5(self.session, f"{self.rule}:{self.exercise}")
        if self.person is None:
            raise ValueError("A win belongs to a session or to a person.")
        period = monday_of(self.day) if self.rule in ONCE_A_WEEK else self.day
        of = "" if self.rule == "SW11" else self.exercise
        return uuid5(self.person, f"{self.rule}:{of}:{period}")

    @property
    def diff(self) -> Decimal | None:
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def priority(self) -> int:
        return RULES[self.rule].priority

    @property
    def kind(self) -> str:
        return RULES[self.rule].kind


class EarlierWin(Protocol):
    """What a cool-down reads of a win: a `Win`, or a stored row of it."""

    @property
    def rule(self) -> str: ...
    @property
    def exercise(self) -> str: ...
    @property
    def day(self) -> date: ...


def is_own(exercise: str) -> bool:
    """Whether a win's exercise is the person's own, and its name with them."""
    return exercise.startswith("own_")


def since[Entry: tuple[Any, ...]](entries: Sequence[Entry], day: date) -> Sequence[Entry]:
    """The entries from a day on; each begins with its day, and they are in order."""
    return entries[bisect_left(entries, day, key=itemgetter(0)) :]


def medians_apart(
    known: Iterable[tuple[date, float]], now: float, day: date, recent: range, before: range
) -> tuple[float, float] | None:
    """The medians of the values some weeks before and of the last three, `now` included; None with fewer than three.

    `known` holds earlier values with their days, in order; the ranges say how many days ago each group lies.
    """
    ages = [((day - on).days, value) for on, value in known]
    last = [*[value for age, value in ages if age in recent][1 - LAST :], now]
    earlier = [value for age, value in ages if age in before]
    return (median(earlier), median(last)) if len(last) >= LAST and len(earlier) >= LAST else None


def medians_running(earlier: Sequence[float], now: float) -> tuple[float, float] | None:
    """The same of the last three and of all values before them."""
    before = earlier[: 1 - LAST]
    return (median(before), median([*earlier[1 - LAST :], now])) if len(before) >= LAST else None


def stored(number: float) -> Decimal:
    """As a column of two decimals keeps it."""
    return Decimal(number).quantize(Decimal("0.01"))


def at_least(number: float, border: float) -> bool:
    """Not below, where binary fractions may miss a border by a hair."""
    return number >= border - 1e-9
