"""Cookies, headers and addresses that a stranger could bend."""

import os
import subprocess
import sys

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User

SHOW = (
    "import config.settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
    " s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY, s.PASSWORD_HASHERS[0].rpartition('.')[2])"
)


def shown(address: str) -> str:
    """Settings as a site of this address would have them."""
    environment = {
        "PATH": os.environ["PATH"], "SECRET_KEY": "x" * 50, "SITE_ADDRESS": address, "VAR_DIR": os.environ["VAR_DIR"],
        "DATABASE_URL": "sqlite:///:memory:",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_cookies_are_bound_to_the_host_where_the_site_is_secure() -> None:
    assert shown("https://journal.example.org") == "__Host-session __Host-csrf True True True ScryptPasswordHasher"
    assert shown("http://127.0.0.1:8000") == "session csrf False False True ScryptPasswordHasher"


@pytest.mark.django_db
def test_the_session_cookie_cannot_be_read_by_scripts_or_sent_from_elsewhere(ana: User) -> None:
    ana.set_password("four calm words here")
    ana.save()
    client = Client()
    client.post("/accounts/login/", {"login": ana.email, "password": "four calm words here"})
    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


@pytest.mark.django_db
def test_a_false_host_gets_into_no_mail(settings, ana: User) -> None:
    settings.SITE_ADDRESS = "https://journal.example.org"
    Client().post("/accounts/signup/", {"email": ana.email}, headers={"Host": "evil.example"})
    message = mail.outbox[0]
    everything = message.message().as_string() + str(message.body) + str(message.alternatives[0].content)
    assert "https://journal.example.org/accounts/login/code/" in everything
    assert "evil.example" not in everything


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["a@b.c\nBcc: all@example.org", "a@b.c\r\n\r\nbody", "a b@example.org"])
def test_an_address_cannot_carry_a_header(address: str) -> None:
    response = Client().post("/accounts/signup/", {"email": address})
    assert "email" in response.context["form"].errors
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/welcome/", "/language/", "/settings/consents/give/"]
)
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "https:evil.example", "javascript:1"])
def test_no_form_leads_to_another_site(browse, ana: User, path: str, elsewhere: str) -> None:
    body = {"next": elsewhere, "category": "training", "language": "en"}
    response = browse(ana).post(path, body)
    assert response.status_code == 302
    assert response["Location"].startswith("/")
    assert "evil.example" not in response["Location"]
    assert "javascript" not in response["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/settings/", "/settings/tokens/", "/settings/data/"]
)
def test_every_page_has_a_strict_policy_and_is_kept_by_nobody(browse, ana: User, path: str) -> None:
    response = (browse(ana) if path.startswith("/settings") else Client()).get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-" not in policy
    assert "require-trusted-types-for 'script'; trusted-types app" in policy
    assert "Content-Security-Policy-Report-Only" not in response
    assert "no-store" in response["Cache-Control"]
    content = response.content.decode()
    for inline in ("<style", " style=", " onclick=", "<script>"):
        assert inline not in content
