"""The page of one person in words: a section for each stream, from the same rows that the API answers with."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.mood_bands import mood_title
from groups.access_coach import Sight
from groups.coach_member import KEYS
from groups.models import Stream
from journal.durations import hours_and_minutes
from journal.exercise_library import Library
from journal.load_units import Units
from journal.models import TrainingSet
from journal.models.training import Activity
from journal.set_cells import columns
from journal.set_effort import scale_of
from journal.set_words import told
from plans.models import Plan, PlannedSession
from plans.programmes import shipped
from plans.starting import titles_of

type Row = Mapping[str, Any]

AT_ONCE = 7
"""Lines of a section that stand open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a day, what there is to say, and more of it."""

    day: date
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One stream that is granted."""

    stream: Stream
    ends_on: date
    lines: list[Line]

    @property
    def title(self) -> Any:
        return self.stream.label

    @property
    def newest(self) -> list[Line]:
        return self.lines[:AT_ONCE]

    @property
    def earlier(self) -> list[Line]:
        return self.lines[AT_ONCE:]


def sections_of(one: Sight, body: Mapping[str, Any], plans: Sequence[Plan]) -> list[Section]:
    """In the order of the switches; effort stands beside its session where both are shown."""
    efforts = {row["session"]: row["rpe"] for row in body.get(KEYS[Stream.EFFORT], ())}
    tellers: dict[str, Callable[[Any], Iterable[Line]]] = {
        Stream.TRAINING: lambda rows: _sessions(one, rows, efforts),
        Stream.EFFORT: lambda rows: [Line(row["day"], f"RPE {row['rpe']}") for row in rows],
        Stream.WINS: lambda rows: [Line(row["day"], row["text"]) for row in rows],
        Stream.PLAN: lambda rows: _tasks(rows, plans),
        Stream.PAIN: lambda days: [Line(day, _("Pain noted")) for day in days],
        Stream.MOOD: lambda rows: [Line(row["day"], mood_title(row["score"])) for row in rows],
        Stream.SLEEP: lambda rows: [Line(row["day"], _night(row)) for row in rows],
        Stream.PSQI_TOTAL: lambda rows: [
            Line(row["taken_on"], _("Total %(global_score)s of 21") % row) for row in rows
        ],
        Stream.NOTES: lambda rows: [Line(row["day"], row["text"]) for row in rows],
    }
    hidden = {Stream.EFFORT} if one.may(Stream.TRAINING) else set()
    return [
        Section(stream, one.streams[stream], list(tellers[stream](body[KEYS[stream]])))
        for stream in Stream
        if stream in one.streams and stream not in hidden
    ]


def _sessions(one: Sight, rows: Iterable[Row], efforts: Mapping[Any, int]) -> list[Line]:
    units, library, scale = Units.of(one.coach.person), Library(one.member.person), scale_of(one.coach.person)
    lines = []
    for row in rows:
        words = [str(Activity(row["activity"]).label), _minutes(row["minutes"])]
        if row["id"] in efforts:
            words.append(f"RPE {efforts[row['id']]}")
        by_exercise: dict[str, list[TrainingSet]] = defaultdict(list)
        for values in row["sets"]:
            by_exercise[values["exercise"]].append(TrainingSet(**values))
        details = tuple(_exercise(library, name, sets, units, scale) for name, sets in by_exercise.items())
        lines.append(Line(row["day"], " · ".join(words), details))
    return lines


def _exercise(library: Library, name: str, sets: list[TrainingSet], units: Units, scale: Any) -> str:
    choice = library.get(name)
    fields = ("load_kg", "reps", "seconds", "distance_m")
    extra = tuple(field for field in fields if any(getattr(row, field) is not None for row in sets))
    shown = columns(choice.unit, choice.activity, units, has_levels=False, extra=extra)
    return f"{library.name_of(name)}: {told(sets, shown, units, scale)}"


def _minutes(minutes: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}


def _tasks(rows: Iterable[Row], plans: Sequence[Plan]) -> list[Line]:
    """Done and planned in words."""
    titles: dict[Any, dict[str, str]] = {
        plan.pk: titles_of(shipped()[plan.programme], plan.programme_week)
        for plan in plans
        if plan.programme in shipped()
    }
    states = dict(PlannedSession.State.choices)
    lines = []
    for row in rows:
        title = titles.get(row["plan"], {}).get(row["key"]) or pgettext("a task of an own programme", "A task")
        short = pgettext("of a task", "short version") if row["is_short"] else _minutes(row["planned_minutes"])
        lines.append(Line(row["day"], f"{title} · {states[row['state']]}", (short,)))
    return lines


def _night(row: Row) -> str:
    slept = row["total_sleep_min"]
    words = [] if slept is None else [_("%(time)s asleep") % {"time": hours_and_minutes(round(slept))}]
    if row["quality"] is not None:
        words.append(_("rated %(quality)s of 10") % {"quality": row["quality"]})
    return " · ".join(words) or _("Noted")


def counts_in_words(done: int, planned: int) -> str:
    """Done and planned in words, for the last four weeks."""
    if not planned:
        return _("No tasks were planned in the last four weeks.")
    told_words = ngettext(
        "%(done)s of %(planned)s planned task done in the last four weeks.",
        "%(done)s of %(planned)s planned tasks done in the last four weeks.",
        planned,
    )
    return told_words % {"done": done, "planned": planned}


def week_words(counts: Sequence[int], *, are_tasks: bool = True) -> str:
    """What the five bars say; nothing where there are none."""
    if not any(counts):
        return ""
    told_words = _("Sessions in each of the last five weeks: %(counts)s. This week is the last.")
    if are_tasks:
        told_words = _("Tasks done in each of the last five weeks: %(counts)s. This week is the last.")
    return told_words % {"counts": pgettext("list of numbers", ", ").join(str(count) for count in counts)}
