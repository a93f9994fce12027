"""Keeps the stored small wins equal to what the rules say of the log, whatever was added, changed or deleted.

A session after which there is none costs two short queries; anything else replays the log from the first changed day to
its end, with the same rules. Wins that a person dismissed or kept stay so for as long as they hold.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Q, QuerySet, Value

from accounts.models import User
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
    rows = [row for row in _session_rows(person, since) if row[0] != session.pk]
    if any((row[1], row[2], row[0]) > changed for row in rows):
        recompute_wins(person=person, since=since)
        own = session.wins.order_by("priority", "rule", "exercise")  # type: ignore[attr-defined]
        _carry(session, with_shares(person, own))
        return
    new = _facts((session.pk, *(getattr(session, name) for name in SESSION_COLUMNS[1:])), sets)
    recent = person.small_wins.filter(day__gte=since - COOL_DOWN, rule__in=RULES)
    stored = list(with_shares(person, recent))
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


def _session_rows(person: User, since: date | None) -> list[tuple[Any, ...]]:
    """The sessions that the wins from `since` on rest upon: 26 weeks before it, or else the last one before."""
    log = person.training_sessions.order_by()
    if since is None:
        return list(log.values_list(*SESSION_COLUMNS))
    begin = since - wins.BASELINE
    rows = list(log.since(begin).values_list(*SESSION_COLUMNS))
    if not any(row[1] < since for row in rows):
        earlier = log.filter(day__lt=begin).order_by("-day", "-started_at", "-id")
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
    baseline = TrainingSet.objects.filter(
        person=person, exercise__in={one.exercise for one in lifted}, started_at__gte=surely_within, reps__gte=1
    )
    uncounted = [row[0] for row in rows if row[5] is not None and row[5] >= wins.PAIN_EXCLUDES_FROM]
    baseline = baseline.exclude(kind__in=wins.UNCOUNTED_KINDS).exclude(session_id__in=[new.id, *uncounted])
    best: dict[str, dict[Decimal, int]] = {}
    weights = baseline.order_by().values_list("exercise", "load_kg").annotate(Max("reps"))
    for exercise, load_kg, reps in weights:
        best.setdefault(exercise, {})[load_kg or Decimal(0)] = reps
    return {one.exercise for one in lifted if _exceeds(one, best.get(one.exercise, {}))}


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
