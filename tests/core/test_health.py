"""Health by what was really done: queries, a broker's answer, heartbeats, mail that goes out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config.celery import app
from core import health
from core.beat import HeartbeatScheduler
from core.mail import enqueue
from core.models import Heartbeat, OutboxMail
from core.tasks import record_worker_heartbeat

ALL_WELL = {"database": "ok", "broker": "ok", "migrations": "ok", "outbox": "ok", "worker": "ok", "beat": "ok"}


@pytest.fixture
def working(db: None) -> Iterator[None]:
    """A worker and a beat that were seen just now; the clock stands still, so that seconds can be told."""
    with time_machine.travel(timezone.now(), tick=False):
        health.record_heartbeat("worker")
        health.record_heartbeat("beat")
        yield


def test_healthz_answers_a_stranger_without_the_database(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("working")
def test_readyz_names_every_check(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    hints = {"help_contacts": "nobody has checked the numbers yet"}
    assert response.json() == {"status": "ready", "checks": ALL_WELL, "hints": hints}


def test_readyz_serves_a_site_that_never_had_a_worker(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]["worker"]) == (200, "never seen")


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize("name", ["worker", "beat"])
def test_readyz_tells_a_process_that_stopped_working(client: Client, name: str) -> None:
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=3))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"][name]) == (503, "last seen 180 s ago")


@pytest.mark.usefixtures("working")
def test_readyz_tells_mail_that_an_absent_server_holds_up(client: Client, ana: User) -> None:
    enqueue(kind="a", person=ana, period_key="1", payload={}, due_at=timezone.now() - timedelta(minutes=11))
    OutboxMail.objects.update(next_try_at=timezone.now() + timedelta(minutes=1))
    assert client.get("/readyz").status_code == 503


@pytest.mark.usefixtures("working")
def test_readyz_tells_late_mail(client: Client, ana: User) -> None:
    enqueue(kind="a", person=ana, period_key="1", payload={}, due_at=timezone.now() - timedelta(minutes=9))
    assert client.get("/readyz").status_code == 200
    enqueue(kind="a", person=ana, period_key="2", payload={}, due_at=timezone.now() - timedelta(minutes=11))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["outbox"] == "oldest due mail 660 s late"


@pytest.mark.usefixtures("working")
def test_readyz_tells_a_broker_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["broker"] == "OperationalError"


def test_readyz_tells_a_database_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "OperationalError", "broker": "ok"}


@pytest.mark.parametrize("process", ["worker", "beat"])
@pytest.mark.usefixtures("working")
def test_healthcheck_fails_once_the_process_stopped_working(process: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("healthcheck", process)
    assert capsys.readouterr().out == f"{process}: ok\n"
    Heartbeat.objects.filter(name=process).update(at=timezone.now() - timedelta(seconds=121))
    with pytest.raises(CommandError, match=f"{process}: last seen 121 s ago"):
        call_command("healthcheck", process)
    Heartbeat.objects.filter(name=process).delete()
    with pytest.raises(CommandError, match=f"{process}: never seen"):
        call_command("healthcheck", process)


@pytest.mark.django_db
def test_task_records_the_worker() -> None:
    record_worker_heartbeat.apply()
    assert health.heartbeat_state("worker") == "ok"


@pytest.mark.django_db
def test_restarted_beat_hands_out_intervals_at_once_and_records_itself(tmp_path: Any) -> None:
    scheduler = HeartbeatScheduler(app, schedule_filename=str(tmp_path / "schedule"), lazy=True)
    scheduler.setup_schedule()
    due = {name for name, entry in scheduler.schedule.items() if entry.is_due()[0]}
    assert due == {
        name for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if isinstance(entry["schedule"], float)
    }
    scheduler.apply_async(scheduler.schedule["beat"], advance=False)
    scheduler.close()
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["beat"]
    app.control.purge()


@pytest.mark.usefixtures("working")
def test_doctor_names_what_fails(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor")
    *states, hint = capsys.readouterr().out.splitlines()
    assert [line.split() for line in states] == [list(pair) for pair in (ALL_WELL | {"mail": "ok"}).items()]
    assert hint.startswith("hint: help_contacts: nobody has checked the numbers yet")
    Heartbeat.objects.filter(name="beat").delete()
    with pytest.raises(CommandError, match="Not well: beat"):
        call_command("doctor")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("checked_on", "hint"),
    [
        ("", "nobody has checked the numbers yet"),
        ("2026-01-01", ""),
        ("2025-12-31", "last checked 181 days ago"),
    ],
)
def test_numbers_grow_stale_after_180_days(settings, tmp_path, time_machine, checked_on: str, hint: str) -> None:
    time_machine.move_to("2026-06-30T12:00Z")
    path = tmp_path / "contacts.yaml"
    path.write_text(f"checked_on: {checked_on}\ninternational: {{name: Lines}}\ncountries: []\n")
    settings.HELP_CONTACTS = str(path)
    assert health.hints() == ({"help_contacts": hint} if hint else {})


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "a: [", "countries: 5\ninternational: {}\nchecked_on:", "- x"])
def test_a_file_of_numbers_that_cannot_be_read_is_a_hint(settings, tmp_path, text: str) -> None:
    path = tmp_path / "contacts.yaml"
    path.write_text(text)
    settings.HELP_CONTACTS = str(path)
    assert health.hints()["help_contacts"].startswith("cannot be read: ")


@pytest.mark.usefixtures("working")
def test_stale_numbers_take_nothing_out_of_service(client: Client, settings, tmp_path) -> None:
    settings.HELP_CONTACTS = str(tmp_path / "absent.yaml")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["hints"]) == (
        200,
        {"help_contacts": "cannot be read: FileNotFoundError"},
    )
