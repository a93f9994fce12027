"""The shelf of small wins: newest first, by month, a page at a time, in the same few queries however many there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from journal import bodies
from journal.models import SmallWin
from journal.win_marks import with_shares

PAGE = 40
ORDER = ("-day", "priority", "rule", "exercise", "id")
SHOWN: Mapping[str, tuple[str | Promise, Q]] = {
    "": (pgettext_lazy("small wins", "All"), Q(is_dismissed=False)),
    "kept": (pgettext_lazy("small wins", "Kept"), Q(is_kept=True)),
    "facts": (_("Facts"), Q(is_dismissed=False, kind="fact")),
    "trends": (pgettext_lazy("small wins", "Trends"), Q(is_dismissed=False, kind="trend")),
    "aside": (_("Put aside"), Q(is_dismissed=True)),
}
"""Value of `show` -> its chip, and which wins these are."""


@dataclass(frozen=True, slots=True)
class Told:
    """A win with its sentence."""

    win: SmallWin
    text: str


@dataclass(frozen=True, slots=True)
class Month:
    """Wins of one month on this page, and how many it has in all."""

    first: date
    count: int
    wins: list[Told]


class Shelf:
    """One page of what a person chose to see."""

    def __init__(self, person: User, show: str, page: int) -> None:
        self.person, self.show, self.page = person, show if show in SHOWN else "", max(1, page)
        found = person.small_wins.filter(SHOWN[self.show][1])
        begin = (self.page - 1) * PAGE
        rows = list(with_shares(person, found).order_by(*ORDER)[begin : begin + PAGE + 1])
        self.has_more = len(rows) > PAGE
        self.months = list(self._months(rows[:PAGE]))
        self.chips = [(value, label) for value, (label, _which) in SHOWN.items()]
        self.all, self.kept = person.small_wins.filter(is_dismissed=False).aggregate(
            all=Count("id"), kept=Count("id", filter=Q(is_kept=True))
        ).values()  # fmt: skip

    def _months(self, rows: list[SmallWin]) -> Iterator[Month]:
        if not rows:
            return
        first, last = rows[-1].day.replace(day=1), rows[0].day
        of_pages = self.person.small_wins.filter(SHOWN[self.show][1], day__gte=first, day__lt=_next_month(last))
        counted = of_pages.order_by().annotate(month=TruncMonth("day")).values("month").annotate(number=Count("id"))
        numbers: dict[date, int] = dict(counted.values_list("month", "number"))
        wins: dict[date, list[Told]] = {}
        for told in told_in_words(self.person, rows):
            wins.setdefault(told.win.day.replace(day=1), []).append(told)
        yield from (Month(month, numbers[month], told) for month, told in wins.items())


def told_in_words(person: User, rows: list[SmallWin]) -> list[Told]:
    """Wins with their sentences."""
    texts: list[dict[str, Any]] = bodies.of_wins(person, rows)
    return [Told(row, body["text"]) for row, body in zip(rows, texts, strict=True)]


def wins_of_day(person: User, day: date) -> list[Told]:
    """What the page of a day says of them, best first."""
    return told_in_words(person, list(person.small_wins.filter(day=day, is_dismissed=False).order_by(*ORDER)))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
