"""The weekly targets that the mails of a batch tell of: training facts alone, never steps."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from core import lookups  # noqa: F401  registers `__among`
from core.dates import monday_of
from journal.models import TrainingSession
from plans.models import WeeklyTarget
from plans.progress import MIND_BODY, WeekTotals
from plans.target_lines import LABELS, lines_of
from reviews.models import WeeklyReview

Kind = WeeklyTarget.Kind
MAILED = tuple(kind for kind in LABELS if kind != Kind.STEPS)
COUNTED = (Kind.FAMILY_SESSIONS, Kind.MIND_BODY_SESSIONS)
"""The others stand in the facts of a review."""

type Key = tuple[UUID, date]
"""Person, and the Monday of a week."""


@dataclass(frozen=True, slots=True)
class TargetsOfWeeks:
    """By person and kind, numbers with the Mondays from which on they hold, newest first; and what was counted."""

    numbers: dict[tuple[UUID, str], list[tuple[date, int]]]
    counted: dict[Key, list[tuple[str, bool]]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Collection[UUID], reviews: Iterable[WeeklyReview]) -> "TargetsOfWeeks":
        """One query, and another where somebody has a target that the facts of a review do not count."""
        numbers: dict[tuple[UUID, str], list[tuple[date, int]]] = defaultdict(list)
        told = (Kind.SESSIONS, *MAILED)
        rows = WeeklyTarget.objects.filter(person_id__among=people, kind__in=told).order_by("-starts_on")
        for person, kind, since, number in rows.values_list("person_id", "kind", "starts_on", "target"):
            numbers[person, kind].append((since, number))
        asked = {person for person, kind in numbers if kind in COUNTED}
        return cls(numbers, _counted([review for review in reviews if review.person_id in asked]))

    def number(self, person: UUID, kind: str, monday: date) -> int:
        """What holds in the week of that Monday; 0 for nothing."""
        return next((number for since, number in self.numbers.get((person, kind), ()) if since <= monday), 0)

    def sessions(self, key: Key) -> int:
        """How many sessions the week is meant to hold."""
        return self.number(key[0], Kind.SESSIONS, key[1])

    def lines(self, review: WeeklyReview) -> list[str]:
        """The targets of the review's week in words, in the language at hand."""
        person, monday = review.person_id, review.week_start
        targets = {kind: self.number(person, kind, monday) for kind in MAILED}
        known = {kind: number for kind, number in targets.items() if number}
        if not known:
            return []
        sessions = self.counted.get((person, monday), ())
        totals = WeekTotals(
            moderate_equivalent_minutes=review.facts["moderate_equivalent_minutes"],
            resistance_days=review.facts["resistance_days"],
            family_sessions=sum(with_family for _activity, with_family in sessions),
            mind_body_sessions=sum(activity in MIND_BODY for activity, _family in sessions),
        )
        told = lines_of(known, totals, None)
        return [_("%(target)s: %(done)s") % {"target": line.label, "done": line.words} for line in told]


def _counted(reviews: Collection[WeeklyReview]) -> dict[Key, list[tuple[str, bool]]]:
    """Activity and family of the sessions that such a target counts, by person and week."""
    found: dict[Key, list[tuple[str, bool]]] = defaultdict(list)
    if reviews:
        days = min(review.week_start for review in reviews), max(review.week.sunday for review in reviews)
        rows = TrainingSession.objects.filter(person_id__among={one.person_id for one in reviews}, day__range=days)
        rows = rows.filter(Q(with_family=True) | Q(activity__in=MIND_BODY))
        for person, day, activity, family in rows.values_list("person_id", "day", "activity", "with_family"):
            found[person, monday_of(day)].append((activity, family))
    return found
