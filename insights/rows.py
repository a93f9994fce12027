"""What trends, calendar and load read of a journal: one statement each, plain rows of the columns that they need.

Weeks are added up in Python: a year of daily entries is some hundred rows, and for so few, `group by` in the database
and converting its sums took three times as long as reading them (`make bench`). What a person no longer agrees to is
not read.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet, UUIDField

from core.compiled import Compiled
from insights.load_figures import Bout
from insights.trends import Session
from journal.models import MoodRating, Pause, PsqiSheet, SleepDiaryEntry, TrainingSession
from journal.mood import Rating
from journal.pauses import Span


def between(rows: Callable[[], QuerySet[Any, Any]], *columns: str, order: str = "", day: str = "day") -> Compiled:
    """The person's rows whose day lies from `first` to `last`, as tuples of `columns`."""

    def build(person: Any, first: Any, last: Any) -> QuerySet[Any, Any]:
        found = rows().filter(person=person, **{f"{day}__range": (first, last)})
        return found.order_by(*([order] if order else [])).values_list(*columns)

    return Compiled(build, person=UUIDField(), first=DateField(), last=DateField())


SESSIONS = between(
    TrainingSession.objects.all, "day", "minutes", "moderate_minutes", "vigorous_minutes", "rpe", "is_resistance",
)  # fmt: skip
BOUTS = between(
    TrainingSession.objects.all, "day", "started_at", "utc_offset", "activity", "title", "minutes", "rpe", "talk_test",
    "intensity", "moderate_minutes", "vigorous_minutes", "hr_light_min", "hr_moderate_min", "hr_vigorous_min",
    order="started_at",
)  # fmt: skip
RATINGS = between(MoodRating.objects.all, "day", "rated_at", "utc_offset", "score")
SCORES = between(MoodRating.objects.all, "day", "score")
NIGHTS = between(SleepDiaryEntry.objects.all, "day", "total_sleep_min")
SHEETS = between(
    lambda: PsqiSheet.objects.filter(global_score__isnull=False), "taken_on", "global_score", "provenance",
    order="taken_on", day="taken_on",
)  # fmt: skip
PAUSES = Compiled(
    lambda person, first, last: Pause.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=first), person=person, day__lte=last
    ).values_list("day", "ended_on"),
    person=UUIDField(),
    first=DateField(),
    last=DateField(),
)


class JournalRows:
    """One person's rows of some days, as far as they agree to keep them."""

    def __init__(self, person: Any, first: date, last: date) -> None:
        self.agreed = person.consent_categories
        self.bounds = {"person": person.pk, "first": first, "last": last}

    def sessions(self) -> list[Session]:
        """Every session, in no order."""
        return list(map(Session._make, self._rows(SESSIONS, "training")))

    def bouts(self) -> list[Bout]:
        """Every session with the grounds of its intensity, oldest first."""
        return [Bout(*row) for row in self._rows(BOUTS, "training")]

    def pauses(self) -> list[Span]:
        """Pauses that reach into these days."""
        return self._rows(PAUSES, "training")

    def ratings(self) -> list[Rating]:
        """Every mood rating with its local minute."""
        rows = self._rows(RATINGS, "wellbeing")
        return [Rating(day, (at.hour * 60 + at.minute + offset) % 1440, score) for day, at, offset, score in rows]

    def scores(self) -> list[tuple[date, int]]:
        """(Day, mood) of every rating."""
        return self._rows(SCORES, "wellbeing")

    def nights(self) -> list[tuple[date, float | None]]:
        """(Day, minutes asleep where they are known)."""
        return self._rows(NIGHTS, "sleep")

    def sheets(self) -> list[tuple[date, int, str]]:
        """(Day, PSQI total, provenance), oldest first."""
        return self._rows(SHEETS, "sleep")

    def _rows(self, statement: Compiled, category: str) -> list[Any]:
        return statement.rows(**self.bounds) if category in self.agreed else []
