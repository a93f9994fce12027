"""Deleting an account: at once, everything, and nothing of anybody else."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import User
from accounts.tokens import create_token
from core.mail import enqueue
from core.models import IdempotencyKey, RateBucket
from core.rates import take_write
from tests.factories import make_mood, make_night, make_session
from tests.people import ApiClient

CANARY = "canary-7f3a"


def fill(person: User, word: str) -> None:
    """Something of the person in as many tables as this layer knows."""
    make_session(person, note=word, title=word)
    make_mood(person, note=word, tags=[word])
    make_night(person, person.today(), note=word)
    create_token(person=person, name=word)
    enqueue(kind="weekly_review", person=person, period_key=word, payload={})
    IdempotencyKey.objects.create(person=person, key=word, body_hash="0", resource="x", object_id=person.pk)
    take_write(str(person.pk))


def rows_with(*needles: str) -> list[str]:
    """Tables in which any of the words stands, looked up in the database itself."""
    found = set()
    for model in apps.get_models():
        columns = [field.column for field in model._meta.local_concrete_fields]
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT {", ".join(f"{chr(34)}{column}{chr(34)}" for column in columns)} FROM "{model._meta.db_table}"'
            )
            for row in cursor.fetchall():
                if any(needle in str(cell) for cell in row for needle in needles):
                    found.add(model._meta.label)
    return sorted(found)


def sign_in(person: User) -> Client:
    person.set_password("four calm words here")
    person.save()
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": "four calm words here"})
    return client


@pytest.mark.django_db
def test_the_account_goes_with_everything_and_others_stay(ana: User, bo: User) -> None:
    fill(ana, CANARY)
    fill(bo, "of-bo")
    client = sign_in(ana)
    before = rows_with("of-bo")
    assert len(rows_with(CANARY)) >= 6
    assert client.post("/settings/data/delete/", {"is_sure": "on"})["Location"] == "/goodbye/"
    assert rows_with(CANARY, "ana@example.org", str(ana.pk), ana.pk.hex) == []
    assert rows_with("of-bo") == before
    assert not any(str(ana.pk) in str(session.get_decoded()) for session in Session.objects.all())
    assert not RateBucket.objects.filter(name=str(ana.pk)).exists()
    assert client.get("/settings/")["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
def test_without_the_tick_nothing_goes(ana: User) -> None:
    client = sign_in(ana)
    assert client.post("/settings/data/delete/").status_code == 422
    assert client.get("/settings/data/delete/").status_code == 200
    assert User.objects.filter(pk=ana.pk).exists()


@pytest.mark.django_db
def test_it_asks_who_it_is_first(browse, ana: User) -> None:
    response = browse(ana).post("/settings/data/delete/", {"is_sure": "on"})
    assert response["Location"].startswith("/settings/confirm/?next=")
    assert User.objects.filter(pk=ana.pk).exists()


@pytest.mark.django_db
def test_tokens_and_other_browsers_end(browse, ana: User) -> None:
    other, token = sign_in(ana), create_token(person=ana, name="script")
    actions.delete_account(person=ana)
    assert ApiClient(token).get("me/").status_code == 401
    assert other.get("/settings/")["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
def test_the_address_can_start_again(ana: User) -> None:
    actions.delete_account(person=ana)
    again = actions.create_person(email="ana@example.org")
    assert again.date_joined <= timezone.now()
    assert not again.training_sessions.exists()


@pytest.mark.django_db
def test_layers_above_hand_over_before_it_goes(monkeypatch, ana: User) -> None:
    heard: list[tuple[bool, str | None]] = []

    def hear(person: User, category: str | None) -> None:
        heard.append((User.objects.filter(pk=person.pk).exists(), category))

    monkeypatch.setattr("accounts.erasure.before_erasing", [hear])
    actions.delete_account(person=ana)
    assert heard == [(True, None)]


@pytest.mark.django_db
def test_the_operator_deletes_on_request(ana: User, bo: User, capsys) -> None:
    call_command("delete_person", "ANA@example.org", "--yes")
    assert list(User.objects.all()) == [bo]
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("delete_person", "ana@example.org", "--yes")
