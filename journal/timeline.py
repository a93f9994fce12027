"""The entries of some days as rows to read: a constant number of queries, whatever the number of days or entries."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, UUIDField
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.compiled import Compiled
from core.dates import at_offset
from core.links import link
from core.mood_bands import are_hidden, mood_title
from journal.body_kinds import QUIET, kinds_on
from journal.durations import night_words
from journal.entry_search import SOURCES, Search, Source
from journal.measurement_words import words
from journal.models import Measurement, MoodRating, PsqiSheet, RestDay, SleepDiaryEntry, TrainingSession
from journal.mood_tags import tag_name

ROWS_LIMIT = 500  # of one source on one page: more a day than anybody notes


def _between(model: Any, column: str) -> Compiled:
    """A person's entries from `first` to `last`."""

    def build(person: Any, first: Any, last: Any) -> Any:
        rows = model.objects.filter(person=person, **{f"{column}__range": (first, last)})
        return rows.order_by(f"-{column}", "pk")[:ROWS_LIMIT]

    return Compiled(build, person=UUIDField(), first=DateField(), last=DateField())


MODELS = (TrainingSession, MoodRating, SleepDiaryEntry, PsqiSheet, Measurement, RestDay)
ENTRIES = {source.name: _between(model, source.column) for source, model in zip(SOURCES, MODELS, strict=True)}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: what it is, the rest of it, where it is corrected, how the API names it."""

    resource: str
    id: UUID
    icon: str
    title: str
    detail: str
    href: str
    score: int | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """Names the entry in a form."""
        return f"{self.resource}/{self.id}"


@dataclass(slots=True)
class DayRows:
    """The entries of one local day in the order of the clock, and the key of its rest day."""

    day: date
    rows: list[Row] = field(default_factory=list)
    rest_key: str = ""

    @property
    def is_rest(self) -> bool:
        """Whether the person chose to rest."""
        return bool(self.rest_key)


def days_before(search: Search, before: date, limit: int) -> list[date]:
    """The newest days with an entry that fits, before a day: one query.

    Each source gives its own newest days and stops there, by its index; the union of whole sources would be sorted for
    every page, and grow with the years. Such a union is nothing that a QuerySet can say on both databases.
    """
    statements, values = [], []
    for source in search.sources:
        rows = search.rows(source).filter(**{f"{source.column}__lt": before}).order_by(f"-{source.column}")
        days = rows.values_list(source.column).distinct()[:limit]
        with suppress(EmptyResultSet):
            statement, params = days.query.get_compiler(connection=connection).as_sql()
            statements.append(f"select * from ({statement}) as days")  # noqa: S608  the compiler's, with its slots
            values += params
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' union '.join(statements)} order by 1 desc limit %s", [*values, limit])
        return [day if isinstance(day, date) else date.fromisoformat(day) for (day,) in cursor.fetchall()]


def rows_of(search: Search, days: Sequence[date]) -> list[DayRows]:
    """The entries that fit of `days`, which are all such days between the first and the last; a query a source."""
    by_day: dict[date, list[tuple[datetime | None, Row]]] = defaultdict(list)
    rested: dict[date, str] = {}
    for source in search.sources:
        for entry in _entries(search, source, min(days), max(days)):
            if isinstance(entry, RestDay):
                rested[entry.day] = f"{source.resource}/{entry.pk}"
                continue
            when, row = READERS[type(entry)](entry, search.person)
            by_day[getattr(entry, source.column)].append((when, row))
    return [DayRows(day, _by_clock(by_day[day]), rested.get(day, "")) for day in days]


def _entries(search: Search, source: Source, first: date, last: date) -> Sequence[Any]:
    """Of one source, the newest days first; the everyday question has a statement that is written once."""
    if search.is_plain:
        rows = ENTRIES[source.name].rows(person=search.person.pk, first=first, last=last)
        kinds = kinds_on(search.person) if source.name == "measurements" else None
        return rows if kinds is None else [row for row in rows if row.kind in kinds]
    within = {f"{source.column}__range": (first, last)}
    return search.rows(source).filter(**within).order_by(f"-{source.column}", "pk")[:ROWS_LIMIT]  # type: ignore[no-any-return]


def _by_clock(timed: list[tuple[datetime | None, Row]]) -> list[Row]:
    """Entries without an instant (a sheet, a night) first."""
    return [row for _when, row in sorted(timed, key=lambda pair: pair[0].timestamp() if pair[0] else 0)]


def _training(entry: TrainingSession, person: Any) -> tuple[datetime, Row]:
    parts = [ngettext("%(minutes)d minute", "%(minutes)d minutes", entry.minutes) % {"minutes": entry.minutes}]
    if entry.rpe is not None:
        parts.append(_("effort %(effort)d of 10") % {"effort": entry.rpe})
    return entry.started_at, Row(
        "training-sessions",
        entry.pk,
        "dumbbell",
        entry.title or entry.get_activity_display(),
        _timed(entry.started_at, entry, parts),
        link("journal:session-edit", entry.pk),
        note=_short(entry.note),
    )


def _mood_title(score: int) -> str:
    if are_hidden():
        return mood_title(score)
    return _("Mood %(score)d of 10") % {"score": score}


def _mood(entry: MoodRating, person: Any) -> tuple[datetime, Row]:
    parts = [str(tag_name(tag)) for tag in entry.tags]
    if entry.energy is not None:
        parts.append(_("energy %(value)d") % {"value": entry.energy})
    if entry.calm is not None:
        parts.append(_("calm %(value)d") % {"value": entry.calm})
    return entry.rated_at, Row(
        "mood-ratings",
        entry.pk,
        "smile",
        _mood_title(entry.score),
        _timed(entry.rated_at, entry, parts),
        link("journal:mood-edit", entry.pk),
        entry.score,
        _short(entry.note),
    )


def _night(entry: SleepDiaryEntry, person: Any) -> tuple[None, Row]:
    parts = [] if entry.quality is None else [_("quality %(value)d of 10") % {"value": entry.quality}]
    if entry.awakenings is not None:
        woke = ngettext("woke up %(count)d time", "woke up %(count)d times", entry.awakenings)
        parts.append(woke % {"count": entry.awakenings})
    return None, Row(
        "sleep-diary",
        entry.pk,
        "bed",
        night_words(entry) or _("Last night's sleep"),
        " · ".join(parts),
        link("journal:sleep-form", entry.day),
        note=_short(entry.note),
    )


def _sheet(entry: PsqiSheet, person: Any) -> tuple[None, Row]:
    total = _("without a total") if entry.global_score is None else _("%(total)d of 21") % {"total": entry.global_score}
    address = link("journal:psqi-detail", entry.pk)
    return None, Row("psqi", entry.pk, "moon", _("Sleep, past month (PSQI)"), total, address)


def _measurement(entry: Measurement, person: Any) -> tuple[datetime, Row]:
    address = reverse("journal:measurement-edit", args=[entry.kind, entry.pk])
    told = _timed(entry.measured_at, entry, [] if entry.kind in QUIET else [words(entry, person)])
    return entry.measured_at, Row("measurements", entry.pk, "ruler", entry.get_kind_display(), told, address)


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
