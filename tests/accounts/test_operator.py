"""The operator sees addresses and numbers, never what a person recorded."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import ReminderSetting, User
from accounts.tasks import watch_backups
from core.health import record_heartbeat
from core.mail import new_row
from core.models import Heartbeat, OutboxMail
from core.sender import send_due
from tests.factories import make_factor, make_mood, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(browse) -> Client:
    root = User.objects.create_superuser("root@example.org", is_welcomed=True)
    make_factor(root)
    return browse(root)


def test_only_people_and_reports_are_registered() -> None:
    assert {model._meta.label for model in admin.site._registry} == {"accounts.User", "groups.Report"}


def test_no_operator_page_shows_what_a_person_recorded(operator: Client, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(birth_year=1987, usual_bed_time="22:17")
    make_mood(ana, 3, note="canary")
    make_session(ana, note="canary", rpe=9)
    pages = ["/operator/", "/operator/accounts/user/", f"/operator/accounts/user/{ana.pk}/change/", "/operator/counts/"]
    for path in pages:
        page = operator.get(path)
        assert page.status_code == 200
        for secret in ("canary", "1987", "22:17"):
            assert secret not in page.content.decode()


def test_the_admin_alone_goes_without_trusted_types(operator: Client) -> None:
    policy = operator.get("/operator/accounts/user/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-" not in policy
    assert "trusted-types" not in policy
    assert "trusted-types" in operator.get("/operator/counts/")["Content-Security-Policy"]


def test_people_are_found_by_address_and_switched_off(operator: Client, ana: User, bo: User) -> None:
    found = operator.get("/operator/accounts/user/", {"q": "ana@"})
    assert [row.email for row in found.context["cl"].result_list] == ["ana@example.org"]
    operator.post("/operator/accounts/user/", {"action": "deactivate", "_selected_action": [str(ana.pk)]})
    ana.refresh_from_db()
    bo.refresh_from_db()
    assert (ana.is_active, bo.is_active) == (False, True)


def test_a_deactivated_person_is_out_at_once(operator: Client, browse, ana: User) -> None:
    client = browse(ana)
    operator.post("/operator/accounts/user/", {"action": "deactivate", "_selected_action": [str(ana.pk)]})
    assert client.get("/settings/")["Location"].startswith("/accounts/login/")


def test_nobody_is_deleted_or_added_here(operator: Client, ana: User) -> None:
    assert operator.post(f"/operator/accounts/user/{ana.pk}/delete/", {"post": "yes"}).status_code == 403
    assert operator.get("/operator/accounts/user/add/").status_code == 403


def test_the_counts_are_numbers(operator: Client, ana: User) -> None:
    counts = operator.get("/operator/counts/").context["counts"]
    assert (counts.people, counts.welcomed, counts.waiting, counts.oldest_waiting) == (2, 2, 0, None)


def make_mail(person: User, number: int, state: str, days_ago: float) -> None:
    row = new_row(kind="weekly_review", person_id=person.pk, period_key=str(number), payload={})
    row.state, row.due_at = state, timezone.now() - timedelta(days=days_ago)
    row.next_try_at = row.due_at
    row.save()


def test_the_page_says_what_waits_how_mails_ended_and_when_work_was_done(operator: Client, ana: User) -> None:
    for number, (state, days) in enumerate(
        [("waiting", 0.5), ("waiting", 2), ("waiting", -1), ("sent", 1), ("sent", 6), ("sent", 8), ("dead", 3)]
    ):
        make_mail(ana, number, state, days)
    record_heartbeat("worker")
    answer = operator.get("/operator/counts/")
    counts = answer.context["counts"]
    assert (counts.waiting, (timezone.now() - counts.oldest_waiting).days) == (2, 2)
    assert [number for _words, number in counts.settled] == [2, 0, 0, 1]
    assert [bool(at) for _words, at in counts.work] == [True, False, False]
    page = answer.content.decode()
    assert [words in page for words in ("2 mails are due, the oldest since", "None yet", "Django")] == [True] * 3


def test_a_back_up_is_noted(operator: Client, tmp_path) -> None:
    call_command("backup", tmp_path / "all.zip")
    work = operator.get("/operator/counts/").context["counts"].work
    assert [bool(at) for _words, at in work] == [False, False, True]


@pytest.mark.parametrize("path", ["/operator/", "/operator/accounts/user/", "/operator/counts/"])
def test_a_person_who_is_no_operator_stays_out(browse, ana: User, path: str) -> None:
    assert browse(ana).get(path, follow=True).status_code in {403, 404}
    assert browse().get(path)["Location"].startswith(("/accounts/login/", "/operator/login/"))


def test_the_operators_door_is_the_one_with_limits(client: Client) -> None:
    assert client.get("/operator/login/")["Location"] == "/accounts/login/?next=%2Foperator%2Flogin%2F"


@pytest.mark.parametrize("path", ["/operator/", "/operator/accounts/user/", "/operator/counts/"])
def test_an_operator_without_a_second_factor_is_led_to_one(browse, path: str) -> None:
    client = browse(User.objects.create_superuser("root@example.org", is_welcomed=True))
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/settings/second-factor/")
    assert "Set up a second factor" in answer.content.decode()


def test_the_page_says_what_else_is_due(operator: Client, ana: User, bo: User) -> None:
    now = timezone.now()
    User.objects.filter(pk=ana.pk).update(next_review_at=now - timedelta(hours=3), next_support_check_at=now)
    User.objects.filter(pk=bo.pk).update(next_review_at=now - timedelta(hours=1), is_active=True)
    User.objects.filter(email="root@example.org").update(next_review_at=now + timedelta(hours=1))
    ReminderSetting.objects.create(person=ana, kind="comeback", channel="mail", next_at=now - timedelta(minutes=5))
    queues = operator.get("/operator/counts/").context["counts"].queues
    assert [number for _words, number, _since in queues] == [2, 0, 1, 1]
    assert queues[0][2] == now - timedelta(hours=3)
    assert queues[1][2] is None


@pytest.mark.parametrize(("hours", "is_late"), [(25.9, False), (26.1, True), (100, True)])
def test_a_late_back_up_is_red_and_told_once(operator: Client, ana: User, hours: float, is_late: bool) -> None:
    record_heartbeat("backup")
    Heartbeat.objects.update(at=timezone.now() - timedelta(hours=hours))
    assert ('role="alert"' in operator.get("/operator/counts/").content.decode()) == is_late
    assert ("backup" in operator.get("/readyz").json()["hints"]) == is_late
    for _ in range(2):
        watch_backups()
    assert send_due(seconds=5) == ({"sent": 1} if is_late else {})
    assert [message.to for message in mail.outbox] == ([["root@example.org"]] if is_late else [])
    Heartbeat.objects.update(at=timezone.now() - timedelta(hours=27))
    watch_backups()
    record_heartbeat("backup")
    assert send_due(seconds=5) == {"skipped": 1}


def test_where_this_product_never_made_a_back_up_others_do(operator: Client) -> None:
    watch_backups()
    assert not OutboxMail.objects.exists()
    assert 'role="alert"' not in operator.get("/operator/counts/").content.decode()
