"""Keeps the stored small wins equal to what the rules say of the log, whatever was added, changed or deleted.

A session after which there is none costs two short queries; anything else replays the log from the first changed day to
its end, with the same rules. Wins that a person dismissed or kept stay so for as long as they hold.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, DateTimeField, Exists, Max, Q, QuerySet, UUIDField, Value

from accounts.models import User
from core.compiled import Compiled
from core.lookups import ManyIds
from journal import wins
from journal.models import Activity, SmallWin, TrainingSession, TrainingSet
from journal.wins import SessionFacts, SetFacts, Win

# The layer of groups puts functions here when it starts: the journal imports none of it.
shared_tests: list[Callable[[User], Exists]] = []  # of a win, whether the person shares it
on_shared: list[Callable[[User, SmallWin, bool], None]] = []

RULES = tuple(wins.PRIORITY)
COOL_DOWN = timedelta(days=max(wins.COOL_DOWN_DAYS.values()))
SESSION_COLUMNS = ("id", "day", "started_at", "minutes", "activity", "pain")
SET_COLUMNS = ("session_id", "exercise", "kind", "reps", "load_kg", "seconds", "rpe")
FACTS = ("day", "rule", "kind", "exercise", "old", "new", "extra", "priority")

type Place = tuple[date, datetime, UUID]
"""Where a session stands in the log: wins are told in this order."""


def place_of(session: TrainingSession) -> Place:
    """Local day, start and id."""
    return session.day, session.started_at, session.pk


def update_wins(*, person: User, session: TrainingSession, sets: Iterable[SetFacts], was: Place | None) -> None:
    """Corrects the wins after `session` was written; it stood at `was` before, None when it is new.

    The session carries its own wins afterwards (as if prefetched).
    """
    changed = min(place_of(session), was) if was else place_of(session)
    since = changed[0]
    rows = [row for row in _rows_before(person, since) if row[0] != session.pk]
    if any((row[1], row[2], row[0]) > changed for row in rows):
        recompute_wins(person=person, since=since)
        own = session.wins.order_by("priority", "rule", "exercise")  # type: ignore[attr-defined]
        _carry(session, with_shares(person, own))
        return
    new = _facts((session.pk, *(getattr(session, name) for name in SESSION_COLUMNS[1:])), sets)
    stored = _recent_wins(tuple(shared_tests)).rows(person=person.pk, since=since - COOL_DOWN)
    told = wins.newest(
        new, _with_best_sets(person, new, rows), [_as_win(row) for row in stored if row.session_id != session.pk]
    )
    _store(person, told, [row for row in stored if row.session_id == session.pk])
    _carry(session, _rows_of(person, told, stored))


def recompute_wins(*, person: User, since: date | None = None) -> None:
    """Replays the log from the day `since` to its end (all of it without one) and corrects what is stored."""
    first = since or date.min
    sets: dict[UUID, list[SetFacts]] = {}
    of_person = TrainingSet.objects.filter(person=person)
    if since:
        of_person = of_person.filter(started_at__gte=_instant_before(since - wins.BASELINE))
    for session_id, *values in of_person.order_by("session_id", "position").values_list(*SET_COLUMNS):
        sets.setdefault(session_id, []).append(SetFacts(*values))
    log = [_facts(row, sets.get(row[0], ())) for row in _session_rows(person, since)]
    stored = list(person.small_wins.filter(rule__in=RULES))
    told = wins.replay(log, since, [_as_win(row) for row in stored if row.day < first])
    _store(person, told, [row for row in stored if row.day >= first])


def with_shares(person: User, rows: QuerySet[SmallWin]) -> Any:
    """The wins with `is_shared`, in the same query."""
    is_shared: Any = Value(False)
    for test in shared_tests:
        is_shared = test(person) if isinstance(is_shared, Value) else is_shared | test(person)
    unannotated: Any = rows  # the model names the attribute, which the types would not have
    return unannotated.annotate(is_shared=is_shared)


@lru_cache(maxsize=4)
def _recent_wins(tests: tuple[Callable[[User], Exists], ...]) -> Compiled:
    """With whether they are shared, as `tests` (the shared tests) say."""

    def build(person: Any, since: Any) -> Any:
        return with_shares(person, SmallWin.objects.filter(person=person, day__gte=since, rule__in=RULES))

    return Compiled(build, person=UUIDField(), since=DateField())


def wins_of_sessions(person: User, session_ids: Collection[UUID]) -> list[Any]:
    """The wins of these sessions with `is_shared`, in the order in which they are told."""
    return _of_sessions(tuple(shared_tests)).rows(person=person.pk, sessions=session_ids)


@lru_cache(maxsize=4)
def _of_sessions(tests: tuple[Callable[[User], Exists], ...]) -> Compiled:
    """As `_recent_wins`, for some sessions."""

    def build(person: Any, sessions: Any) -> Any:
        wins_of = SmallWin.objects.filter(session_id__among=sessions)
        return with_shares(person, wins_of.order_by("priority", "rule", "exercise"))

    return Compiled(build, person=UUIDField(), sessions=ManyIds())


def shared_among(person: User, win_ids: list[UUID]) -> set[UUID]:
    """Which of these wins the person shared with a group."""
    if not (win_ids and shared_tests):
        return set()
    rows = with_shares(person, person.small_wins.filter(pk__in=win_ids))
    return set(rows.filter(is_shared=True).values_list("pk", flat=True))


def mark_win(*, person: User, win: SmallWin, dismissed: bool | None, shared: bool | None) -> SmallWin:
    """Puts a win away or back, and shows it to the person's groups or no more; None changes nothing."""
    if dismissed is not None and dismissed != win.is_dismissed:
        win.is_dismissed = dismissed
        win.save(update_fields=["is_dismissed"])
    if shared is not None:
        for share in on_shared:
            share(person, win, shared)
    return win


LOG_SINCE = Compiled(
    lambda person, since: TrainingSession.objects.filter(person=person, day__gte=since).values_list(*SESSION_COLUMNS),
    person=UUIDField(),
    since=DateField(),
)


def _session_rows(person: User, since: date | None) -> list[tuple[Any, ...]]:
    """The sessions that the wins from `since` on rest upon; all of them without a day."""
    if since is None:
        return list(person.training_sessions.order_by().values_list(*SESSION_COLUMNS))
    return _rows_before(person, since)


def _rows_before(person: User, since: date) -> list[tuple[Any, ...]]:
    """The sessions from 26 weeks before `since` on, or else with the last one before that."""
    begin = since - wins.BASELINE
    rows = LOG_SINCE.rows(person=person.pk, since=begin)
    if not any(row[1] < since for row in rows):
        earlier = person.training_sessions.filter(day__lt=begin).order_by("-day", "-started_at", "-id")
        rows += earlier.values_list(*SESSION_COLUMNS)[:1]
    return rows


def _with_best_sets(person: User, new: SessionFacts, rows: list[tuple[Any, ...]]) -> list[SessionFacts]:
    """Earlier sessions with the best sets of the exercises of `new` that may win; for a run, also all running ones."""
    promising = _promising(person, new, rows)
    wanted = Q(exercise__in=promising)
    if wins.longest_run(new) is not None:
        wanted |= Q(session__activity=Activity.RUNNING) | Q(exercise="jog") | Q(exercise__startswith="run_")
    elif not promising:
        return [_facts(row, ()) for row in rows]
    begin = _instant_before(new.day - wins.BASELINE)
    groups = TrainingSet.objects.filter(wanted, person=person, started_at__gte=begin).exclude(session_id=new.id)
    best: dict[UUID, list[SetFacts]] = {}
    grouped = groups.order_by().values_list("session_id", "exercise", "kind", "load_kg")
    for session_id, exercise, kind, load_kg, reps, seconds in grouped.annotate(Max("reps"), Max("seconds")):
        best.setdefault(session_id, []).append(SetFacts(exercise, kind, reps, load_kg, seconds))
    return [_facts(row, best.get(row[0], ())) for row in rows]


def _promising(person: User, new: SessionFacts, rows: list[tuple[Any, ...]]) -> set[str]:
    """The exercises that exceed the baseline in weight, or in repetitions at a weight.

    Necessary for SW01 and SW02, not sufficient: the rules decide. One row for each weight ever lifted is read
    instead of one for each set, and most sessions exceed nothing.
    """
    lifted = [one for one in new.sets if one.reps and one.kind not in wins.UNCOUNTED_KINDS]
    if not lifted:
        return set()
    surely_within = _instant_before(new.day - wins.BASELINE) + timedelta(days=3)  # in any zone
    exercises = sorted({one.exercise for one in lifted})
    uncounted = [row[0] for row in rows if row[5] is not None and row[5] >= wins.PAIN_EXCLUDES_FROM]
    slots: dict[str, Any] = {f"exercise{n}": slug for n, slug in enumerate(exercises)}
    slots |= {f"without{n}": session_id for n, session_id in enumerate([new.id, *uncounted])}
    weights = _weights(len(exercises), 1 + len(uncounted)).rows(person=person.pk, since=surely_within, **slots)
    best: dict[str, dict[Decimal, int]] = {}
    for exercise, load_kg, reps in weights:
        best.setdefault(exercise, {})[load_kg or Decimal(0)] = reps
    return {one.exercise for one in lifted if _exceeds(one, best.get(one.exercise, {}))}


@lru_cache(maxsize=256)
def _weights(exercises: int, uncounted: int) -> Compiled:
    """The most repetitions at each weight of so many exercises, without so many sessions."""

    def build(person: Any, since: Any, **slots: Any) -> QuerySet[TrainingSet, Any]:
        slugs = [slots[f"exercise{n}"] for n in range(exercises)]
        baseline = TrainingSet.objects.filter(person=person, exercise__in=slugs, started_at__gte=since, reps__gte=1)
        baseline = baseline.exclude(kind__in=wins.UNCOUNTED_KINDS)
        for n in range(uncounted):
            baseline = baseline.exclude(session=slots[f"without{n}"])
        return baseline.order_by().values_list("exercise", "load_kg").annotate(Max("reps"))

    fields: dict[str, Any] = {f"exercise{n}": CharField() for n in range(exercises)}
    fields |= {f"without{n}": UUIDField() for n in range(uncounted)}
    return Compiled(build, person=UUIDField(), since=DateTimeField(), **fields)


def _exceeds(one: SetFacts, best: dict[Decimal, int]) -> bool:
    weight = one.load_kg or Decimal(0)
    if best and weight > max(best):
        return True
    before = [reps for kilograms, reps in best.items() if abs(kilograms - weight) <= wins.SAME_WEIGHT_KG]
    return bool(before) and (one.reps or 0) > max(before)


def _facts(row: Any, sets: Iterable[SetFacts]) -> SessionFacts:
    facts: dict[str, Any] = {"sets": tuple(sets)}
    return SessionFacts(*row, **facts)


def _as_win(row: SmallWin) -> Win:
    return Win(row.rule, row.session_id, row.day, row.exercise, row.old, row.new, row.extra, row.kind)  # type: ignore[arg-type]


def _as_row(person: User, win: Win) -> SmallWin:
    return SmallWin(id=win.id, person=person, session_id=win.session, **{name: getattr(win, name) for name in FACTS})


def _rows_of(person: User, told: list[Win], stored: list[SmallWin]) -> list[SmallWin]:
    """The wins as rows, with what the person did to them before."""
    before = {row.pk: row for row in stored}
    rows = [_as_row(person, win) for win in told]
    for row in rows:
        old = before.get(row.pk, row)
        row.is_dismissed, row.is_kept, row.is_shared = old.is_dismissed, old.is_kept, getattr(old, "is_shared", False)
    return rows


def _store(person: User, told: list[Win], stored: list[SmallWin]) -> None:
    """Deletes what no longer holds, writes what is new or different; two queries at most."""
    before = {row.pk: row for row in stored}
    after = {win.id: win for win in told}
    if stale := before.keys() - after.keys():
        person.small_wins.filter(pk__in=stale).delete()
    fresh = [_as_row(person, win) for key, win in after.items() if not _equals(before.get(key), win)]
    SmallWin.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["id"], update_fields=list(FACTS), batch_size=500
    )


def _equals(row: SmallWin | None, win: Win) -> bool:
    return row is not None and all(getattr(row, name) == getattr(win, name) for name in FACTS)


def _carry(session: TrainingSession, rows: Iterable[SmallWin]) -> None:
    cache = session.__dict__.setdefault("_prefetched_objects_cache", {})
    queryset = SmallWin.objects.none()
    queryset._result_cache = list(rows)  # the way prefetch_related leaves it
    cache["wins"] = queryset


def _instant_before(day: date) -> datetime:
    """An instant before the local day anywhere on Earth."""
    return datetime.combine(day - timedelta(days=1), time(0), tzinfo=UTC)
