"""Bearer tokens: 256 random bits shown once, stored as SHA-256, with scopes and an expiry."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, Q, QuerySet
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import ApiToken, User
from core.compiled import Compiled

SCOPES = ("training", "wellbeing", "sleep", "body", "social", "read")


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(
    *, person: User, name: str, scopes: list[str] | None = None, expires_at: datetime | None = None
) -> str:
    """Makes a token and gives it back; it cannot be read again."""
    token = f"sw_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        person=person, name=name, token_hash=token_hash(token), scopes=scopes or [], expires_at=expires_at
    )
    return token


def _of_token(hashed: Any, now: Any) -> QuerySet[User]:
    alive = Q(api_tokens__expires_at=None) | Q(api_tokens__expires_at__gt=now)
    return User.objects.filter(alive, api_tokens__token_hash=hashed, is_active=True).annotate(
        token_id=F("api_tokens__id"), token_scopes=F("api_tokens__scopes"), token_used_on=F("api_tokens__last_used_on")
    )


OF_TOKEN = Compiled(_of_token, hashed=CharField(), now=DateTimeField())


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; first, so that a stranger gets 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's person, or None where the header names no token."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        if len(parts) != 2:
            raise AuthenticationFailed("The header must be: Authorization: Bearer <token>.")
        person = OF_TOKEN.first(hashed=token_hash(parts[1].decode("latin-1")), now=timezone.now())
        if person is None:
            raise AuthenticationFailed("This token is not known or has expired.")
        token = ApiToken(
            id=person.token_id, person=person, scopes=person.token_scopes, last_used_on=person.token_used_on
        )
        self._note_use(token)
        return person, token

    def authenticate_header(self, request: Request) -> str:
        """Makes DRF answer 401 instead of 403."""
        return "Bearer"

    @staticmethod
    def _note_use(token: ApiToken) -> None:
        today = token.person.today()
        if token.last_used_on != today:
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
