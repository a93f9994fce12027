"""The facts of one weekly review, computed from plain rows (api.md, `weekly-reviews`). Pure and quick.

Averages need the minimum data of SPEC 3.4 and 4.1 and are None below it, never 0. Rounded half up, from exact sums.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from journal.sleep import mid_sleep_sd

MOODS_MIN = 4
NIGHTS_MIN = 4
WINS_MAX = 3


class SessionRow(NamedTuple):
    """One training session of the week; a tuple of `values_list(*SessionRow._fields)` does as well."""

    day: date
    minutes: int
    rpe: int | None
    moderate_minutes: int
    vigorous_minutes: int
    is_resistance: bool
    emotion_before: int | None
    emotion_after: int | None


class NightRow(NamedTuple):
    """One night of the fourteen up to Sunday; minutes are those of `journal.sleep.derive`, not rounded."""

    day: date
    total_sleep_min: float | None
    time_in_bed_min: float | None
    awakenings: int | None
    mid_sleep_min: float | None


class MoodFacts(TypedDict):
    ratings: int
    mean: float | None


class EmotionFacts(TypedDict):
    rated: int
    median_change: float | None


class SleepFacts(TypedDict):
    nights: int
    mean_total_sleep_min: int | None
    mean_efficiency: float | None
    mean_awakenings: float | None
    mid_sleep_sd_min: int | None


class TrainingFacts(TypedDict):
    sessions: int
    minutes: int
    load: int
    active_days: int
    moderate_minutes: int
    vigorous_minutes: int
    moderate_equivalent_minutes: int
    resistance_days: int


class Facts(TrainingFacts):
    """`facts` of a weekly review, in the shape of api.md."""

    week_start: str
    tasks_planned: int
    tasks_done: int
    wins: list[str]
    mood: MoodFacts
    emotion: EmotionFacts
    sleep: SleepFacts


type SessionLike = SessionRow | tuple[date, int, int | None, int, int, bool, int | None, int | None]
type NightLike = NightRow | tuple[date, float | None, float | None, int | None, float | None]


def facts(
    week_start: date,
    sessions: Iterable[SessionLike],
    moods: Sequence[int],
    nights_of_14: Iterable[NightLike],
    wins: Sequence[str] = (),
    tasks_planned: int = 0,
    tasks_done: int | None = None,
) -> Facts:
    """The facts of the ISO week that begins on the Monday `week_start`.

    `sessions` and `moods` (scores 0-10) are those of the week, `nights_of_14` the nights of the fourteen days up to
    Sunday, `wins` finished sentences, best first. Without `tasks_done` a session does a task, up to those planned.
    """
    training, changes = _training(sessions)
    done = min(training["sessions"], tasks_planned) if tasks_done is None else tasks_done
    return {
        "week_start": week_start.isoformat(),
        **training,
        "tasks_planned": tasks_planned,
        "tasks_done": done,
        "wins": list(wins[:WINS_MAX]),
        "mood": {"ratings": len(moods), "mean": _mean(moods, MOODS_MIN)},
        "emotion": {"rated": len(changes), "median_change": _median(changes)},
        "sleep": _sleep(week_start, nights_of_14),
    }


def _training(sessions: Iterable[SessionLike]) -> tuple[TrainingFacts, list[int]]:
    """The training figures, and the change of emotion in each session with both ratings."""
    count = minutes = load = moderate = vigorous = 0
    active: set[date] = set()
    resistance: set[date] = set()
    changes: list[int] = []
    for day, length, rpe, moderate_part, vigorous_part, is_resistance, before, after in sessions:
        count += 1
        minutes += length
        moderate += moderate_part
        vigorous += vigorous_part
        active.add(day)
        if rpe is not None:
            load += rpe * length
        if is_resistance:
            resistance.add(day)
        if before is not None and after is not None:
            changes.append(after - before)
    figures: TrainingFacts = {
        "sessions": count,
        "minutes": minutes,
        "load": load,
        "active_days": len(active),
        "moderate_minutes": moderate,
        "vigorous_minutes": vigorous,
        "moderate_equivalent_minutes": moderate + 2 * vigorous,
        "resistance_days": len(resistance),
    }
    return figures, changes


def _sleep(week_start: date, nights_of_14: Iterable[NightLike]) -> SleepFacts:
    nights = 0
    totals: list[float] = []
    efficiencies: list[float] = []
    awakenings: list[int] = []
    middles: list[float] = []
    for day, total, in_bed, woke, middle in nights_of_14:
        if middle is not None:
            middles.append(middle)
        if day < week_start:
            continue
        nights += 1
        if woke is not None:
            awakenings.append(woke)
        if total is not None:
            totals.append(total)
            if in_bed:
                efficiencies.append(100 * total / in_bed)
    mean_total = _mean(totals, NIGHTS_MIN, 1)
    spread = mid_sleep_sd(middles)
    return {
        "nights": nights,
        "mean_total_sleep_min": None if mean_total is None else int(mean_total),
        "mean_efficiency": _mean(efficiencies, NIGHTS_MIN),
        "mean_awakenings": _mean(awakenings, NIGHTS_MIN),
        "mid_sleep_sd_min": None if spread is None else int(spread + 0.5),
    }


def _mean(values: Sequence[float], minimum: int, scale: int = 10) -> float | None:
    """The mean of values from 0 up to 1 / `scale`, half up; None with fewer values than `minimum`.

    The small term lifts a half that binary fractions put just below; sums of whole or half numbers are exact.
    """
    count = len(values)
    return None if count < minimum else int(sum(values) * scale / count + 0.5 + 1e-9) / scale


def _median(changes: list[int]) -> float | None:
    """The median, whole where it is whole; None of nothing."""
    if not changes:
        return None
    changes.sort()
    twice = changes[len(changes) // 2] + changes[(len(changes) - 1) // 2]
    return twice / 2 if twice % 2 else twice // 2
