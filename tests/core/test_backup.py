"""One file holds the whole database, on both databases, and old mail stays where it was."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.backup import backed_up_models, label, lines, write_backup
from core.mail import enqueue
from core.models import OutboxMail
from core.restore import empty_tables
from core.sender import send_due
from tests.factories import make_person, make_session, make_token


def rows() -> dict[str, list[bytes]]:
    """Every row of every table, to the last microsecond."""
    return {label(model): list(lines(model)) for model in backed_up_models()}


def fill() -> User:
    """A person with rows of several kinds, one of them with text outside ASCII."""
    person = make_person("ana@example.org", display_name="Ana 安娜 \n ' \"")
    make_token(person)
    now = timezone.now()
    enqueue(
        kind="a", person=person, period_key="past", payload={"b": 1, "a": [None, "ä"]}, due_at=now - timedelta(hours=1)
    )
    enqueue(kind="a", person=person, period_key="future", payload={}, due_at=now + timedelta(hours=1))
    return person


@pytest.mark.django_db(transaction=True)
def test_round_trip_keeps_every_row_and_stops_old_mail(tmp_path: Path) -> None:
    fill()
    before = rows()
    call_command("backup", str(tmp_path / "all.zip"))
    with transaction.atomic():
        empty_tables()
    assert not User.objects.exists()

    call_command("restore", str(tmp_path / "all.zip"))

    assert dict(OutboxMail.objects.values_list("period_key", "state")) == {"past": "skipped", "future": "waiting"}
    OutboxMail.objects.filter(period_key="past").update(state="waiting", last_error="")
    assert rows() == before
    assert len(before["accounts.user"]) == 1
    make_token(make_person("bo@example.org"))  # automatic numbers go on after the restored ones


@pytest.mark.django_db(transaction=True)
def test_backup_of_this_database_restores_into_sqlite_by_command(tmp_path: Path) -> None:
    fill()
    OutboxMail.objects.all().delete()
    write_backup(tmp_path / "first.zip")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "VAR_DIR": str(tmp_path)}

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    restored = manage("restore", f"{tmp_path}/first.zip")
    assert restored.returncode == 0, restored.stderr
    assert manage("backup", f"{tmp_path}/second.zip").returncode == 0
    assert tables_of(tmp_path / "first.zip") == tables_of(tmp_path / "second.zip")
    again = manage("restore", f"{tmp_path}/first.zip")
    assert again.returncode == 1
    assert "only into an empty one" in again.stderr


def tables_of(path: Path) -> dict[str, dict[str, object]]:
    """The manifest's rows and checksums."""
    with zipfile.ZipFile(path) as archive:
        tables: dict[str, dict[str, object]] = json.loads(archive.read("manifest.json"))["tables"]
    return tables


@pytest.mark.django_db(transaction=True)
def test_database_with_people_is_refused(tmp_path: Path) -> None:
    fill()
    write_backup(tmp_path / "all.zip")
    before = rows()
    with pytest.raises(CommandError, match="holds people already"):
        call_command("restore", str(tmp_path / "all.zip"))
    assert rows() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("member", "content", "reason"),
    [
        ("accounts.user.jsonl", b"{}\n", "checksum of accounts.user"),
        ("manifest.json", b'{"format": 1, "migrations": ["core.0009_later"]}', "another version"),
        ("manifest.json", b'{"format": 9}', "format 9"),
        ("manifest.json", None, "no manifest"),
    ],
)
def test_damaged_or_foreign_file_changes_nothing(
    tmp_path: Path, member: str, content: bytes | None, reason: str
) -> None:
    fill()
    write_backup(tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            changed = content if name == member else good.read(name)
            if changed is not None:
                bad.writestr(name, changed)
    User.objects.all().delete()
    before = rows()
    with pytest.raises(CommandError, match=reason):
        call_command("restore", str(tmp_path / "bad.zip"))
    assert rows() == before


@pytest.mark.django_db
def test_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    write_backup(tmp_path / "all.zip")
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "all.zip"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


@pytest.mark.django_db(transaction=True)
def test_review_that_fell_due_since_the_backup_is_written_but_not_mailed(
    tmp_path: Path, mailoutbox: list[EmailMessage]
) -> None:
    person = make_person("ana@example.org", next_review_at=timezone.now() - timedelta(days=1))
    make_session(person, timezone.now() - timedelta(days=8))
    write_backup(tmp_path / "all.zip")
    with transaction.atomic():
        empty_tables()
    call_command("restore", str(tmp_path / "all.zip"))
    assert list(OutboxMail.objects.values_list("kind", "state")) == [("weekly_review", "skipped")]
    assert person.__class__.objects.get().next_review_at > timezone.now()
    send_due()
    assert mailoutbox == []
