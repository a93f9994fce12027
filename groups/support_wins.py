"""SW16 of encouragement: the first word of a week that a person sent or received in a group (SPEC 5.2).

A function of the rows that are there: taken back with the last one of a week, whoever deleted it or left. It needs the
consent to groups and that to training.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from core.dates import Week, monday_of
from groups.models import Encouragement, Membership
from journal.wins_facts import Win
from journal.wins_storing import store
from journal.wins_weeks import ENCOURAGEMENT

RULE = "SW16"


def support_wins(person: UUID, days: Iterable[date]) -> list[Win]:
    """One for each ISO week, on its first day with a word."""
    first: dict[date, date] = {}
    for day in days:
        first[monday_of(day)] = min(day, first.get(monday_of(day), day))
    return [Win(RULE, None, first[week], ENCOURAGEMENT, person=person) for week in sorted(first)]


def follow(people: Iterable[Any], days: Collection[date]) -> None:
    """Corrects the wins of these people for the weeks of these days: two or three short queries each."""
    if days:
        for person in sorted(set(people), key=lambda one: one.pk):
            _update(person, (Week.of(min(days)).monday, Week.of(max(days)).sunday))


def recompute(person: Any) -> None:
    """All of them anew."""
    _update(person, None)


def recall(person: Any, category: str) -> None:
    """A consent was given again: the words that are still there tell their wins."""
    if category in ("social", "training"):
        recompute(person)


def forget(person: Any, category: str) -> None:
    """The consent to groups was withdrawn: what was derived goes at once."""
    if category == "social":
        _stored(person).delete()


def evidence_of(memberships: Iterable[Membership]) -> tuple[set[Any], list[date]]:
    """Whose wins rest on the words of these memberships, and the days of these words."""
    ids = [membership.pk for membership in memberships]
    words = Encouragement.objects.filter(Q(sender__in=ids) | Q(receiver__in=ids))
    rows = list(words.select_related("sender__person", "receiver__person"))
    return {side.person for row in rows for side in (row.sender, row.receiver)}, [row.day for row in rows]


def _update(person: Any, days: tuple[date, date] | None) -> None:
    words = Encouragement.objects.filter(Q(sender__person=person) | Q(receiver__person=person))
    stored = _stored(person)
    if days:
        words, stored = words.filter(day__range=days), stored.filter(day__range=days)
    told: list[Win] = []
    if person.has_consent("social") and person.has_consent("training"):
        told = support_wins(person.pk, words.order_by().values_list("day", flat=True))
    store(person, told, list(stored))


def _stored(person: Any) -> Any:
    return person.small_wins.filter(rule=RULE, session=None)
