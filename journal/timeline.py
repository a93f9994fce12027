"""The entries of some days as rows to read: a constant number of queries, whatever the number of days or entries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import at_offset
from journal.body_kinds import QUIET, kinds_on
from journal.durations import night_words
from journal.measurement_words import words
from journal.models import Measurement, MoodRating, PsqiSheet, SleepDiaryEntry, TrainingSession
from journal.mood_tags import tag_name

KINDS = ("training", "mood", "sleep", "body", "rest")
SOURCES = {
    "training": (("training_sessions", "day"),),
    "mood": (("mood_ratings", "day"),),
    "sleep": (("sleep_diary", "day"), ("psqi_sheets", "taken_on")),
    "body": (("measurements", "day"),),
    "rest": (("rest_days", "day"),),
}
"""Kind -> the person's querysets and the column that holds their day."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: what it is, the rest of it, where it is corrected."""

    icon: str
    title: str
    detail: str
    href: str
    score: int | None = None
    note: str = ""


@dataclass(slots=True)
class DayRows:
    """The entries of one local day in the order of the clock."""

    day: date
    rows: list[Row] = field(default_factory=list)
    is_rest: bool = False


def days_before(person: Any, kinds: Collection[str], before: date, limit: int) -> list[date]:
    """The newest days with an entry of these kinds, before a day: one query."""
    sources = [source for kind in kinds for source in SOURCES[kind]]
    found = [
        _entries(person, name).filter(**{f"{column}__lt": before}).order_by().values_list(column)
        for name, column in sources
    ]
    days = found[0].union(*found[1:]) if len(found) > 1 else found[0].distinct()
    return [day for (day,) in days.order_by(f"-{sources[0][1]}")[:limit]]


def rows_of(person: Any, days: Sequence[date], kinds: Collection[str] = KINDS) -> list[DayRows]:
    """The entries of the days, in the order of `days`; one query for each source."""
    by_day: dict[date, list[tuple[datetime | None, Row]]] = defaultdict(list)
    rested: set[date] = set()
    for kind in kinds:
        for name, column in SOURCES[kind]:
            for entry in _entries(person, name).filter(**{f"{column}__in": list(days)}):
                if kind == "rest":
                    rested.add(entry.day)
                    continue
                when, row = READERS[type(entry)](entry, person)
                by_day[getattr(entry, column)].append((when, row))
    return [DayRows(day, _by_clock(by_day[day]), day in rested) for day in days]


def _entries(person: Any, name: str) -> Any:
    """The person's rows of one source; of measurements those that are switched on."""
    entries = getattr(person, name)
    return entries.filter(kind__in=kinds_on(person)) if name == "measurements" else entries.all()


def _by_clock(timed: list[tuple[datetime | None, Row]]) -> list[Row]:
    """Entries without an instant (a sheet, a night) first."""
    return [row for _when, row in sorted(timed, key=lambda pair: pair[0].timestamp() if pair[0] else 0)]


def _training(entry: TrainingSession, person: Any) -> tuple[datetime, Row]:
    parts = [ngettext("%(minutes)d minute", "%(minutes)d minutes", entry.minutes) % {"minutes": entry.minutes}]
    if entry.rpe is not None:
        parts.append(_("effort %(effort)d of 10") % {"effort": entry.rpe})
    title = entry.title or entry.get_activity_display()
    address = reverse("journal:session-edit", args=[entry.pk])
    return entry.started_at, Row(
        "dumbbell", title, _timed(entry.started_at, entry, parts), address, note=_short(entry.note)
    )


def _mood(entry: MoodRating, person: Any) -> tuple[datetime, Row]:
    parts = [str(tag_name(tag)) for tag in entry.tags]
    if entry.energy is not None:
        parts.append(_("energy %(value)d") % {"value": entry.energy})
    if entry.calm is not None:
        parts.append(_("calm %(value)d") % {"value": entry.calm})
    title = _("Mood %(score)d of 10") % {"score": entry.score}
    address = reverse("journal:mood-edit", args=[entry.pk])
    row = Row("smile", title, _timed(entry.rated_at, entry, parts), address, entry.score, _short(entry.note))
    return entry.rated_at, row


def _night(entry: SleepDiaryEntry, person: Any) -> tuple[None, Row]:
    parts = [] if entry.quality is None else [_("quality %(value)d of 10") % {"value": entry.quality}]
    if entry.awakenings is not None:
        woke = ngettext("woke up %(count)d time", "woke up %(count)d times", entry.awakenings)
        parts.append(woke % {"count": entry.awakenings})
    title = night_words(entry) or _("Last night's sleep")
    return None, Row(
        "bed", title, " · ".join(parts), reverse("journal:sleep-form", args=[entry.day]), note=_short(entry.note)
    )


def _sheet(entry: PsqiSheet, person: Any) -> tuple[None, Row]:
    total = _("without a total") if entry.global_score is None else _("%(total)d of 21") % {"total": entry.global_score}
    return None, Row("moon", _("Sleep, past month (PSQI)"), total, reverse("journal:psqi-detail", args=[entry.pk]))


def _measurement(entry: Measurement, person: Any) -> tuple[datetime, Row]:
    address = reverse("journal:measurement-edit", args=[entry.kind, entry.pk])
    parts = [] if entry.kind in QUIET else [words(entry, person)]
    return entry.measured_at, Row("ruler", entry.get_kind_display(), _timed(entry.measured_at, entry, parts), address)


def _timed(instant: datetime, entry: Any, parts: list[str]) -> str:
    """The clock time at entry, then the rest."""
    return " · ".join([date_format(at_offset(instant, entry.utc_offset), "H:i"), *parts])


def _short(note: str) -> str:
    return Truncator(note).chars(140)


READERS: dict[type, Any] = {
    TrainingSession: _training,
    MoodRating: _mood,
    SleepDiaryEntry: _night,
    PsqiSheet: _sheet,
    Measurement: _measurement,
}
