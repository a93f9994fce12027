"""The commands that scripts and operators rely on."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Consent, User
from tests.factories import make_factor
from tests.people import ApiClient

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    """What a command printed."""
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_create_person_prints_a_working_token_as_the_last_word() -> None:
    token = said("create_person", "Eva@Example.org", "--time-zone", "Asia/Shanghai", "--language", "zh-hans").split()[
        -1
    ]
    me = ApiClient(token).get("me/").data
    assert (me["email"], me["time_zone"], me["language"]) == ("eva@example.org", "Asia/Shanghai", "zh-hans")
    assert me["consents"] == dict.fromkeys(Consent.Category.values, True)
    person = User.objects.get(email="eva@example.org")
    assert (person.is_welcomed, person.is_sixteen, person.emailaddress_set.get().verified) == (True, True, True)
    assert person.next_review_at is not None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ana@example.org"], "exists already"),
        (["ANA@EXAMPLE.ORG"], "exists already"),
        (["nobody"], "valid email"),
        (["eva@example.org", "--time-zone", "Europe/Nowhere"], "no time zone"),
        (["eva@example.org", "--language", "fr"], "invalid choice"),
    ],
)
def test_create_person_refuses_in_plain_words(ana: User, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("create_person", *arguments)
    assert User.objects.count() == 1


def test_create_token_prints_a_working_token_as_the_last_word(ana: User) -> None:
    token = said("create_token", "ANA@example.org").split()[-1]
    assert ApiClient(token).get("me/").data["email"] == "ana@example.org"


def test_create_token_refuses_an_unknown_address() -> None:
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("create_token", "nobody@example.org")


def test_the_first_administrator_signs_in(client, monkeypatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "four calm words here")
    said("create_administrator", "root@example.org")
    client.post("/accounts/login/", {"login": "root@example.org", "password": "four calm words here"})
    assert "second factor" in client.get("/operator/", follow=True).content.decode()
    make_factor(User.objects.get(email="root@example.org"))
    assert client.get("/operator/").status_code == 200


def test_a_person_becomes_administrator_and_keeps_the_journal(ana: User, monkeypatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "four calm words here")
    said("create_administrator", "ana@example.org")
    ana.refresh_from_db()
    assert (ana.is_staff, ana.display_name, ana.consents.count()) == (True, "Ana", 6)


def test_an_administrator_needs_a_strong_password(monkeypatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "password1")
    with pytest.raises(CommandError, match="too"):
        call_command("create_administrator", "root@example.org")
    assert not User.objects.exists()
