"""Back-up of the whole database in one file, the same on SQLite and PostgreSQL, without the databases' own tools.

A zip archive: one `<app>.<model>.jsonl` per table, a row per line with its columns by name, and at the end
`manifest.json` with the migrations, the number of rows and the SHA-256 of each table. Sign-in sessions and
heartbeats are not part of it. The file is not encrypted: whoever holds it reads everything (docs/operations.md).
"""

import hashlib
import json
import os
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.duration import duration_iso_string

FORMAT = 1
LEFT_OUT = {"sessions.session", "usersessions.usersession", "core.heartbeat", "core.ratebucket"}
CHUNK = 2000


class BackupError(Exception):
    """The back-up cannot be made or used; the message says why."""


def backed_up_models() -> list[type[models.Model]]:
    """Every table of the project, in a steady order, many-to-many tables included."""
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted((model for model in kept if model._meta.label_lower not in LEFT_OUT), key=label)


def label(model: type[models.Model]) -> str:
    """The table's name inside the archive."""
    return str(model._meta.label_lower)


def columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that hold data of their own."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def write_backup(path: Path) -> dict[str, int]:
    """Write the archive at `path`, which must not exist; returns the number of rows per table."""
    if path.exists():
        raise BackupError(f"{path} exists already; a back-up never overwrites another.")
    partial = path.with_name(path.name + ".partial")
    tables: dict[str, dict[str, Any]] = {}
    try:
        with (
            open_private(partial) as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
            one_view_of_data(),
        ):
            for model in backed_up_models():
                tables[label(model)] = write_table(archive, model)
            archive.writestr("manifest.json", json.dumps(manifest(tables), indent=1))
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    return {name: table["rows"] for name, table in tables.items()}


def open_private(path: Path) -> Any:
    """A new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextmanager
def one_view_of_data() -> Iterator[None]:
    """A transaction that sees one moment of the whole database; on PostgreSQL writers go on meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    """Stream a table into the archive; returns its number of rows and checksum."""
    checksum = hashlib.sha256()
    rows = 0
    with archive.open(f"{label(model)}.jsonl", "w", force_zip64=True) as member:
        for line in lines(model):
            checksum.update(line)
            member.write(line)
            rows += 1
    return {"rows": rows, "sha256": checksum.hexdigest()}


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """A table's rows by primary key, each as one line of JSON."""
    fields = columns(model)
    names = [field.attname for field in fields]
    for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=CHUNK):
        row = dict(zip(names, values, strict=True))
        yield json.dumps(row, default=plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def plain(value: Any) -> str:
    """A value as text from which the field's `to_python` makes the same value again."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return b64encode(bytes(value)).decode()
    raise BackupError(f"No way to back up a {type(value).__name__}.")


def manifest(tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the archive says about itself."""
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "migrations": applied_migrations(),
        "tables": tables,
    }


def applied_migrations() -> list[str]:
    """Every applied migration as `app.name`, sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
