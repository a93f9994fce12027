"""The own export: a person's own rows, a manifest that can be checked, tables that no spreadsheet runs."""

import csv
import hashlib
import io
import json
import time
import zipfile
from decimal import Decimal
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import export
from accounts.actions import save_profile
from accounts.models import User
from accounts.tables import safe_cell
from accounts.tokens import create_token
from tests.factories import make_mood, make_session

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    """A browser in which the person signed in just now, with the password."""
    person.set_password("four calm words here")
    person.save()
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": "four calm words here"})
    return client


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def rows_of(archive: zipfile.ZipFile, kind: str) -> list[dict]:
    return [json.loads(line) for line in archive.read(f"{kind}.ndjson").splitlines()]


def test_the_zip_holds_the_person_and_nobody_else(ana: User, bo: User) -> None:
    make_mood(ana, 7, note="canary of ana")
    make_mood(bo, 2, note="canary of bo")
    archive = opened(signed_in(ana).get("/settings/data/download/"))
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "canary of ana" in everything
    assert "canary of bo" not in everything
    assert "bo@example.org" not in everything
    assert rows_of(archive, "profile")[0]["email"] == "ana@example.org"


def test_the_profile_carries_both_wishes_and_moods_keep_their_numbers(ana: User) -> None:
    save_profile(person=ana, changes={"hides_numbers": True, "motion": "less"})
    make_mood(ana, 7)
    archive = opened(signed_in(ana).get("/settings/data/download/"))
    profile = rows_of(archive, "profile")[0]
    assert (profile["hides_numbers"], profile["motion"]) == (True, "less")
    assert [row["score"] for row in rows_of(archive, "mood-ratings")] == [7]


def test_the_manifest_counts_and_sums_every_file(ana: User) -> None:
    for score in (1, 2, 3):
        make_mood(ana, score)
    archive = opened(signed_in(ana).get("/settings/data/download/"))
    manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["format"], manifest["version"]) == ("small-wins-export", 1)
    assert set(manifest["counts"]) == set(export.KINDS)
    assert manifest["counts"]["mood-ratings"] == 3
    for kind, count in manifest["counts"].items():
        content = archive.read(f"{kind}.ndjson")
        assert manifest["sha256"][f"{kind}.ndjson"] == hashlib.sha256(content).hexdigest()
        assert len(content.splitlines()) == count
    assert archive.testzip() is None


def test_rows_are_what_the_api_reads(ana: User, api) -> None:
    make_session(ana, rpe=6, note="steady")
    make_mood(ana, 7, tags=["calm"])
    archive = opened(signed_in(ana).get("/settings/data/download/"))
    for resource in ("training-sessions", "mood-ratings"):
        assert rows_of(archive, resource) == api(ana).get(f"{resource}/").data["results"]


def test_no_secret_leaves(ana: User) -> None:
    token = create_token(person=ana, name="script")
    client = signed_in(ana)
    archive = opened(client.get("/settings/data/download/"))
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for secret in (token, ana.api_tokens.get().token_hash, ana.password, client.session.session_key):
        assert secret not in everything
    assert rows_of(archive, "tokens")[0]["name"] == "script"


def test_receipts_carry_their_words(ana: User) -> None:
    archive = opened(signed_in(ana).get("/settings/data/download/"))
    receipt = next(row for row in rows_of(archive, "consents") if row["category"] == "sleep")
    assert receipt["text"][0] == "Store my sleep"


def test_the_file_is_named_by_the_day_and_kept_by_nobody(ana: User, time_machine) -> None:
    time_machine.move_to("2026-11-21T23:30:00Z")
    response = signed_in(ana).get("/settings/data/download/")
    assert response["Content-Disposition"] == 'attachment; filename="small-wins-2026-11-22.zip"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "application/zip"
    assert b"".join(response.streaming_content)


def test_questions_do_not_grow_with_rows(ana: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert b"".join(export.stream_zip(ana))
        return len(queries)

    make_mood(ana)
    make_session(ana)
    few = asked()
    for _ in range(2):
        make_mood(ana)
        make_session(ana)
    assert asked() == few


def test_it_asks_again_after_half_an_hour(ana: User, time_machine) -> None:
    client = signed_in(ana)
    time_machine.move_to(time.time() + 1801)
    response = client.get("/settings/data/download/")
    assert response["Location"] == "/accounts/reauthenticate/?next=%2Fsettings%2Fdata%2Fdownload%2F"
    wrong = client.post(response["Location"], {"password": "not this one at all"})
    assert "This is not your password." in wrong.content.decode()
    right = client.post(response["Location"], {"password": "four calm words here"})
    assert right["Location"] == "/settings/data/download/"
    assert opened(client.get("/settings/data/download/")).namelist()


def test_who_has_no_password_confirms_by_code(browse, ana: User) -> None:
    ana.set_unusable_password()
    ana.save()
    client = browse(ana)
    asked = client.get("/settings/data/download/")
    assert asked["Location"] == "/settings/confirm/?next=%2Fsettings%2Fdata%2Fdownload%2F"
    client.post(asked["Location"], {"send": "1", "next": "/settings/data/download/"})
    code = str(mail.outbox[-1].body).split("\n\n")[1].strip()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert client.post("/settings/confirm/", {"code": wrong, "next": "/settings/data/download/"}).status_code == 422
    right = client.post("/settings/confirm/", {"code": code, "next": "/settings/data/download/"})
    assert right["Location"] == "/settings/data/download/"
    assert opened(client.get("/settings/data/download/")).namelist()
    assert client.post("/settings/confirm/", {"code": code}).status_code == 422


def test_three_wrong_codes_use_the_code_up(browse, ana: User) -> None:
    client = browse(ana)
    client.post("/settings/confirm/", {"send": "1"})
    code = str(mail.outbox[-1].body).split("\n\n")[1].strip()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(3):
        client.post("/settings/confirm/", {"code": wrong})
    assert client.post("/settings/confirm/", {"code": code}).status_code == 422
    assert client.get("/settings/data/download/").status_code == 302


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+47", "'+47"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("calm", "calm"),
        (None, ""),
        (True, "true"),
        (-3, "-3"),
        (Decimal("-2.50"), "-2.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (["a", "=b"], '["a", "=b"]'),
    ],
)
def test_no_cell_is_a_formula(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_tables_open_in_a_spreadsheet(ana: User) -> None:
    make_mood(ana, 7, note='=HYPERLINK("https://evil.example")')
    archive = opened(signed_in(ana).get("/settings/data/download/"))
    content = archive.read("tables/mood-ratings.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert table[0]["note"] == '\'=HYPERLINK("https://evil.example")'
    assert table[0]["score"] == "7"
