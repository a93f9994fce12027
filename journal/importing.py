"""A journal from a file that a person sends (S19): looked at first, then stored; what becomes of each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.rates import take_write
from journal.importers.sources import TABLES, CannotRead, Source, open_upload
from journal.importers.store import Importer, Result
from journal.validation import MOOD_FIELDS, NIGHT_FIELDS, SESSION_FIELDS
from journal.validation_measurement import MEASUREMENT_FIELDS

ROWS_AT_ONCE = 10_000
BYTES_AT_ONCE = 20_000_000
FILES_A_MINUTE = 10
ROWS_NAMED = 12  # of each reason
NAMES = {
    "own-exercises": gettext_lazy("Exercises of your own"),
    "exercise-settings": gettext_lazy("Rest and bar of exercises"),
    "session-templates": gettext_lazy("Templates"),
    "training-sessions": gettext_lazy("Training sessions"),
    "mood-ratings": gettext_lazy("Moods"),
    "rest-days": gettext_lazy("Rest days"),
    "sleep-diary": gettext_lazy("Nights"),
    "sleep-weeks": gettext_lazy("Sleep of whole weeks"),
    "psqi": gettext_lazy("PSQI"),
    "measurements": gettext_lazy("Measurements"),
    "pauses": gettext_lazy("Pauses"),
    "care-answers": gettext_lazy("Answers behind support cards"),
    "wins": gettext_lazy("Small wins"),
}
COLUMNS: dict[str, Sequence[str]] = {
    "training-sessions": tuple(name for name in SESSION_FIELDS if name not in ("group", "planned_session")),
    "mood-ratings": tuple(MOOD_FIELDS),
    "rest-days": ("day",),
    "sleep-diary": tuple(NIGHT_FIELDS),
    "measurements": (
        "measured_at",
        "kind",
        "value",
        *(name for name in MEASUREMENT_FIELDS if name not in ("measured_at", "kind")),
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why some rows of a file were not taken, and which."""

    reason: str
    rows: list[int]

    @property
    def named(self) -> str:
        """`2, 5, 6`, and no more than a handful."""
        between = pgettext("between the numbers of rows", ", ")
        return between.join(map(str, self.rows[:ROWS_NAMED])) + (" …" if len(self.rows) > ROWS_NAMED else "")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    kind: Any
    new: int
    known: int
    refused: list[Refusal]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all of them; while `is_kept` is False nothing is stored."""

    is_kept: bool
    files: list[FileReport]

    @property
    def new(self) -> int:
        return sum(one.new for one in self.files)

    @property
    def known(self) -> int:
        return sum(one.known for one in self.files)

    @property
    def refused(self) -> int:
        return sum(len(refusal.rows) for one in self.files for refusal in one.refused)


def read(*, person: Any, file: UploadedFile, is_kept: bool) -> Report:
    """Stores what the file holds, or only says what storing would do; CannotRead tells the person why not."""
    if not take_write(f"import:{person.pk}", FILES_A_MINUTE):
        raise CannotRead(_("Please wait a minute before the next file."))
    if (file.size or 0) > BYTES_AT_ONCE:
        raise too_much()
    with open_upload(cast("IO[bytes]", file.file), file.name or "") as sources:
        check_length(sources)
        importer = Importer(person)
        results = importer.run(sources) if is_kept else importer.look(sources)
    return Report(is_kept, [_report(result) for result in results])


def check_length(sources: Sequence[Source]) -> None:
    """More rows than a page can wait for are the operator's."""
    count = 0
    for source in sources:
        for _row in source.rows():
            count += 1
            if count > ROWS_AT_ONCE:
                raise too_much()


def too_much() -> CannotRead:
    text = _("This is more than one page can read at once. The operator of this site can read it in for you.")
    return CannotRead(text)


def _report(result: Result) -> FileReport:
    """Equal reasons together, in the order of their first rows."""
    rows: dict[str, list[int]] = {}
    for number, reason in sorted(result.refused):
        rows.setdefault(reason, []).append(number)
    refused = [Refusal(reason, numbers) for reason, numbers in rows.items()]
    return FileReport(NAMES.get(result.resource, result.resource), result.new, result.known, refused)


def tables() -> list[tuple[str, Any, Sequence[str]]]:
    """The tables that are read: the name of the file, what it holds, its columns."""
    return [(name, NAMES[resource], COLUMNS[resource]) for name, resource in TABLES.items()]
