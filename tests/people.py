"""The three people of every test, and their clients: Ana, her coach Bo, the outsider Chen."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_person, make_token


class ApiClient:
    """Speaks JSON with a bearer token; paths are relative to /api/v1/."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(headers={"Authorization": f"Bearer {token}"} if token else {})

    def __getattr__(self, method: str) -> Any:
        """`get`, `post`, `put`, `patch`, `delete`; the answer's JSON is at `.data`."""

        def send(path: str, body: Any = None, **headers: str) -> Any:
            address = path if path.startswith(("/", "http")) else f"/api/v1/{path}"
            content = None if body is None else json.dumps(body, default=str)
            response = self.client.generic(
                method.upper(), address, content or "", content_type="application/json", headers=headers
            )
            response.data = json.loads(response.content) if response.content else None
            return response

        return send


@pytest.fixture
def ana(db: None) -> User:
    return make_person("ana@example.org")


@pytest.fixture
def bo(db: None) -> User:
    return make_person("bo@example.org")


@pytest.fixture
def chen(db: None) -> User:
    return make_person("chen@example.org", language="zh-hans", time_zone="Asia/Shanghai")


@pytest.fixture
def api() -> Any:
    """`api(ana).get("me/")`; without a person, a stranger."""
    return lambda person=None: ApiClient(make_token(person) if person else "")


@pytest.fixture
def browse() -> Any:
    """`browse(ana).get("/")`: Django's test client, signed in."""

    def sign_in(person: User | None = None) -> Client:
        client = Client()
        if person:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
