"""Tokens that people make for their own scripts."""

import time

import pytest
from django.test import Client

from accounts.models import ApiToken, User
from accounts.tokens import create_token, token_hash
from tests.people import ApiClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ana: User) -> Client:
    """Ana's browser, signed in just now."""
    ana.set_password("four calm words here")
    ana.save()
    client = Client()
    client.post("/accounts/login/", {"login": ana.email, "password": "four calm words here"})
    return client


def make(client: Client, **fields: object) -> str:
    """Fills in the form; the token as the page shows it."""
    page = client.post("/settings/tokens/new/", {"name": "scale", "days": "90"} | fields)
    assert page.status_code == 200
    return str(page.context["token"])


def test_a_token_is_shown_once_and_stored_as_a_hash(client: Client, ana: User) -> None:
    token = make(client)
    assert ApiClient(token).get("me/").data["email"] == "ana@example.org"
    assert ApiToken.objects.get().token_hash == token_hash(token)
    assert token not in client.get("/settings/tokens/").content.decode()
    assert len(token) >= 43


def test_scopes_and_end_are_kept(client: Client, time_machine) -> None:
    now = time.time()
    token = make(client, scopes=["read"], days="30")
    assert ApiClient(token).get("me/").status_code == 200
    assert ApiClient(token).patch("me/", {"units": "imperial"}).status_code == 403
    time_machine.move_to(now + 31 * 24 * 3600)
    assert ApiClient(token).get("me/").status_code == 401


def test_a_token_without_end(client: Client) -> None:
    make(client, days="0")
    assert ApiToken.objects.get().expires_at is None


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x" * 61}, {"days": "9999"}, {"scopes": ["admin"]}])
def test_a_bad_form_makes_no_token(client: Client, fields: dict[str, object]) -> None:
    assert client.post("/settings/tokens/new/", {"name": "scale", "days": "90"} | fields).status_code == 422
    assert not ApiToken.objects.exists()


def test_revoking_counts_from_the_next_request(client: Client) -> None:
    token = make(client)
    client.post("/settings/tokens/revoke/", {"id": str(ApiToken.objects.get().pk)})
    assert ApiClient(token).get("me/").status_code == 401


@pytest.mark.parametrize("id", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_revoking_what_is_not_there_is_not_found(client: Client, id: str) -> None:
    assert client.post("/settings/tokens/revoke/", {"id": id}).status_code == 404


def test_another_persons_token_cannot_be_revoked(client: Client, bo: User) -> None:
    token = create_token(person=bo, name="of bo")
    assert client.post("/settings/tokens/revoke/", {"id": str(bo.api_tokens.get().pk)}).status_code == 404
    assert ApiClient(token).get("me/").data["email"] == "bo@example.org"
    assert "of bo" not in client.get("/settings/tokens/").content.decode()


def test_making_one_asks_who_it_is_first(browse, ana: User) -> None:
    response = browse(ana).post("/settings/tokens/new/", {"name": "scale", "days": "90"})
    assert response["Location"].startswith("/settings/confirm/")
    assert not ApiToken.objects.exists()


def test_an_inactive_persons_token_opens_nothing(ana: User) -> None:
    token = create_token(person=ana, name="t")
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert ApiClient(token).get("me/").status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer \xff", "Basic YTpi"])
def test_a_broken_header_is_a_401(header: str) -> None:
    assert Client().get("/api/v1/me/", headers={"Authorization": header}).status_code == 401


def test_the_list_says_when_a_token_was_last_used(client: Client, time_machine) -> None:
    token = make(client)
    assert "Not used yet" in client.get("/settings/tokens/").content.decode()
    ApiClient(token).get("me/")
    assert "Last used on" in client.get("/settings/tokens/").content.decode()
