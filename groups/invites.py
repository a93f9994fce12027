"""Invite links: a secret of 192 bits, of which only the SHA-256 is stored."""

import hashlib
import secrets
from datetime import datetime, timedelta

from groups.models import Group

LASTS = timedelta(days=14)


def new_secret() -> str:
    """What the link carries; shown once."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def group_of(secret: str, now: datetime) -> Group | None:
    """The group that a link leads to; None when it is unknown, revoked, renewed since or too old."""
    return Group.objects.filter(invite_hash=hash_of(secret), invite_expires_at__gt=now).first()
