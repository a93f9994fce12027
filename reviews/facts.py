"""Gathers the facts of many people's weeks in a constant number of queries, whatever the number of people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.models import Consent, User
from core import lookups  # noqa: F401  registers `__among`
from core.dates import Week
from journal import win_texts
from journal.load_units import Units
from journal.models import (
    Measurement,
    MoodRating,
    OwnExercise,
    PsqiSheet,
    RestDay,
    SleepDiaryEntry,
    SmallWin,
    TrainingSession,
)
from journal.wins_facts import RULES, is_own
from plans.models import PlannedSession, WeeklyTarget
from reviews import summary

QUIET = timedelta(days=28)  # after so long without any entry no review is written


class PersonWeek(NamedTuple):
    """One review to be: whose, and of the ISO week that begins on this Monday."""

    person_id: UUID
    monday: date


@dataclass(frozen=True, slots=True)
class WrittenFacts:
    """The facts of one review and which wins its sentences speak of."""

    facts: summary.Facts
    wins: list[dict[str, str]]


class WinRow(NamedTuple):
    """A small win as its sentence needs it."""

    day: date
    priority: int
    id: UUID
    rule: str
    exercise: str
    old: Decimal | None
    new: Decimal | None
    extra: Decimal | None


class Reader(NamedTuple):
    """Whose review it is, and how they read."""

    person_id: UUID
    language: str
    units: Units


type Rows = dict[tuple[UUID, date], list[Any]]


def gather(
    wanted: Collection[PersonWeek], languages: Mapping[UUID, str], units: Mapping[UUID, Units]
) -> dict[PersonWeek, WrittenFacts]:
    """The facts of each wanted week, from what its person agrees to; seven or eight queries in all."""
    if not wanted:
        return {}
    span = _Span(wanted)
    agreed = _consents(span.people)
    with_training = [person for person in span.people if "training" in agreed[person]]
    with_wellbeing = [person for person in span.people if "wellbeing" in agreed[person]]
    with_sleep = [person for person in span.people if "sleep" in agreed[person]]
    sessions = span.rows(TrainingSession.objects.all(), with_training, *summary.SessionRow._fields)
    moods = span.rows(MoodRating.objects.all(), with_wellbeing, "day", "score")
    nights = span.rows(SleepDiaryEntry.objects.all(), with_sleep, *summary.NightRow._fields, weeks=2)
    wins = span.rows(SmallWin.objects.filter(is_dismissed=False), with_training, *WinRow._fields)
    targets, tasks = _targets(span), _tasks(span, with_training)
    names = _own_names(wins)
    written = {}
    for key in span.wanted:
        told = [win for row in wins.get(key, ()) if RULES[(win := WinRow(*row)).rule].category in agreed[key.person_id]]
        reader = Reader(key.person_id, languages[key.person_id], units.get(key.person_id, Units()))
        texts, refs = _win_texts(told, reader, names)
        sessions_of = sessions.get(key, [])
        if "wellbeing" not in agreed[key.person_id]:
            sessions_of = [(*row[:6], None, None) for row in sessions_of]
        planned, done = tasks.get(key) or (_target(targets, key) if "training" in agreed[key.person_id] else 0, None)
        facts = summary.facts(
            key.monday,
            sessions_of,
            [score for _, score in moods.get(key, ())],
            nights.get(key, ()),
            texts,
            planned,
            done,
        )
        written[key] = WrittenFacts(facts, refs)
    return written


class _Span:
    """The wanted weeks as one range of days over all people, and how rows fall into them."""

    def __init__(self, wanted: Iterable[PersonWeek]) -> None:
        self.wanted = set(wanted)
        self.people = {key.person_id for key in self.wanted}
        self.first = min(key.monday for key in self.wanted)
        self.last = max(key.monday for key in self.wanted)

    def rows(self, entries: Any, people: Collection[UUID], *fields: str, weeks: int = 1) -> Rows:
        """Tuples of `fields`, the day first, by person and week; with `weeks=2` each counts for the next week too."""
        first = self.first - timedelta(weeks=weeks - 1)
        query = entries.filter(person_id__among=people, day__range=(first, self.last + timedelta(days=6)))
        found: Rows = defaultdict(list)
        mondays: dict[date, list[date]] = {}
        for record in query.order_by().values_list("person_id", *fields):
            day = record[1]
            if day not in mondays:
                mondays[day] = [Week.of(day).plus(n).monday for n in range(weeks)]
            for monday in mondays[day]:
                found[record[0], monday].append(record[1:])
        return found


def _consents(people: Collection[UUID]) -> dict[UUID, set[str]]:
    agreed: dict[UUID, set[str]] = defaultdict(set)
    rows = Consent.objects.filter(person_id__among=people, withdrawn_at=None)
    for person_id, category in rows.values_list("person_id", "category"):
        agreed[person_id].add(category)
    return agreed


def _own_names(wins: Rows) -> dict[tuple[UUID, str], str]:
    """What people called their own exercises; no query where there is none."""
    own = {person for (person, _), rows in wins.items() for row in rows if is_own(row[4])}
    if not own:
        return {}
    rows = OwnExercise.objects.filter(person_id__among=own).values_list("person_id", "slug", "name")
    return {(person_id, slug): name for person_id, slug, name in rows}


def _win_texts(
    wins: Iterable[WinRow], reader: Reader, names: dict[tuple[UUID, str], str]
) -> tuple[list[str], list[dict[str, str]]]:
    """The sentences of the most telling wins, and which wins they are."""
    ordered = sorted(wins, key=lambda win: (win.priority, win.day, win.rule, win.id))
    texts, refs = [], []
    for win in ordered[: summary.WINS_MAX]:
        name = names.get((reader.person_id, win.exercise), "")
        texts.append(win_texts.text(win, reader.language, units=reader.units, exercise_name=name))
        refs.append({"id": str(win.id), "rule": win.rule})
    return texts, refs


def _targets(span: _Span) -> dict[UUID, list[tuple[date, int]]]:
    """Each person's session targets, oldest first."""
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = WeeklyTarget.objects.filter(person_id__among=span.people, kind="sessions", starts_on__lte=span.last)
    for person_id, starts_on, target in rows.order_by("starts_on").values_list("person_id", "starts_on", "target"):
        found[person_id].append((starts_on, target))
    return found


def _target(targets: dict[UUID, list[tuple[date, int]]], key: PersonWeek) -> int:
    """The target in force in the week; 0 where there was none."""
    return next((goal for since, goal in reversed(targets.get(key.person_id, ())) if since <= key.monday), 0)


def _tasks(span: _Span, people: Collection[UUID]) -> dict[tuple[UUID, date], tuple[int, int | None]]:
    """Of weeks with a plan: its tasks, and those that are done. They stand before a target of sessions."""
    rows = span.rows(PlannedSession.objects.all(), people, "day", "state")
    done = PlannedSession.State.DONE
    return {key: (len(found), sum(state == done for _day, state in found)) for key, found in rows.items()}


def with_entries(people: Collection[UUID], monday: date) -> set[UUID]:
    """Those who recorded anything in the 28 days up to the week's Sunday; one query."""
    sunday = monday + timedelta(days=6)
    window = (sunday - QUIET + timedelta(days=1), sunday)
    recorded = Q()
    for model, day in (
        (TrainingSession, "day"),
        (MoodRating, "day"),
        (SleepDiaryEntry, "day"),
        (RestDay, "day"),
        (Measurement, "day"),
        (PsqiSheet, "taken_on"),
    ):
        recorded |= Q(Exists(model.objects.filter(person_id=OuterRef("pk"), **{f"{day}__range": window})))
    return set(User.objects.filter(recorded, pk__among=people).values_list("pk", flat=True))
