"""The own export: a zip of NDJSON, one file a kind, with a manifest; docs/export.md is its contract.

Upper layers register their kinds when they start. A kind is a function from a person to rows as the API reads them;
it should iterate in the database's own pace and ask a constant number of queries a batch.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone, translation
from rest_framework.utils.encoders import JSONEncoder

from accounts.consent_texts import text_of_receipt
from accounts.models import User
from accounts.tables import safe_cell
from core.models import OutboxMail

FORMAT = "small-wins-export"
VERSION = 1
CHUNK_ROWS = 500

type Row = dict[str, Any]
type Rows = Callable[[User], Iterable[Row]]

KINDS: dict[str, Rows] = {}


def register_kind(name: str, rows: Rows) -> None:
    """Makes a kind part of every export; `name` is that of the API's resource."""
    KINDS[name] = rows


class Drain:
    """A file that only grows, and gives away what it has."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """What was written since the last call."""
        taken, self._parts = b"".join(self._parts), []
        return taken


def export_name(person: User) -> str:
    """The file's name: what it is and the person's own day."""
    return f"small-wins-{person.today().isoformat()}.zip"


def stream_zip(person: User) -> Iterator[bytes]:
    """The zip piece by piece: NDJSON and a table for each kind, the manifest last since it counts them."""
    drain: Any = Drain()
    counts: dict[str, int] = {}
    sums: dict[str, str] = {}
    with translation.override(person.language), zipfile.ZipFile(drain, "w", zipfile.ZIP_DEFLATED) as archive:
        for kind, rows in KINDS.items():
            name = f"{kind}.ndjson"
            digest, counts[kind] = hashlib.sha256(), 0
            with archive.open(member(name), "w") as file:
                for row in rows(person):
                    line = (json.dumps(row, cls=JSONEncoder, ensure_ascii=False) + "\n").encode()
                    file.write(line)
                    digest.update(line)
                    counts[kind] += 1
                    if counts[kind] % CHUNK_ROWS == 0:
                        yield drain.take()
            sums[name] = digest.hexdigest()
            if counts[kind]:
                yield from write_table(archive, drain, kind, rows(person))
            yield drain.take()
        archive.writestr(member("manifest.json"), json.dumps(manifest(person, counts, sums), indent=1))
    yield drain.take()


def write_table(archive: zipfile.ZipFile, drain: Drain, kind: str, rows: Iterable[Row]) -> Iterator[bytes]:
    """The same rows for a spreadsheet: UTF-8 with a mark, cells that no program takes for a formula."""
    with archive.open(member(f"tables/{kind}.csv"), "w") as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text)
        columns: list[str] = []
        for number, row in enumerate(rows):
            if not columns:
                columns = list(row)
                writer.writerow(columns)
            writer.writerow([safe_cell(row.get(column)) for column in columns])
            if number % CHUNK_ROWS == 0:
                yield drain.take()
        text.detach()


def member(name: str) -> zipfile.ZipInfo:
    """A file of the zip, compressed, dated now."""
    info = zipfile.ZipInfo(name, date_time=timezone.now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def manifest(person: User, counts: dict[str, int], sums: dict[str, str]) -> Row:
    """What is inside, so that a reader can check it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": timezone.now().isoformat(timespec="seconds"),
        "time_zone": person.time_zone,
        "language": person.language,
        "counts": counts,
        "sha256": sums,
    }


# The kinds of this layer and the one below


def profile_rows(person: User) -> Iterator[Row]:
    """One row: the preferences."""
    names = [
        "email", "display_name", "time_zone", "language", "units", "birth_year", "usual_bed_time", "usual_rise_time",
        "review_weekday", "review_time", "mail_level", "has_checkin_reminders", "has_coach_digest",
        "has_grant_questions", "has_message_mails", "quiet_from",
        "quiet_until", "theme", "text_size", "motion", "hides_numbers",
        "load_unit", "set_effort", "rest_seconds", "uses_heart_rate",
        "max_heart_rate", "height_cm", "body_kinds", "pressure_scheme", "help_contact", "pushed_kinds", "date_joined",
    ]  # fmt: skip
    yield {name: getattr(person, name) for name in names}


def consent_rows(person: User) -> Iterator[Row]:
    """Every receipt with the words that were shown."""
    for receipt in person.consents.order_by("given_at"):
        yield {
            "id": receipt.pk,
            "category": receipt.category,
            "text_version": receipt.text_version,
            "language": receipt.language,
            "given_at": receipt.given_at,
            "withdrawn_at": receipt.withdrawn_at,
            "text": text_of_receipt(receipt.category, receipt.text_version, receipt.language),
        }


def token_rows(person: User) -> Iterator[Any]:
    """Tokens without their secret."""
    yield from person.api_tokens.order_by("created_at").values(
        "id", "name", "scopes", "expires_at", "last_used_on", "created_at"
    )


def reminder_rows(person: User) -> Iterator[Any]:
    """Which reminders the person chose, and when."""
    yield from person.reminder_settings.order_by("kind").values(
        "id", "kind", "channel", "at_time", "weekend_at", "every_weeks"
    )


def device_rows(person: User) -> Iterator[Any]:
    """The devices that may be notified, without their addresses and keys."""
    yield from person.push_devices.order_by("created_at").values("name", "created_at")


def sign_in_rows(person: User) -> Iterator[Row]:
    """Where the person signed in."""
    rows = UserSession.objects.filter(user=person).order_by("created_at")
    yield from rows.values("created_at", "last_seen_at", "ip", "user_agent")


def factor_rows(person: User) -> Iterator[Any]:
    """Which second factors there are; never their secrets."""
    rows = Authenticator.objects.filter(user=person).order_by("created_at", "pk")
    yield from rows.values("id", "type", "created_at", "last_used_at")


def mail_rows(person: User) -> Iterator[Any]:
    """Which mails went out and when; their text is not kept."""
    rows = OutboxMail.objects.filter(person=person).order_by("created_at")
    yield from rows.values("id", "kind", "period_key", "state", "due_at", "sent_at").iterator(chunk_size=CHUNK_ROWS)


register_kind("profile", profile_rows)
register_kind("consents", consent_rows)
register_kind("tokens", token_rows)
register_kind("reminders", reminder_rows)
register_kind("push-devices", device_rows)
register_kind("sign-ins", sign_in_rows)
register_kind("second-factors", factor_rows)
register_kind("mails", mail_rows)
