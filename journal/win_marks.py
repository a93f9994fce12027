"""What a person does to a small win: keeps it, puts it away, shares it. A recomputed win keeps its marks."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, QuerySet, UUIDField, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.compiled import Compiled
from core.lookups import Ids
from journal.models import SmallWin
from journal.wins_facts import TRAINING_FACTS

# The layer of groups puts functions here when it starts: the journal imports none of it.
shared_tests: list[Callable[[User], Exists]] = []  # of a win, whether the person shares it
on_shared: list[Callable[[User, SmallWin, bool], None]] = []


def with_shares(person: User, rows: QuerySet[SmallWin]) -> Any:
    """The wins with `is_shared`, in the same query."""
    is_shared: Any = Value(False)
    for test in shared_tests:
        is_shared = test(person) if isinstance(is_shared, Value) else is_shared | test(person)
    unannotated: Any = rows  # the model names the attribute, which the types would not have
    return unannotated.annotate(is_shared=is_shared)


def wins_of_sessions(person: User, session_ids: Collection[UUID]) -> list[Any]:
    """The wins of these sessions with `is_shared`, in the order in which they are told; one query."""
    return _of_sessions(tuple(shared_tests)).rows(person=person.pk, sessions=session_ids)


@lru_cache(maxsize=4)
def _of_sessions(tests: tuple[Callable[[User], Exists], ...]) -> Compiled:
    """Written once for the shared tests that hold."""

    def build(person: Any, sessions: Any) -> Any:
        wins_of = SmallWin.objects.filter(session_id__among=sessions)
        return with_shares(person, wins_of.order_by("priority", "rule", "exercise"))

    return Compiled(build, person=UUIDField(), sessions=Ids())


def shared_among(person: User, win_ids: list[UUID]) -> set[UUID]:
    """Which of these wins the person shared with a group."""
    if not (win_ids and shared_tests):
        return set()
    rows = with_shares(person, person.small_wins.filter(pk__in=win_ids))
    return set(rows.filter(is_shared=True).values_list("pk", flat=True))


def mark_win(
    *, person: User, win: SmallWin, dismissed: bool | None = None, kept: bool | None = None, shared: bool | None = None
) -> SmallWin:
    """Puts a win away or back, keeps it, shows it to the person's groups or no more; None changes nothing.

    A win that is put away is kept no longer, and the other way round. ValidationError for one that is no fact of
    training: it is for the person alone.
    """
    if shared and win.rule not in TRAINING_FACTS:
        raise ValidationError({"shared": [_("This small win is for you alone.")]})
    was = win.is_dismissed, win.is_kept
    if dismissed is not None:
        win.is_dismissed, win.is_kept = dismissed, win.is_kept and not dismissed
    if kept is not None:
        win.is_dismissed, win.is_kept = win.is_dismissed and not kept, kept
    if was != (win.is_dismissed, win.is_kept):
        win.save(update_fields=["is_dismissed", "is_kept"])
    if shared is not None:
        for share in on_shared:
            share(person, win, shared)
    return win
