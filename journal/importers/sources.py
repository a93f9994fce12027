"""Opens a folder or a zip and tells the rows of each file that holds a kind of entry. Nothing is unpacked to disk."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from accounts.export import FORMAT, VERSION

FILES_LIMIT = 5_000
UNPACKED_LIMIT = 2_000_000_000
RATIO_LIMIT = 200
RATIO_FROM = 1_000_000  # bytes: small files may be compressed as well as they like
LINE_LIMIT = 2_000_000
COPY_NUMBER = re.compile(r" ?\(\d+\)(?=\.csv$)")  # what a browser puts into the name of a second download

TABLES = {
    "training_sessions.csv": "training-sessions",
    "mood_ratings.csv": "mood-ratings",
    "rest_days.csv": "rest-days",
    "sleep_diary.csv": "sleep-diary",
    "measurements.csv": "measurements",
}
KINDS = [
    "own-exercises", "exercise-settings", "session-templates", "training-sessions", "mood-ratings", "rest-days",
    "sleep-diary", "sleep-weeks", "psqi", "measurements", "pauses", "care-answers", "wins",
]  # fmt: skip
"""In the order in which they are stored; upper layers add theirs."""
_GUARDED = re.compile(r"^'[=+\-@\t\r]")


class CannotRead(Exception):
    """The whole import is refused, for this reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet or editor shows it, and the body or why there is none."""

    number: int
    body: dict[str, Any]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of entries."""

    name: str
    resource: str
    origin: str
    """What is stored as the entry's source: `csv` or `small-wins`."""
    rows: Callable[[], Iterator[Row]]


def _reader(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


@contextmanager
def open_journal(path: Path) -> Iterator[list[Source]]:
    """The files of a folder or zip that hold entries, in the order in which they are to be stored."""
    if path.is_dir():
        files = {one.name: one for one in sorted(path.iterdir()) if one.is_file()}
        yield _sources({name: _reader(one) for name, one in files.items()})
    elif path.is_file() and zipfile.is_zipfile(path):
        with _open_zip(path) as sources:
            yield sources
    elif path.exists():
        raise CannotRead(_("%(path)s is neither a folder nor a zip.") % {"path": path})
    else:
        raise CannotRead(_("There is nothing at %(path)s.") % {"path": path})


@contextmanager
def open_upload(file: IO[bytes], name: str) -> Iterator[list[Source]]:
    """The same of a file that a browser sent: a zip, or one of the tables by its name."""
    if zipfile.is_zipfile(file):
        with _open_zip(file) as sources:
            yield sources
    else:
        file.seek(0)
        content = file.read()
        yield _sources({COPY_NUMBER.sub("", name.lower()): lambda: io.BytesIO(content)})


@contextmanager
def _open_zip(file: Path | IO[bytes]) -> Iterator[list[Source]]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield _sources({name: partial(archive.open, info) for name, info in _members(archive).items()})
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise CannotRead(_("The zip cannot be read: %(reason)s") % {"reason": error}) from error


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files by their bare name; a zip that is too large, or lies about its paths, is refused."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > FILES_LIMIT or sum(info.file_size for info in infos) > UNPACKED_LIMIT:
        raise CannotRead(_("The zip holds too much."))
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        place = PurePosixPath(info.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts:
            raise CannotRead(_("The zip holds a file outside of itself."))
        if info.file_size > RATIO_FROM and info.file_size > RATIO_LIMIT * max(info.compress_size, 1):
            raise CannotRead(_("The zip holds a file that is compressed beyond belief."))
        if "tables" not in place.parts and "__MACOSX" not in place.parts:
            members.setdefault(place.name, info)
    return members


type Opener = Callable[[], IO[bytes]]


def _sources(files: dict[str, Opener]) -> list[Source]:
    if "manifest.json" in files:
        _check_manifest(files["manifest.json"])
        named = [(f"{kind}.ndjson", kind) for kind in KINDS]
        return [
            Source(name, kind, "small-wins", partial(_ndjson, files[name])) for name, kind in named if name in files
        ]
    found = [
        Source(name, resource, "csv", partial(_table, files[name]))
        for name, resource in TABLES.items()
        if name in files
    ]
    if not found:
        raise CannotRead(
            _("There is none of these files: %(names)s.") % {"names": ", ".join([*TABLES, "manifest.json"])}
        )
    return found


def _check_manifest(opener: Opener) -> None:
    with opener() as file:
        try:
            manifest = json.loads(file.read(LINE_LIMIT))
        except ValueError:
            manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CannotRead(_("manifest.json is not that of an export of this journal."))
    version = manifest.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise CannotRead(_("The export was made by a newer version of this journal."))


def _table(opener: Opener) -> Iterator[Row]:
    """The rows of a CSV file; the header is row 1."""
    with opener() as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        number = 1
        try:
            for cells in reader:
                number += 1
                if None in cells:
                    yield Row(number, {}, _("The row has more cells than the header."))
                    continue
                yield Row(number, {name: _cell(cell) for name, cell in cells.items()})
        except (csv.Error, UnicodeDecodeError) as error:
            yield Row(
                number + 1, {}, _("The file cannot be read from here on: %(reason)s") % {"reason": _reason(error)}
            )


def _cell(cell: str | None) -> str | None:
    if not cell or not cell.strip():
        return None
    return cell[1:] if _GUARDED.match(cell) else cell


def _ndjson(opener: Opener) -> Iterator[Row]:
    """The rows of a file with one JSON object a line."""
    number = 0
    with opener() as file:
        while line := file.readline(LINE_LIMIT):
            number += 1
            if not line.strip():
                continue
            try:
                body = json.loads(line)
            except (ValueError, RecursionError):
                body = None
            problem = "" if isinstance(body, dict) else _("The line is not one JSON object.")
            yield Row(number, body if not problem else {}, problem)


def _reason(error: Exception) -> str:
    return _("it is not UTF-8.") if isinstance(error, UnicodeDecodeError) else f"{error}."
