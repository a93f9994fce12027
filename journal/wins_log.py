"""Keeps the stored wins of sessions equal to what the rules say of the log, whatever was added, changed or deleted.

A session after which there is none costs a few short queries; anything else replays the log from the first changed week
to its end, with the same rules.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from accounts.models import User
from core.dates import monday_of
from journal import wins
from journal.models import SmallWin, TrainingSession
from journal.win_marks import with_shares
from journal.wins_facts import OF_SESSIONS, SessionFacts, SetFacts, Win
from journal.wins_reading import (
    all_sessions,
    beside_all,
    beside_of,
    facts_of,
    reached_before,
    sessions_until,
    window_of,
)
from journal.wins_set_reading import all_sets, with_best_sets
from journal.wins_storing import store

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
    earlier = [one for one in sessions_until(person, changed[0]) if one.id != session.pk]
    if any(one.place > changed for one in earlier):
        recompute_wins(person=person, since=changed[0])
        own = session.wins.order_by("priority", "rule", "exercise")  # type: ignore[attr-defined]
        _carry(session, with_shares(person, own))
        return
    new = facts_of(session)._replace(sets=tuple(sets))
    beside, stored = beside_of(person, new.day)
    with_sets, lifts = with_best_sets(person, new, earlier)
    others = [row for row in stored if row.session_id != session.pk]
    told = _first_times(person, new, wins.newest(new, with_sets, others, beside, lifts))
    _carry(session, store(person, told, [row for row in stored if row.session_id == session.pk]))


def recompute_wins(*, person: User, since: date | None = None) -> None:
    """Replays the log from the week of `since` to its end (all of it without one) and corrects what is stored."""
    first = monday_of(since) if since else None
    log = sessions_until(person, first) if first else all_sessions(person)
    sets = all_sets(person, window_of(first) if first else None)
    stored = list(person.small_wins.filter(rule__in=OF_SESSIONS, session__isnull=False))
    told: list[Win] = []
    if log:
        history = (one._replace(sets=tuple(sets.get(one.id, ()))) for one in log)
        earlier = [row for row in stored if first and row.day < first]
        told = wins.replay(history, first, earlier, _beside(person, [one.day for one in log], first))
    store(person, told, [row for row in stored if first is None or row.day >= first])


def _beside(person: User, days: list[date], first: date | None) -> wins.Beside:
    beside = beside_all(person, min(days), max(days))
    return replace(beside, reached=reached_before(person, window_of(first))) if first else beside


def _first_times(person: User, new: SessionFacts, told: list[Win]) -> list[Win]:
    """Without a band of SW19 that was reached before the half a year which is looked at."""
    if not any(win.rule == "SW19" for win in told):
        return told
    reached = reached_before(person, window_of(new.day))
    return [win for win in told if win.rule != "SW19" or win.exercise not in reached]


def _carry(session: TrainingSession, rows: Iterable[SmallWin]) -> None:
    cache = session.__dict__.setdefault("_prefetched_objects_cache", {})
    queryset = SmallWin.objects.none()
    queryset._result_cache = list(rows)  # the way prefetch_related leaves it
    cache["wins"] = queryset
