"""Signing in with a passkey alone: what a stranger gets of it, and what does not open anything."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
LOGIN, ANSWER = "/accounts/login/", "/accounts/2fa/webauthn/login/"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _no_rates() -> Any:
    cache.clear()
    yield
    cache.clear()


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def credential(challenge: str, handle: str, site: str = "http://testserver") -> str:
    """What a browser sends, of a key that nobody registered."""
    said = {"type": "webauthn.get", "challenge": challenge, "origin": site, "crossOrigin": False}
    response = {
        "clientDataJSON": encoded(json.dumps(said).encode()),
        "authenticatorData": encoded(b"\0" * 32 + b"\x05" + b"\0" * 4),
        "signature": encoded(b"signature"),
        "userHandle": encoded(handle.encode()),
    }
    key = encoded(b"a key that nobody has")
    return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": response})


def asked(client: Client) -> dict[str, Any]:
    """The challenge of the site."""
    return dict(client.get(ANSWER, headers=JSON).json()["request_options"]["publicKey"])


def refused(client: Client, body: str) -> bool:
    """Leads back to the sign-in page, which says so, and nobody is signed in."""
    answer = client.post(ANSWER, {"credential": body})
    page = client.get(LOGIN).content.decode()
    is_in = client.get("/settings/").status_code == 200
    return (answer.status_code, answer.headers.get("Location"), is_in) == (302, LOGIN, False) and (
        "This passkey opens nothing here." in page
    )


def test_the_sign_in_page_offers_it_without_its_scripts() -> None:
    page = Client().get(LOGIN).content.decode()
    assert page.count("Sign in with a passkey") == 1
    assert 'src="/static/mfa' not in page
    assert not Session.objects.exists()


def test_the_challenge_names_nobody_and_asks_for_the_lock_of_the_device() -> None:
    options = asked(Client())
    assert (options["userVerification"], options.get("allowCredentials") or []) == ("required", [])
    assert asked(Client())["challenge"] != options["challenge"]


def test_a_reader_without_scripts_comes_back_to_the_page() -> None:
    client = Client()
    assert client.get(ANSWER)["Location"] == reverse("account_login")
    assert not Session.objects.exists()


def test_no_foreign_key_opens_anything_and_all_answers_are_the_same(ana: Any) -> None:
    """Neither with the id of somebody who is here nor without; nor does one say who is here."""
    for handle in (str(ana.pk), ana.pk.hex, "0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d", "nobody", ""):
        client = Client()
        assert refused(client, credential(asked(client)["challenge"], handle)), handle


@pytest.mark.parametrize(
    "body", ["{}", "[]", "null", '"text"', "5", "no json", "", json.dumps({"id": "a", "response": 7})]
)
def test_what_is_no_credential_is_refused(body: str) -> None:
    client = Client()
    asked(client)
    assert client.post(ANSWER, {"credential": body})["Location"] == LOGIN
    assert client.get("/settings/").status_code == 302


def test_an_answer_to_no_question_is_refused(ana: Any) -> None:
    assert refused(Client(), credential(encoded(b"0" * 32), str(ana.pk)))


def test_whoever_asks_too_often_waits() -> None:
    client = Client()
    statuses = [client.get(ANSWER, headers=JSON).status_code for _ in range(21)]
    assert (set(statuses[:20]), statuses[20]) == ({200}, 429)


@pytest.mark.parametrize(("rk", "said"), [(True, 1), (False, 0), (None, 0)])
def test_the_list_says_which_one_signs_in_alone(ana: Any, browse: Any, rk: bool | None, said: int) -> None:
    results = {"credProps": {"rk": rk}} if rk is not None else {}
    ana.authenticator_set.create(
        type="webauthn", data={"name": "Phone", "credential": {"clientExtensionResults": results}}
    )
    page = browse(ana).get(reverse("mfa_list_webauthn")).content.decode()
    assert ("Phone" in page, page.count("signs in alone")) == (True, said)
