"""What may not stay goes by itself, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts.models import User
from core.mail import new_row
from core.models import IdempotencyKey, OutboxMail, RateBucket
from core.retention import KEEPERS, keep_retention
from core.tasks import keep_retention as task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 20, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_old_mails_go_and_waiting_ones_stay(ana: User) -> None:
    for state, age in [("sent", 91), ("sent", 89), ("dead", 91), ("waiting", 91)]:
        row = new_row(kind="k", person_id=ana.pk, period_key=f"{state}{age}", payload={}, due_at=days_ago(age))
        row.state = state
        row.save()
    keep_retention(NOW)
    assert set(OutboxMail.objects.values_list("period_key", flat=True)) == {"sent89", "waiting91"}


def test_old_keys_and_counts_go(ana: User) -> None:
    for age in (31, 29):
        key = IdempotencyKey.objects.create(person=ana, key=str(age), body_hash="0", resource="x", object_id=ana.pk)
        IdempotencyKey.objects.filter(pk=key.pk).update(created_at=days_ago(age))
        RateBucket.objects.create(name=str(age), minute=int(days_ago(age - 29).timestamp() // 60), count=1)
    keep_retention(NOW)
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["29"]
    assert list(RateBucket.objects.values_list("name", flat=True)) == ["29"]


def test_ended_sign_ins_go(ana: User) -> None:
    for key, age in [("over", 1), ("alive", -1)]:
        Session.objects.create(session_key=key, session_data="", expire_date=days_ago(age))
    for key in ("over", "alive", "gone"):
        UserSession.objects.create(user=ana, session_key=key, ip="127.0.0.1", user_agent="x")
    keep_retention(NOW)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["alive"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["alive"]


def test_people_who_never_confirmed_go_after_a_week(ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(date_joined=days_ago(400), is_welcomed=False)
    for name, age, verified in [("old", 8, False), ("new", 6, False), ("confirmed", 8, True)]:
        person = User.objects.create_user(f"{name}@example.org", date_joined=days_ago(age))
        EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)
    keep_retention(NOW)
    left = set(User.objects.values_list("email", flat=True))
    assert left == {"ana@example.org", "new@example.org", "confirmed@example.org"}


def test_the_task_runs_every_rule(monkeypatch) -> None:
    ran: list[str] = []
    for name in KEEPERS:
        monkeypatch.setitem(KEEPERS, name, lambda now, name=name: ran.append(name) or 0)
    task()
    assert ran == list(KEEPERS)


def test_bodies_of_deleted_entries_have_a_rule() -> None:
    assert "deleted-entries" in KEEPERS
