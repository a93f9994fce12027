"""How a person stands on a day, in one query: at rest, in a pause, after a report of feeling unwell, with a card."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, F, IntegerField, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast

from core.compiled import Compiled
from journal import care_cards
from journal.illness import Advice, advice_for
from journal.models import AlarmReport, Pause, RestDay, SupportCard
from journal.unfinished import newest_unfinished, told_unfinished

NO_TEXT = Value("", output_field=TextField())
NO_DAY = Value(None, output_field=DateField())
NO_COUNT = Value(None, output_field=IntegerField())
EMPTY = {"text": NO_TEXT, "first": NO_DAY, "until": NO_DAY, "so_often": NO_COUNT, "details": NO_TEXT}
"""The columns of each part of the union, after its kind and id."""


@dataclass(frozen=True, slots=True)
class PauseNow:
    """The pause that covers the day."""

    id: UUID
    reason: str
    day: date
    ended_on: date | None
    symptoms: list[str]

    @property
    def reason_words(self) -> str:
        """As the person chose it."""
        return str(Pause.Reason(self.reason).label)

    @property
    def advice(self) -> Advice:
        """What is said of training."""
        return advice_for(self.symptoms)


@dataclass(frozen=True, slots=True)
class DayState:
    """All empty on an ordinary day."""

    rested: frozenset[date] = frozenset()
    """Of the day and the one before, those on which the person chose to rest."""
    pause: PauseNow | None = None
    has_alarm: bool = False
    card: SupportCard | None = None
    unfinished: tuple[dict[str, Any], ...] = ()
    """The session form that was left last, as journal/unfinished.py tells it."""


def state_of(person: Any, day: date, agreed: Collection[str]) -> DayState:
    """One query. Cards need the consent to well-being, the rest that to training; symptoms need both."""
    rows = [Row(*row) for row in ROWS.rows(person=person.pk, day=day, before=day - timedelta(days=1))]
    cards = [_card(row) for row in rows if row.kind == "card" and "wellbeing" in agreed]
    kinds = {row.kind: row for row in rows} if "training" in agreed else {}
    pause = kinds.get("pause")
    return DayState(
        rested=frozenset(row.first for row in rows if row.kind == "rest" and row.first and kinds),
        pause=_pause(pause, "wellbeing" in agreed) if pause else None,
        has_alarm="alarm" in kinds,
        card=care_cards.shown(cards, day),  # type: ignore[arg-type]
        unfinished=_unfinished(row for row in rows if row.kind == "unfinished" and kinds),
    )


class Row(NamedTuple):
    """One row of the union."""

    kind: str
    id: UUID
    text: str
    first: date | None
    until: date | None
    so_often: int | None
    details: str


def _card(row: Row) -> SupportCard:
    """As much of the card as is shown; the query leaves out those that found nothing or are muted."""
    kept = {"due_on": row.first, "checked_on": row.first, "hidden_until": row.until, "times": row.so_often}
    return SupportCard(pk=row.id, signal=row.text, **kept)


def _pause(row: Row, may_tell_symptoms: bool) -> PauseNow:
    symptoms = json.loads(row.details) if may_tell_symptoms else []
    return PauseNow(row.id, row.text, row.first or date.min, row.until, symptoms)


def _unfinished(rows: Iterable[Row]) -> tuple[dict[str, Any], ...]:
    told = [one for row in rows for one in told_unfinished(row.id, json.loads(row.details))]
    return tuple(sorted(told, key=lambda one: one["touched_at"])[-1:])


def _part(rows: QuerySet[Any], kind: str, **known: Any) -> Any:
    columns = {"kind": Value(kind, output_field=TextField()), **EMPTY, **known}
    return rows.order_by().annotate(**columns).values_list("kind", "id", *EMPTY)


def _build(person: Any, day: Any, before: Any) -> Any:
    """The cards come first: the union takes its types from there."""
    cards = SupportCard.objects.filter(person=person, is_muted=False, checked_on__isnull=False, due_on__isnull=False)
    pauses = Pause.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), person=person, day__lte=day)
    alarms = AlarmReport.objects.filter(person=person, cleared_at=None)
    rests = RestDay.objects.filter(person=person, day__range=(before, day))
    signal, reason, symptoms, form = (Cast(name, TextField()) for name in ("signal", "reason", "symptoms", "data"))
    return _part(cards, "card", text=signal, first=F("due_on"), until=F("hidden_until"), so_often=F("times")).union(
        _part(pauses, "pause", text=reason, first=F("day"), until=F("ended_on"), details=symptoms),
        _part(alarms, "alarm"),
        _part(rests, "rest", first=F("day")),
        _part(newest_unfinished(person), "unfinished", details=form),
        all=True,
    )


ROWS = Compiled(_build, person=UUIDField(), day=DateField(), before=DateField())
