"""Puts a back-up of core/backup.py into an empty database, and keeps old mail from going out again."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from typing import IO, Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from core.backup import CHUNK, FORMAT, BackupError, applied_migrations, backed_up_models, columns, label
from core.models import OutboxMail

# What writes due mail rows, appended by upper apps: each is called until it returns nothing, so that all that is
# overdue is known and can be expired.
on_restore: list[Callable[[], object]] = []


def restore_backup(path: Path) -> dict[str, int]:
    """Check the whole archive first, then load it in one transaction; returns the number of rows per table."""
    if get_user_model().objects.exists():
        raise BackupError("This database holds people already; restore only into an empty one.")
    with zipfile.ZipFile(path) as archive:
        tables = checked_tables(archive)
        with transaction.atomic():
            empty_tables()
            for model in backed_up_models():
                load_table(archive, model)
            reset_sequences()
            for function in on_restore:
                while function():
                    pass
            expire_old_mail()
    ContentType.objects.clear_cache()
    return {name: table["rows"] for name, table in tables.items()}


def checked_tables(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """The manifest's tables; raises `BackupError` when the archive is damaged or of another version."""
    try:
        manifest = json.loads(archive.read("manifest.json"))
    except KeyError as error:
        raise BackupError("The file holds no manifest: it is not a back-up, or it was cut short.") from error
    if manifest["format"] != FORMAT:
        raise BackupError(f"The back-up has format {manifest['format']}; this version reads format {FORMAT}.")
    differing = sorted(set(manifest["migrations"]) ^ set(applied_migrations()))
    if differing:
        raise BackupError(f"The back-up is of another version; restore with that version, then upgrade: {differing}")
    tables: dict[str, dict[str, Any]] = manifest["tables"]
    for name, table in tables.items():
        with archive.open(f"{name}.jsonl") as member:
            if sha256_of(member) != table["sha256"]:
                raise BackupError(f"The checksum of {name} is wrong: the file is damaged.")
    return tables


def sha256_of(member: IO[bytes]) -> str:
    """The checksum of a member, read piece by piece."""
    checksum = hashlib.sha256()
    while piece := member.read(1 << 20):
        checksum.update(piece)
    return checksum.hexdigest()


def empty_tables() -> None:
    """Remove what the migrations put in; foreign keys are looked at when the transaction ends."""
    with connection.cursor() as cursor:
        for model in backed_up_models():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  our own names


def load_table(archive: zipfile.ZipFile, model: type[models.Model]) -> None:
    """Insert a table's rows as they were: no signals, no automatic dates."""
    quote = connection.ops.quote_name
    fields = columns(model)
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  our own names
    with archive.open(f"{label(model)}.jsonl") as member, connection.cursor() as cursor:
        for batch in batched(parameters(member, fields), CHUNK):
            cursor.executemany(statement, batch)


def parameters(member: Any, fields: "list[models.Field[Any, Any]]") -> Iterator[list[Any]]:
    """Each line's values as the database takes them."""
    for line in member:
        row = json.loads(line)
        values = ((field, field.to_python(row[field.attname])) for field in fields)
        yield [field.get_db_prep_save(value, connection) for field, value in values]


def reset_sequences() -> None:
    """Let automatic numbers go on after the highest that came in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), backed_up_models()):
            cursor.execute(statement)


def expire_old_mail() -> int:
    """Mail that was due by now may have gone out after the back-up was made: it is not sent again."""
    waiting = OutboxMail.objects.filter(
        state__in=[OutboxMail.State.WAITING, OutboxMail.State.SENDING], due_at__lte=timezone.now()
    )
    return waiting.update(state=OutboxMail.State.SKIPPED, lease_until=None, last_error="restored from a back-up")
