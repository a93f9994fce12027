"""What the signals of many people rest on, in a constant number of queries. Only categories that a person agreed to."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import Consent
from core import lookups  # noqa: F401  registers `__among`
from journal.care_questions import ASKED_WITH
from journal.care_signals import Answer, Night, Session
from journal.models import (
    CareAnswer,
    Measurement,
    MeasurementKind,
    MoodRating,
    Pause,
    PsqiSheet,
    SleepDiaryEntry,
    TrainingSession,
)
from journal.mood import Rating
from journal.pauses import Span

TRAINING_BACK = timedelta(days=77)  # ten finished weeks and the one that runs (care_signals.load_has_doubled)
MOODS_BACK = timedelta(days=66)  # ten days and eight weeks (has_dropped)
NIGHTS_BACK = QUIET = timedelta(days=60)  # five weeks are enough for the rules, 60 days for `has_entries`
SHEETS_BACK = timedelta(days=400)

type Rows = Iterator[tuple[Any, ...]]


@dataclass(slots=True)
class CareLog:
    """As much of one person's rows as a rule looks at, in the order of time."""

    categories: frozenset[str] = frozenset()
    moods: list[Rating] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    pauses: list[Span] = field(default_factory=list)
    illnesses: list[Span] = field(default_factory=list)
    nights: list[Night] = field(default_factory=list)
    sheets: list[tuple[date, int | None]] = field(default_factory=list)
    weights: list[tuple[date, Decimal]] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)

    def has_entries(self, today: date) -> bool:
        """Whether anything was recorded within 60 days that a card could come from."""
        rows = (self.moods, self.sessions, self.nights)
        newest = [kept[-1].day for kept in rows if kept] + [day for day, _ in (*self.sheets[-1:], *self.weights[-1:])]
        newest += [answer.day for answer in self.answers.values()]
        return any(today - day < QUIET for day in newest)


def gather(people: Collection[UUID], today: date) -> dict[UUID, CareLog]:
    """The logs of those who agreed to well-being, of which cards are a part: ten queries at most."""
    agreed: dict[UUID, set[str]] = {}
    for person_id, category in _consents(people):
        agreed.setdefault(person_id, set()).add(category)
    logs = {key: CareLog(frozenset(held)) for key, held in agreed.items() if Consent.Category.WELLBEING in held}
    _add_moods(logs, today - MOODS_BACK)
    _add_training(_with(logs, "training"), today - TRAINING_BACK)
    _add_sleep(_with(logs, "sleep"), today - NIGHTS_BACK, today - SHEETS_BACK)
    _add_weights(_with(logs, "body"), today - QUIET)
    _add_answers(logs)
    return logs


def _consents(people: Collection[UUID]) -> Rows:
    open_ones = Consent.objects.filter(person_id__among=people, withdrawn_at=None)
    return open_ones.values_list("person_id", "category").iterator()


def _with(logs: dict[UUID, CareLog], category: str) -> dict[UUID, CareLog]:
    return {key: log for key, log in logs.items() if category in log.categories}


def _add_moods(logs: dict[UUID, CareLog], since: date) -> None:
    rows = MoodRating.objects.filter(person_id__among=logs, day__gte=since).order_by("day", "rated_at")
    for key, day, at, offset, score in rows.values_list("person_id", "day", "rated_at", "utc_offset", "score"):
        logs[key].moods.append(Rating(day, _minute(at, offset), score))


def _minute(at: datetime, offset: int) -> int:
    """The minute of the day on the clock at entry."""
    return (at.hour * 60 + at.minute + offset) % 1440


def _add_training(logs: dict[UUID, CareLog], since: date) -> None:
    columns = ("day", "rpe", "minutes", "pain", "pain_place", "pain_changes_movement")
    rows = TrainingSession.objects.filter(person_id__among=logs, day__gte=since).order_by("day", "started_at")
    for key, *values in rows.values_list("person_id", *columns):
        logs[key].sessions.append(Session(*values))
    pauses = Pause.objects.filter(person_id__among=logs).exclude(ended_on__lt=since).order_by("day")
    for key, day, ended_on, reason in pauses.values_list("person_id", "day", "ended_on", "reason"):
        logs[key].pauses.append((day, ended_on))
        if reason == Pause.Reason.ILLNESS:
            logs[key].illnesses.append((day, ended_on))


def _add_sleep(logs: dict[UUID, CareLog], since: date, sheets_since: date) -> None:
    rows = SleepDiaryEntry.objects.filter(person_id__among=logs, day__gte=since).order_by("day")
    columns = ("person_id", "day", "total_sleep_min", "time_in_bed_min", "quality")
    for key, day, asleep, in_bed, quality in rows.values_list(*columns):
        logs[key].nights.append(Night(day, asleep, in_bed, quality))
    sheets = PsqiSheet.objects.filter(person_id__among=logs, taken_on__gte=sheets_since).order_by("taken_on")
    for key, day, score in sheets.values_list("person_id", "taken_on", "global_score"):
        logs[key].sheets.append((day, score))


def _add_weights(logs: dict[UUID, CareLog], since: date) -> None:
    weights = Measurement.objects.filter(person_id__among=logs, kind=MeasurementKind.WEIGHT, value__isnull=False)
    rows = weights.filter(day__gte=since).order_by("day")
    for key, day, kg in rows.values_list("person_id", "day", "value"):
        logs[key].weights.append((day, kg))  # type: ignore[arg-type]  # none is empty


def _add_answers(logs: dict[UUID, CareLog]) -> None:
    rows = CareAnswer.objects.filter(person_id__among=logs)
    for key, question, day, score in rows.values_list("person_id", "question", "answered_on", "score"):
        if ASKED_WITH[question] in logs[key].categories:
            logs[key].answers[question] = Answer(day, score)
