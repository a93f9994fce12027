"""Writes told wins over stored ones. What the person did to a win stays for as long as it holds."""

from collections.abc import Callable, Sequence
from typing import Any

from accounts.models import User
from core.bulk import insert_new
from journal.models import SmallWin
from journal.wins_facts import Win

# Layers above put what works out their wins of a person anew here when they start: the journal imports none of it.
on_recompute: list[Callable[[User], None]] = []
FACTS = ("day", "rule", "kind", "exercise", "old", "new", "extra", "priority")
COLUMNS = tuple(field.attname for field in SmallWin._meta.concrete_fields)


def store(person: User, told: Sequence[Win], stored: Sequence[Any]) -> list[SmallWin]:
    """Deletes what no longer holds, writes what is new or different; two queries at most. The told wins as rows.

    `stored` are rows, or columns that bear their names.
    """
    before = {row.id: row for row in stored}
    rows = [_row(person, win, before.get(win.id)) for win in told]
    if stale := before.keys() - {row.pk for row in rows}:
        person.small_wins.filter(pk__in=stale).delete()
    fresh = [row for row in rows if not _equals(before.get(row.pk), row)]
    insert_new(SmallWin, [{name: getattr(row, name) for name in COLUMNS} for row in fresh], update=FACTS)
    return rows


def _row(person: User, win: Win, before: Any) -> SmallWin:
    row = SmallWin(id=win.id, person=person, session_id=win.session, **{name: getattr(win, name) for name in FACTS})
    row.is_shared = False
    if before:
        row.is_dismissed, row.is_kept = before.is_dismissed, before.is_kept
        row.is_shared = getattr(before, "is_shared", False)
    return row


def _equals(before: Any, row: SmallWin) -> bool:
    return before is not None and all(getattr(before, name) == getattr(row, name) for name in FACTS)
