"""Finds the session that another one stands beside, in a constant number of queries."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.models import User
from journal import evidence
from journal.evidence import Before, Fact, Whole
from journal.heart_rate import HeartRateZones
from journal.heart_rate_rules import zones_of
from journal.models import TrainingSession, TrainingSet
from journal.training_load import AEROBIC, RESISTANCE_ACTIVITIES
from journal.wins_facts import BASELINE, PAIN_EXCLUDES_FROM, UNCOUNTED_KINDS, SetFacts

WHOLE = ("day", "minutes", "distance_m", "rpe", "avg_hr")
SETS = ("exercise", "kind", "reps", "load_kg", "seconds", "rpe")
PAINLESS = Q(pain=None) | Q(pain__lt=PAIN_EXCLUDES_FROM)


def facts_of(person: User, session: TrainingSession, *, besides: Collection[str] = ()) -> list[Fact]:
    """At most three facts; none after pain. `besides` are exercises that another card tells of."""
    if session.pain is not None and session.pain >= PAIN_EXCLUDES_FROM:
        return []
    zones = zones_of(person, session.started_at) if session.avg_hr is not None else None
    today = _whole([getattr(session, name) for name in WHOLE], zones)
    is_by_sets = session.activity in RESISTANCE_ACTIVITIES or session.activity not in AEROBIC
    sets = TrainingSet.objects.filter(session=session).order_by("position").values_list(*SETS)
    works = evidence.works_of(_facts(sets)) if is_by_sets else {}
    if works:
        return evidence.of_exercises(today, works, _befores(person, session, works), besides)
    earlier = person.training_sessions.filter(activity=session.activity, started_at__lt=session.started_at)
    last = _last(earlier, today, session.started_at)
    is_first = last is None and not earlier.exists()
    return evidence.of_whole(today, _whole(last, zones) if last else None, is_first=is_first)


def _whole(row: Any, zones: HeartRateZones | None) -> Whole:
    day, minutes, distance_m, rpe, avg_hr = row
    return Whole(day, minutes, distance_m, rpe, zones.zone_of(avg_hr) if zones and avg_hr is not None else None)


def _facts(rows: Any) -> list[SetFacts]:
    return [SetFacts(*row) for row in rows]


def _last(earlier: QuerySet[TrainingSession], today: Whole, started_at: datetime) -> Any:
    """The newest comparable row of the last 26 weeks."""
    about = Q(minutes__range=evidence.around(today.minutes))
    if today.distance_m:
        about |= Q(distance_m__range=evidence.around(today.distance_m))
    recent = earlier.filter(PAINLESS, about, started_at__gte=started_at - BASELINE)
    return recent.order_by("-started_at", "-id").values_list(*WHOLE).first()


def _befores(person: User, session: TrainingSession, exercises: Collection[str]) -> dict[str, Before | None]:
    """Exercise -> the last session before this one in which it was done; None where that is long ago, or hurt."""
    sets = TrainingSet.objects.filter(person=person, started_at__lt=session.started_at)
    counted = sets.filter(Q(reps__gt=0) | Q(seconds__gt=0)).exclude(kind__in=UNCOUNTED_KINDS)
    since = session.started_at - BASELINE
    painless = Q(session__pain=None) | Q(session__pain__lt=PAIN_EXCLUDES_FROM)
    newest = counted.filter(exercise__in=list(exercises)).order_by().values_list("exercise")
    starts = dict(newest.annotate(newest=Max("started_at", filter=painless & Q(started_at__gte=since))))
    rows = sets.filter(painless, started_at__in={start for start in starts.values() if start}).order_by("position")
    by_start: dict[datetime, list[Any]] = {}
    for row in rows.values_list("started_at", "session__day", "session__rpe", *SETS):
        by_start.setdefault(row[0], []).append(row[1:])
    befores = {
        start: Before(found[0][0], found[0][1], evidence.works_of(_facts(row[2:] for row in found)))
        for start, found in by_start.items()
    }
    return {exercise: befores[start] if start else None for exercise, start in starts.items()}
