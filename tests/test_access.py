"""Deny by default: who is not signed in sees the pages that this list names, and no other."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User

# What a stranger without a code, token or invite gets from each public page.
PUBLIC = {
    "account_complete_password_reset": 302,
    "account_confirm_login_code": 302,
    "account_confirm_password_reset_code": 302,
    "account_email_verification_sent": 302,
    "account_inactive": 200,
    "account_login": 200,
    "account_logout": 302,
    "account_password_reset_completed": 200,
    "account_request_login_code": 200,
    "account_reset_password": 200,
    "account_signup": 200,
    "accounts:goodbye": 200,
    "accounts:language": 405,
    "admin:login": 302,
    "api-docs": 200,
    "api-schema": 200,
    "api-unknown": 301,
    "core:healthz": 200,
    "core:away": 200,
    "core:help": 200,
    "core:manifest": 200,
    "core:service-worker": 200,
    "core:mail-stop": 404,
    "core:readyz": 200,
    "mfa_login_webauthn": 302,
    "accounts:accounts/2fa/webauthn/login/": 302,
    "groups:family-tick": 404,
    "groups:join": 404,
    "plans:calendar-feed": 404,
    "reviews:home": 200,
}
SAMPLES = {
    "uuid": "0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d",
    "date": "2026-11-16",
    "int": "1",
    "str": "sample",
    "slug": "sample",
    "path": "sample",
}


def walk(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Name and address of every view, with sample values in place of its arguments."""
    for entry in patterns:
        route = prefix + address(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry.url_patterns, route, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name or entry.pattern}", f"/{route}"


def address(pattern: Any) -> str:
    """One piece of an address: a route with converters, or a simple regular expression."""
    if hasattr(pattern, "_route"):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "sample"), pattern._route)
    text = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", SAMPLES["uuid"], pattern._regex)
    return text.replace("^", "").replace(r"\Z", "").replace("$", "").replace(r"\.", ".").replace("/?", "/")


VIEWS = sorted(set(walk(get_resolver().url_patterns)))


def test_the_walk_finds_pages_and_resources() -> None:
    names = {name for name, _path in VIEWS}
    assert {"accounts:settings", "accounts:api-me", "account_login", "reviews:home", "core:help"} <= names
    assert len(VIEWS) > 60


def test_every_name_of_the_list_exists() -> None:
    assert {name for name, _path in VIEWS} >= set(PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), [view for view in VIEWS if view[0] not in PUBLIC])
def test_a_stranger_is_sent_to_sign_in(name: str, path: str) -> None:
    for method in ("get", "post", "put", "patch", "delete"):
        response = getattr(Client(), method)(path)
        if path.startswith("/api/"):
            assert response.status_code == 401, (name, method)
        else:
            assert response.status_code == 302, (name, method)
            assert response["Location"].startswith(("/accounts/login/", "/operator/login/")), (name, method)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), [view for view in VIEWS if view[0] in PUBLIC])
def test_a_public_page_answers_a_stranger(name: str, path: str) -> None:
    assert Client().get(path).status_code == PUBLIC[name]


@pytest.mark.django_db
def test_who_has_not_finished_the_welcome_page_goes_there_first(browse, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_welcomed=False)
    client = browse(ana)
    open_to_all = set(PUBLIC) | {
        "accounts:welcome", "accounts:data", "accounts:download", "accounts:delete", "accounts:confirm",
        "account_reauthenticate",
    }  # fmt: skip
    for name, path in VIEWS:
        if path.startswith("/api/") or name in open_to_all:
            continue
        assert client.get(path).headers.get("Location", "").startswith("/welcome/"), name
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/help/").status_code == 200
    assert client.get("/")["Location"] == "/welcome/"
