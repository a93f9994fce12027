"""The development inbox shows what the sink caught, and does not exist in production."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client, override_settings

from core.up.ports import is_free, next_free
from core.up.sink import start_sink


@pytest.fixture
def caught(tmp_path: Path) -> Iterator[None]:
    """A mail with both bodies, sent over SMTP into a Maildir that the settings name."""
    port = next_free("127.0.0.1", 18025)
    sink = start_sink(tmp_path / "inbox", port)
    message = EmailMessage()
    message["Subject"] = "Your week 小胜"
    message["From"], message["To"] = "journal@example.org", "ana@example.org"
    message.set_content("Two sessions: https://example.org/reviews/")
    message.add_alternative("<p style='color:red'>Two sessions</p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as connection:
        connection.send_message(message)
    sink.stop()
    with override_settings(DEBUG=True, INBOX_DIR=tmp_path / "inbox", ROOT_URLCONF="tests.core.urls_with_inbox"):
        yield
    assert is_free("127.0.0.1", port)


@pytest.mark.usefixtures("caught", "db")
def test_mail_is_listed_and_shown(client: Client) -> None:
    page = client.get("/dev/inbox/")
    (mail,) = page.context["mails"]
    assert (mail.subject, mail.recipient) == ("Your week 小胜", "ana@example.org")
    assert "Your week 小胜" in page.content.decode()

    detail = client.get(f"/dev/inbox/{mail.key}/").content.decode()
    assert '<a href="https://example.org/reviews/"' in detail
    html = client.get(f"/dev/inbox/{mail.key}/html/")
    assert html.content.decode().strip() == "<p style='color:red'>Two sessions</p>"
    assert html["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.mark.usefixtures("caught", "db")
def test_nothing_is_shown_outside_development(client: Client) -> None:
    (mail,) = client.get("/dev/inbox/").context["mails"]
    with override_settings(DEBUG=False):
        for path in ("", f"{mail.key}/", f"{mail.key}/html/"):
            assert client.get(f"/dev/inbox/{path}").status_code == 404


def test_production_has_no_such_address(client: Client) -> None:
    assert client.get("/dev/inbox/").status_code == 404


@pytest.mark.usefixtures("db")
def test_empty_inbox_says_so(client: Client, tmp_path: Path) -> None:
    with override_settings(DEBUG=True, INBOX_DIR=tmp_path / "none", ROOT_URLCONF="tests.core.urls_with_inbox"):
        assert "No mail yet." in client.get("/dev/inbox/").content.decode()
