"""Sign-in sessions in the database, found by a statement that is written once: every page asks for one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from core.compiled import Compiled

OPEN_SESSION = Compiled(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=CharField(), now=DateTimeField()
)


class SessionStore(db.SessionStore):
    """Django's own store but for the look-up."""

    def _get_session_from_db(self) -> Any:
        """The row, or None; a key that opens nothing is forgotten, so that it is never taken over."""
        row = OPEN_SESSION.first(key=self.session_key, now=timezone.now())
        if row is None:
            self._session_key = None
        return row


MARK = "sign_in"  # stays when a session gets another key, as with a new password


def mark_of(session: SessionBase) -> UUID:
    """What this sign-in is known by to what ends with it; made when it is asked for first."""
    return UUID(session.setdefault(MARK, str(uuid4())))


def marks_of(keys: Iterable[str]) -> list[UUID]:
    """The marks of stored sessions, of those that have one."""
    rows = Session.objects.filter(session_key__in=list(keys))
    return [UUID(mark) for row in rows if (mark := row.get_decoded().get(MARK))]
