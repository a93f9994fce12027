"""The operator sees addresses and numbers, never what a person recorded."""

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import User
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
    assert (counts.people, counts.welcomed, counts.mails) == (2, 2, {})


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
