"""Sign-in sessions: found while they hold, forgotten afterwards; the person by a statement written once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import User
from core.sessions import SessionStore
from core.uuid7 import uuid7

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def test_a_session_holds_until_its_end() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        store = SessionStore()
        store["mine"] = 7
        store.save()
        key = store.session_key
        assert (SessionStore(key).get("mine"), SessionStore("other").get("mine")) == (7, None)
        clock.shift(timedelta(days=91))
        late = SessionStore(key)
        assert (late.get("mine"), late.session_key) == (None, None)


def test_a_person_found_by_key_is_the_person_of_the_queryset(ana, bo, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        found = User.objects.get(pk=ana.pk)
    assert found.__dict__.keys() == User.objects.filter(pk=ana.pk)[0].__dict__.keys()
    assert (found, found.email, User.objects.get(pk=str(bo.pk))) == (ana, ana.email, bo)
    assert User.objects.get(email=bo.email) == bo


def test_a_key_of_nobody_is_not_found(ana) -> None:
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=uuid7())
    with pytest.raises(ValidationError):
        User.objects.get(pk="nobody")
