"""The sets behind a new session's wins, read so that it costs the same after ten years as after one month.

Most sessions exceed nothing, and the last eight weeks show that: one statement says what was done in each of their
sessions. Single sets of half a year are read only of exercises for which those weeks show no better. The rules decide.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, FloatField, Max, Q, Sum, UUIDField, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import LessThanOrEqual

from accounts.models import User
from core.compiled import Compiled
from core.lookups import Ids, Words
from journal.models import Activity, TrainingSet
from journal.training_load import E1RM_REPS_MAX, E1RM_RIR_MAX
from journal.wins_endurance import longest_run
from journal.wins_facts import BASELINE, EARLIER_EXPOSURES, UNCOUNTED_KINDS, SessionFacts, SetFacts
from journal.wins_holds import LONGER_BY_S, holds, level_of
from journal.wins_reading import instant_before
from journal.wins_strength import SAME_WEIGHT_KG, WEEKS_OF_TRENDS, Lifted, bests, is_weighed

SET_COLUMNS = ("session_id", *SetFacts._fields)
CENT = Decimal("0.01")

type Done = dict[tuple[Decimal, int], tuple[int, int]]
"""Weight in kg and pose level -> most repetitions and seconds."""

# `training_load.e1rm` in the words of the database: the same operations on the same binary fractions.
_RESERVE = Case(
    When(rpe__gte=10 - E1RM_RIR_MAX, then=Value(10.0) - Cast("rpe", FloatField())),
    default=Value(0.0),
    output_field=FloatField(),
)
_REPS: Any = Cast("reps", FloatField()) + _RESERVE
_E1RM: Any = Case(
    When(
        LessThanOrEqual(_REPS, Value(float(E1RM_REPS_MAX))),
        then=Cast("load_kg", FloatField()) * Value(36.0) / (Value(37.0) - _REPS),
    ),
    output_field=FloatField(),
)

DONE_IN = Compiled(
    lambda sessions: (
        TrainingSet.objects.filter(session_id__among=sessions)
        .exclude(kind__in=UNCOUNTED_KINDS)
        .order_by()
        .values_list("session_id", "exercise", "load_kg", "pose_level")
        .annotate(Max("reps"), Max("seconds"), volume=Sum(F("load_kg") * F("reps")), e1rm=Max(_E1RM))
    ),
    sessions=Ids(),
)
"""Counted sets of some sessions, by session, exercise, weight and level."""

_RUNS = Q(session__activity=Activity.RUNNING) | Q(exercise="jog") | Q(exercise__startswith="run_")


def _best_of(wanted: Q, person: Any, begin: Any, new: Any) -> Any:
    """The most repetitions and seconds of each session at each weight and level."""
    sets = TrainingSet.objects.filter(wanted, person=person, started_at__gte=begin).exclude(session=new).order_by()
    grouped = sets.values_list("session_id", "exercise", "kind", "load_kg", "pose_level")
    return grouped.annotate(Max("reps"), Max("seconds"))


_SLOTS: Any = {"exercises": Words(), "person": UUIDField(), "begin": DateTimeField(), "new": UUIDField()}
BEST_SETS = Compiled(lambda exercises, **of: _best_of(Q(exercise__among=exercises), **of), **_SLOTS)
BEST_SETS_AND_RUNS = Compiled(lambda exercises, **of: _best_of(Q(exercise__among=exercises) | _RUNS, **of), **_SLOTS)


def all_sets(person: User, since: date | None) -> dict[UUID, list[SetFacts]]:
    """Every set from a day on, or of the whole log, by session."""
    rows = TrainingSet.objects.filter(person=person)
    if since:
        rows = rows.filter(started_at__gte=instant_before(since))
    sets: dict[UUID, list[SetFacts]] = {}
    for session_id, *values in rows.order_by("session_id", "position").values_list(*SET_COLUMNS):
        sets.setdefault(session_id, []).append(SetFacts(*values))
    return sets


def with_best_sets(
    person: User, new: SessionFacts, earlier: Sequence[SessionFacts]
) -> tuple[list[SessionFacts], dict[UUID, dict[str, Lifted]]]:
    """The earlier sessions with the sets that rules about `new` look at, and what was lifted in eight weeks."""
    lifts: dict[UUID, dict[str, Lifted]] = {}
    promising: set[str] = set()
    calm = [one for one in earlier if not one.is_hurt]
    exercises = bests(new.sets).keys() | holds(new.sets).keys()
    if exercises and len(calm) >= EARLIER_EXPOSURES:
        done, lifts = _done_lately(exercises, [one.id for one in calm if one.day >= new.day - WEEKS_OF_TRENDS])
        promising = {slug for slug in exercises if _promises(new, slug, done.get(slug, {}))}
    is_run = longest_run(new) is not None
    if not (promising or is_run):
        return list(earlier), lifts
    sets = _best_sets(person, new, promising, BEST_SETS_AND_RUNS if is_run else BEST_SETS)
    return [one._replace(sets=tuple(sets[one.id])) if one.id in sets else one for one in earlier], lifts


def _best_sets(
    person: User, new: SessionFacts, exercises: Collection[str], statement: Compiled
) -> dict[UUID, list[SetFacts]]:
    best: dict[UUID, list[SetFacts]] = {}
    for session_id, exercise, kind, load_kg, level, reps, seconds in statement.rows(
        exercises=exercises, person=person.pk, begin=instant_before(new.day - BASELINE), new=new.id
    ):
        one = SetFacts(exercise, kind, reps, load_kg, seconds, pose_level=level)
        best.setdefault(session_id, []).append(one)
    return best


def _done_lately(
    exercises: Collection[str], sessions: Sequence[UUID]
) -> tuple[dict[str, Done], dict[UUID, dict[str, Lifted]]]:
    """The best of these exercises in the sessions, and every loaded exercise of each session."""
    done: dict[str, Done] = {}
    lifts: dict[UUID, dict[str, Lifted]] = {}
    for session_id, exercise, load_kg, level, reps, seconds, volume, maximum in (
        DONE_IN.rows(sessions=sessions) if sessions else ()
    ):
        if volume:
            of_session = lifts.setdefault(session_id, {})
            before = of_session.get(exercise)
            one = Lifted(maximum, volume.quantize(CENT))
            of_session[exercise] = one if before is None else before.and_more(one)
        if exercise in exercises and is_weighed(exercise, load_kg):
            best, key = done.setdefault(exercise, {}), (load_kg or Decimal(0), level or 0)
            most, longest = best.get(key, (0, 0))
            best[key] = (max(most, reps or 0), max(longest, seconds or 0))
    return done, lifts


def _promises(new: SessionFacts, exercise: str, done: Done) -> bool:
    """Whether nothing lately shows that SW01, SW02, SW09 and SW10 have nothing to say of the exercise."""
    now = bests(new.sets).get(exercise, {})
    heaviest = max((weight for (weight, _), (reps, _) in done.items() if reps), default=None)
    if now and (heaviest is None or max(now) > heaviest):
        return True
    for weight, reps in now.items():
        before = [most for (kilograms, _), (most, _) in done.items() if abs(kilograms - weight) <= SAME_WEIGHT_KG]
        if reps > max(before, default=0):
            return True
    held = holds(new.sets).get(exercise, {})
    return bool(held) and _may_hold_more(held, level_of(new, held), done)


def _may_hold_more(held: Mapping[int, int], level: int, done: Done) -> bool:
    for at, now in held.items():
        if now >= max((seconds for (_, other), (_, seconds) in done.items() if other >= at), default=0) + LONGER_BY_S:
            return True
    return level > 1
