"""Who may need a word: each rule looks at one person's own past, and says what it saw in one sentence. Pure.

A rule reads only what its person lets the coach see. Nobody is compared with anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from statistics import fmean, median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.mood_bands import mood
from groups.models import Stream

WEEK, FORTNIGHT, MONTH = timedelta(days=7), timedelta(days=14), timedelta(days=30)
FOUR_WEEKS = timedelta(days=28)
POINTS_UNDER = 20
FEWEST_PLANNED, FEWEST_PLANNED_BEFORE = 2, 4
EFFORT_UP, FEWEST_RATED = 1.5, 2
GAP = timedelta(days=10)
MOOD_DOWN, FEWEST_MOODS, FEWEST_MOODS_BEFORE = 2, 3, 7


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may need a word, in words, and the day since which it holds."""

    rule: str
    since: date
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What one coach may see of one person, as the rules need it; a stream that is not granted is empty."""

    today: date
    streams: frozenset[str] = frozenset()
    is_paused: bool = False
    nudge_asked_on: date | None = None
    tasks: Sequence[tuple[date, bool]] = ()  # day and whether it was done, of the tasks that are due
    active_days: frozenset[date] = frozenset()  # tasks done, check-ins, and what is granted: sessions, moods
    sessions: Sequence[tuple[date, int, int]] = ()  # day, minutes, RPE
    moods: Mapping[date, int] = field(default_factory=dict)


def reasons(seen: Seen) -> list[Reason]:
    """All that hold now, the oldest first; in a pause nothing is expected, and only what was asked for counts."""
    found = [asked_for_a_nudge(seen)]
    if not seen.is_paused:
        found += [fewer_than_planned(seen), harder_at_the_same_load(seen), gone_quiet(seen), lower_mood(seen)]
    return sorted((one for one in found if one), key=lambda one: (one.since, one.rule))


def asked_for_a_nudge(seen: Seen) -> Reason | None:
    """They said so themselves, within a week."""
    if seen.nudge_asked_on is None or seen.nudge_asked_on <= seen.today - WEEK:
        return None
    return Reason("nudge", seen.nudge_asked_on, _("Asked for a nudge."))


def fewer_than_planned(seen: Seen) -> Reason | None:
    """In seven days at least 20 points under their own rate of the 30 days before."""
    border = seen.today - WEEK
    recent = [(day, done) for day, done in seen.tasks if border < day <= seen.today]
    before = [done for day, done in seen.tasks if border - MONTH < day <= border]
    if len(recent) < FEWEST_PLANNED or len(before) < FEWEST_PLANNED_BEFORE:
        return None
    now, usual = _percent(done for _day, done in recent), _percent(before)
    if usual - now < POINTS_UNDER:
        return None
    told = _("%(done)s of %(planned)s tasks done in 7 days; in their 30 days before, %(usual)s %%.")
    count = sum(done for _day, done in recent)
    since = min(day for day, done in recent if not done)
    return Reason("planned", since, told % {"done": count, "planned": len(recent), "usual": round(usual)})


def harder_at_the_same_load(seen: Seen) -> Reason | None:
    """Effort up by 1.5 or more over two weeks, with no more minutes; needs both streams."""
    if not {Stream.TRAINING, Stream.EFFORT} <= seen.streams:
        return None
    border = seen.today - FORTNIGHT
    recent = [row for row in seen.sessions if border < row[0] <= seen.today]
    before = [row for row in seen.sessions if border - FORTNIGHT < row[0] <= border]
    if len(recent) < FEWEST_RATED or len(before) < FEWEST_RATED:
        return None
    effort, usual = fmean(row[2] for row in recent), fmean(row[2] for row in before)
    is_more = sum(row[1] for row in recent) > sum(row[1] for row in before)
    if effort - usual < EFFORT_UP or is_more:
        return None
    told = _("RPE %(usual)s → %(now)s in two weeks, with no more minutes.")
    return Reason("effort", min(row[0] for row in recent), told % {"usual": f"{usual:.1f}", "now": f"{effort:.1f}"})


def gone_quiet(seen: Seen) -> Reason | None:
    """Nothing for ten days after four weeks that each had something."""
    last = max(seen.active_days, default=None)
    if last is None or seen.today - last < GAP:
        return None
    weeks = {(last - day).days // 7 for day in seen.active_days if last - day < FOUR_WEEKS}
    if len(weeks) < 4:
        return None
    days = (seen.today - last).days
    told = ngettext(
        "Nothing that you can see for %(days)s day, after four regular weeks.",
        "Nothing that you can see for %(days)s days, after four regular weeks.",
        days,
    )
    return Reason("quiet", last + GAP, told % {"days": days})


def lower_mood(seen: Seen) -> Reason | None:
    """Only if granted: the median of seven days at least two points under their own 28 days before."""
    if Stream.MOOD not in seen.streams:
        return None
    border = seen.today - WEEK
    recent = {day: score for day, score in seen.moods.items() if border < day <= seen.today}
    before = [score for day, score in seen.moods.items() if border - FOUR_WEEKS < day <= border]
    if len(recent) < FEWEST_MOODS or len(before) < FEWEST_MOODS_BEFORE:
        return None
    now, usual = median(recent.values()), median(before)
    if usual - now < MOOD_DOWN:
        return None
    show = partial(mood, number="{:g}".format)
    words = {"usual": show(usual), "now": show(now)}
    told = _("Mood %(usual)s → %(now)s: middle of 7 days against their own 28 days before.")
    if words["usual"] == words["now"]:
        told = _("Mood lower than usual within “%(now)s”: middle of 7 days against their own 28 days before.")
    return Reason("mood", min(recent), told % words)


def _percent(done: Iterable[bool]) -> float:
    rows = list(done)
    return 100 * sum(rows) / len(rows)
