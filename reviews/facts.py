"""Gathers the facts of many people's weeks in a constant number of queries, whatever the number of people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.models import Consent, User
from core.dates import Week
from journal import catalogue, win_texts
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
from plans.models import WeeklyTarget
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


type Rows = dict[PersonWeek, list[Any]]


def gather(wanted: Collection[PersonWeek], languages: dict[UUID, str]) -> dict[PersonWeek, WrittenFacts]:
    """The facts of each wanted week, from what its person agrees to; six or seven queries in all."""
    if not wanted:
        return {}
    span = _Span(wanted)
    agreed = _consents(span.people)
    sessions = span.rows(TrainingSession, "training", agreed, *summary.SessionRow._fields)
    moods = span.rows(MoodRating, "wellbeing", agreed, "day", "score")
    nights = span.rows(SleepDiaryEntry, "sleep", agreed, *summary.NightRow._fields, weeks=2)
    wins = _wins(span, agreed)
    targets = _targets(span)
    names = _own_names(wins)
    written = {}
    for key in span.wanted:
        texts, refs = _win_texts(wins.get(key, ())[: summary.WINS_MAX], languages[key.person_id], names)
        sessions_of = sessions.get(key, [])
        if "wellbeing" not in agreed[key.person_id]:
            sessions_of = [(*row[:6], None, None) for row in sessions_of]
        facts = summary.facts(
            key.monday,
            sessions_of,
            [score for _, score in moods.get(key, ())],
            nights.get(key, ()),
            texts,
            _target(targets, key) if "training" in agreed[key.person_id] else 0,
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

    def rows(
        self, model: Any, category: str, agreed: dict[UUID, set[str]], day: str, *fields: str, weeks: int = 1
    ) -> Rows:
        """Tuples of `day` and `fields` by person and week; with `weeks=2` a row counts for the next week as well."""
        first = self.first - timedelta(weeks=weeks - 1)
        found: Rows = defaultdict(list)
        query = model.objects.filter(person_id__in=self.people, day__range=(first, self.last + timedelta(days=6)))
        for person_id, *row in query.order_by().values_list("person_id", day, *fields):
            if category not in agreed[person_id]:
                continue
            monday = row[0] - timedelta(days=row[0].weekday())
            for n in range(weeks):
                key = PersonWeek(person_id, monday + timedelta(weeks=n))
                if key in self.wanted:
                    found[key].append(tuple(row))
        return found


def _consents(people: Collection[UUID]) -> dict[UUID, set[str]]:
    agreed: dict[UUID, set[str]] = defaultdict(set)
    rows = Consent.objects.filter(person_id__in=people, withdrawn_at=None)
    for person_id, category in rows.values_list("person_id", "category"):
        agreed[person_id].add(category)
    return agreed


def _wins(span: _Span, agreed: dict[UUID, set[str]]) -> dict[PersonWeek, list[SmallWin]]:
    """The weeks' wins that were not dismissed, the most telling first."""
    found: dict[PersonWeek, list[SmallWin]] = defaultdict(list)
    wins = SmallWin.objects.filter(
        person_id__in=span.people, day__range=(span.first, span.last + timedelta(days=6)), is_dismissed=False
    )
    for win in wins.order_by("priority", "day", "id"):
        key = PersonWeek(win.person_id, Week.of(win.day).monday)
        if key in span.wanted and "training" in agreed[win.person_id]:
            found[key].append(win)
    return found


def _own_names(wins: dict[PersonWeek, list[SmallWin]]) -> dict[tuple[UUID, str], str]:
    """What people called their own exercises; no query where the catalogue has them all."""
    own = {win.person_id for rows in wins.values() for win in rows if win.exercise and not catalogue.get(win.exercise)}
    if not own:
        return {}
    rows = OwnExercise.objects.filter(person_id__in=own).values_list("person_id", "slug", "name")
    return {(person_id, slug): name for person_id, slug, name in rows}


def _win_texts(
    wins: Iterable[SmallWin], language: str, names: dict[tuple[UUID, str], str]
) -> tuple[list[str], list[dict[str, str]]]:
    texts, refs = [], []
    for win in wins:
        texts.append(win_texts.text(win, language, exercise_name=names.get((win.person_id, win.exercise), "")))
        refs.append({"id": str(win.pk), "rule": win.rule})
    return texts, refs


def _targets(span: _Span) -> dict[UUID, list[tuple[date, int]]]:
    """Each person's session targets, oldest first."""
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = WeeklyTarget.objects.filter(person_id__in=span.people, kind="sessions", starts_on__lte=span.last)
    for person_id, starts_on, target in rows.order_by("starts_on").values_list("person_id", "starts_on", "target"):
        found[person_id].append((starts_on, target))
    return found


def _target(targets: dict[UUID, list[tuple[date, int]]], key: PersonWeek) -> int:
    """The target in force in the week; 0 where there was none."""
    return next((goal for since, goal in reversed(targets.get(key.person_id, ())) if since <= key.monday), 0)


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
    return set(User.objects.filter(recorded, pk__in=people).values_list("pk", flat=True))
