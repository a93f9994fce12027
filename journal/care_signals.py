"""When a support card is due: the rules of SPEC 8.1 over plain rows of one person. Pure; nothing here is stored.

`today` is the local day of the computation, and a window of so many days ends on it. Rows are in the order of time;
`values` are scores by day: of several moods a day the one nearest to 20:00 (journal/mood.py). Means are compared as
fractions, so that a value on the border is on the border.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.dates import Week
from journal.pauses import Span, is_paused, paused_weeks

PAIN_REMEMBERED_DAYS = 7
SHEETS_REMEMBERED_DAYS = ANSWERS_KEPT_DAYS = 84
IRRITABLE_REMEMBERED_DAYS = 28


class Session(NamedTuple):
    day: date
    rpe: int | None = None
    minutes: int = 0
    pain: int | None = None
    pain_place: str = ""
    pain_changes_movement: bool = False


class Answer(NamedTuple):
    """To an own question: the day, and 0-10 where it has a score."""

    day: date
    score: int | None = None


class Night(NamedTuple):
    """A night by its day of waking, in minutes; quality 0-10."""

    day: date
    total_sleep_min: float | None = None
    time_in_bed_min: float | None = None
    quality: int | None = None


def is_low(values: Mapping[date, int], today: date) -> bool:
    """G1: seven mood days or more in 14, with a mean of 3.0 or less, or five of the last seven at 2 or less."""
    last = _within(values, today, 14)
    if len(last) < 7:
        return False
    return _mean(last) <= 3 or sum(score <= 2 for score in last[-7:]) >= 5


def has_dropped(values: Mapping[date, int], today: date) -> bool:
    """G2: the mean of ten days (six or more) lies 2.5 or more below the median of the 56 days before (20 or more)."""
    last, before = _within(values, today, 10), _within(values, today - timedelta(days=10), 56)
    if len(last) < 6 or len(before) < 20:
        return False
    return _mean(last) <= Fraction(median(before)) - Fraction(5, 2)


def sleeps_badly(
    sheets: Sequence[tuple[date, int | None]], nights: Iterable[Night], today: date, *, snoring: Answer | None = None
) -> bool:
    """G4: poor sleep by two questionnaires, by the diary, or a tick. `sheets` are (day, global score)."""
    return scores_high(sheets, today) or lies_awake(nights, today) or snores(snoring, today)


def snores(answer: Answer | None, today: date) -> bool:
    """Loud snoring with pauses was ticked, at most twelve weeks ago."""
    return answer is not None and (today - answer.day).days <= ANSWERS_KEPT_DAYS


def scores_high(sheets: Sequence[tuple[date, int | None]], today: date) -> bool:
    """The two newest PSQI totals are 11 or more, the newest at most twelve weeks old; sheets without a total are no."""
    scored = sorted((day, score) for day, score in sheets if score is not None)[-2:]
    if len(scored) < 2 or (today - scored[-1][0]).days > SHEETS_REMEMBERED_DAYS:
        return False
    return min(score for _day, score in scored) >= 11


def lies_awake(nights: Iterable[Night], today: date) -> bool:
    """Ten nights of 14 or more with a mean efficiency below 75 % and a mean quality of 3 or less."""
    first = _first_of(14, today)
    known = [
        (Fraction(night.total_sleep_min) / Fraction(night.time_in_bed_min), night.quality)
        for night in nights
        if first <= night.day <= today and night.time_in_bed_min and night.total_sleep_min is not None
        if night.quality is not None
    ]
    if len(known) < 10:
        return False
    return _mean([share for share, _ in known]) < Fraction(3, 4) and _mean([quality for _, quality in known]) <= 3


def hurts(sessions: Sequence[Session], today: date) -> bool:
    """G6, in the last seven days: pain of 4 or more, pain that changes the movement, or 3 or more twice running there.

    Of two sessions running the later one lies in the seven days.
    """
    first = _first_of(PAIN_REMEMBERED_DAYS, today)
    for before, session in pairwise([None, *sessions]):
        if session is None or not first <= session.day <= today:
            continue
        if (session.pain or 0) >= 4 or session.pain_changes_movement:
            return True
        if before and _aches(before) and _aches(session) and before.pain_place == session.pain_place:
            return True
    return False


def does_too_much(
    sessions: Sequence[Session],
    values: Mapping[date, int],
    nights: Iterable[Night],
    illnesses: Collection[Span],
    pauses: Collection[Span],
    today: date,
    *,
    irritable: Answer | None = None,
) -> bool:
    """G8: two of five signs of too much; `illnesses` are the pauses by illness among all `pauses`."""
    parts = deload_parts(sessions, values, nights, (), today)
    signs = [
        trains_without_rest(sessions, today),
        trains_through(sessions, illnesses, today),
        load_has_doubled(sessions, pauses, today),
        "effort" in parts and bool(parts & {"mood", "sleep"}),
        is_hard_to_rest(irritable, today),
    ]
    return sum(signs) >= 2


def is_hard_to_rest(answer: Answer | None, today: date) -> bool:
    """7 or more of 10 to "I felt bad or irritable when I could not train", within four weeks."""
    if answer is None or answer.day < _first_of(IRRITABLE_REMEMBERED_DAYS, today):
        return False
    return (answer.score or 0) >= 7


def trains_without_rest(sessions: Iterable[Session], today: date) -> bool:
    """Fourteen days in a row or more, up to yesterday or today, each with a session of effort 5 or more."""
    hard = {session.day for session in sessions if (session.rpe or 0) >= 5}
    last = today if today in hard else today - timedelta(days=1)
    return all(last - timedelta(days=back) in hard for back in range(14))


def trains_through(sessions: Iterable[Session], illnesses: Collection[Span], today: date) -> bool:
    """Two sessions or more within 14 days while ill or with pain of 4 or more."""
    first = _first_of(14, today)
    recent = [session for session in sessions if first <= session.day <= today]
    return sum((session.pain or 0) >= 4 or is_paused(illnesses, session.day) for session in recent) >= 2


def load_has_doubled(sessions: Iterable[Session], pauses: Collection[Span], today: date) -> bool:
    """The two newest finished weeks each carry more than twice the median load of the eight weeks before them.

    Paused weeks leave the median; it needs four weeks and says nothing when it is 0.
    """
    newest = Week.of(today).previous()
    first = newest.plus(-9)
    loads = {first.plus(number).monday: 0 for number in range(10)}
    for session in sessions:
        monday = Week.of(session.day).monday
        if monday in loads:
            loads[monday] += (session.rpe or 0) * session.minutes
    last = [loads.pop(week.monday) for week in (newest, newest.previous())]
    paused = paused_weeks(pauses, first.monday, newest.sunday, today)
    usual = [load for monday, load in loads.items() if monday not in paused]
    return len(usual) >= 4 and median(usual) > 0 and min(last) > 2 * median(usual)


def deload_parts(
    sessions: Iterable[Session],
    values: Mapping[date, int],
    nights: Iterable[Night],
    pulses: Sequence[tuple[date, int]],
    today: date,
) -> frozenset[str]:
    """Which of the four signs of an easy week hold: `effort`, `mood`, `sleep`, `pulse` (resting, beats a minute).

    A mean of seven days needs four values and the four weeks before it ten; an effort needs six sessions on both sides.
    """
    qualities = {night.day: night.quality for night in nights if night.quality is not None}
    found = {
        "effort": _effort_is_up(sessions, today),
        "mood": _has_sunk(values, today),
        "sleep": _has_sunk(qualities, today),
        "pulse": _pulse_is_up(pulses, today),
    }
    return frozenset(name for name, holds in found.items() if holds)


def _effort_is_up(sessions: Iterable[Session], today: date) -> bool:
    """Median of the last six rated sessions 1.5 or more above that of the four weeks before them."""
    rated = [(session.day, session.rpe) for session in sessions if session.rpe is not None and session.day <= today]
    last = rated[-6:]
    if len(last) < 6 or last[0][0] < _first_of(28, today):
        return False
    before = [rpe for day, rpe in rated[:-6] if day >= last[0][0] - timedelta(days=28)]
    return len(before) >= 6 and median(rpe for _day, rpe in last) - median(before) >= 1.5


def _has_sunk(values: Mapping[date, int], today: date) -> bool:
    last, before = _within(values, today, 7), _within(values, today - timedelta(days=7), 28)
    if len(last) < 4 or len(before) < 10:
        return False
    return _mean(before) - _mean(last) >= Fraction(3, 2)


def _pulse_is_up(pulses: Sequence[tuple[date, int]], today: date) -> bool:
    """Seven beats or more above the median of the four weeks before, on three days running up to yesterday or today."""
    lowest: dict[date, int] = {}
    for day, beats in pulses:
        lowest[day] = min(beats, lowest.get(day, beats))
    last = today if today in lowest else today - timedelta(days=1)
    days = [last - timedelta(days=back) for back in range(3)]
    before = _within(lowest, days[-1] - timedelta(days=1), 28)
    if len(before) < 7 or not all(day in lowest for day in days):
        return False
    return all(lowest[day] - median(before) >= 7 for day in days)


def _aches(session: Session) -> bool:
    return bool(session.pain_place) and (session.pain or 0) >= 3


def _first_of(days: int, last: date) -> date:
    """The first of so many days that end on `last`."""
    return last - timedelta(days=days - 1)


def _within[Value](values: Mapping[date, Value], last: date, days: int) -> list[Value]:
    """The values of so many days that end on `last`, oldest first."""
    first = _first_of(days, last)
    return [values[day] for day in sorted(values) if first <= day <= last]


def _mean(values: Sequence[int | Fraction]) -> Fraction:
    return Fraction(sum(values)) / len(values)
