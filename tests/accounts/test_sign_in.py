"""Sign in by password or code, reset, limits, and what a new password ends."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.sign_ins import device_name

pytestmark = pytest.mark.django_db
PASSWORD = "four calm words here"


@pytest.fixture
def ana_with_password(ana: User) -> User:
    ana.set_password(PASSWORD)
    ana.save()
    return ana


def code_in_mail() -> str:
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/data/").status_code == 200


def test_sign_in_by_password_makes_a_new_session(client: Client, ana_with_password: User) -> None:
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    before = planted.session_key
    response = client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert response["Location"] == "/"
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert is_signed_in(client)


def test_sign_in_by_code(client: Client, ana: User) -> None:
    client.post("/accounts/login/code/", {"email": ana.email, "next": "/settings/"})
    response = client.post(
        "/accounts/login/code/confirm/?next=/settings/", {"code": code_in_mail(), "next": "/settings/"}
    )
    assert response["Location"] == "/settings/"
    assert is_signed_in(client)


def test_no_password_on_the_sign_in_page_sends_a_code(client: Client, ana: User) -> None:
    response = client.post("/accounts/login/", {"login": ana.email, "password": ""})
    assert response["Location"] == "/accounts/login/code/confirm/"
    client.post(response["Location"], {"code": code_in_mail()})
    assert is_signed_in(client)


def test_an_unknown_address_gets_the_same_answer(client: Client, ana: User) -> None:
    known = client.post("/accounts/login/code/", {"email": ana.email})
    unknown = Client().post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    wrong = [
        Client().post("/accounts/login/", {"login": login, "password": "wrong wrong wrong"}).context["form"].errors
        for login in (ana.email, "nobody@example.org")
    ]
    assert wrong[0] == wrong[1]


def test_reset_by_code_ends_the_other_sign_ins(client: Client, ana_with_password: User) -> None:
    other = Client()
    other.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert is_signed_in(other)
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    client.post("/accounts/password/reset/confirm/", {"code": code_in_mail()})
    new = {"password1": "five other calm words", "password2": "five other calm words"}
    client.post("/accounts/password/reset/complete/", new)
    assert not is_signed_in(other)
    assert is_signed_in(client)
    assert Session.objects.count() == 1


def test_reset_of_an_unknown_address_looks_the_same(client: Client, ana: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": ana.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_changed_password_ends_the_other_sign_ins_and_tells_by_mail(client: Client, ana_with_password: User) -> None:
    other = Client()
    for browser in (client, other):
        browser.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    body = {"oldpassword": PASSWORD, "password1": "five other calm words", "password2": "five other calm words"}
    assert client.post("/accounts/password/change/", body)["Location"] == "/settings/"
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert [message.subject for message in mail.outbox] == ["Your sign-in was changed"]


@pytest.mark.parametrize("weak", ["short", "password1234", "ana@example.org"])
def test_a_weak_password_is_refused(client: Client, ana_with_password: User, weak: str) -> None:
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    body = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert "password1" in client.post("/accounts/password/change/", body).context["form"].errors


def test_guessing_a_password_is_limited_but_the_owner_gets_in_by_code(client: Client, ana_with_password: User) -> None:
    for _ in range(5):
        client.post("/accounts/login/", {"login": "ana@example.org", "password": "wrong wrong wrong"})
    response = client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert "tried too often" in response.content.decode()
    assert not is_signed_in(client)
    client.post("/accounts/login/code/", {"email": "ana@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert is_signed_in(client)


def test_codes_cannot_be_asked_for_without_end(client: Client, ana: User) -> None:
    for _ in range(5):
        Client().post("/accounts/login/code/", {"email": ana.email})
    assert len(mail.outbox) == 3


def test_an_inactive_person_gets_no_code(client: Client, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    client.post("/accounts/login/code/", {"email": ana.email})
    assert not any(re.search(r"\d{6}", str(message.body)) for message in mail.outbox)


def test_sign_in_leads_to_no_other_site(client: Client, ana_with_password: User) -> None:
    body = {"login": "ana@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/accounts/login/", body)["Location"] == "/"


def test_forms_need_the_token_against_forgery(ana_with_password: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD}).status_code == 403
    assert strict.post("/language/", {"language": "zh-hans"}).status_code == 403


def test_a_person_lists_and_ends_their_own_sign_ins(client: Client, ana_with_password: User, bo: User, browse) -> None:
    others = [Client(), Client()]
    agent = "Mozilla/5.0 (Linux; Android 14) Gecko/1 Firefox/140"
    for browser in (client, *others):
        browser.post(
            "/accounts/login/", {"login": "ana@example.org", "password": PASSWORD}, headers={"User-Agent": agent}
        )
    stranger = Client()
    bo.set_password(PASSWORD)
    bo.save()
    stranger.post("/accounts/login/", {"login": "bo@example.org", "password": PASSWORD})
    listed = client.get("/settings/sign-ins/").context["sign_ins"]
    assert [(row.device, row.is_this) for row in listed] == [("Firefox on Android", True)] + [
        ("Firefox on Android", False)
    ] * 2
    stranger.post("/settings/sign-ins/end/", {"id": listed[1].id})
    assert all(is_signed_in(browser) for browser in (client, *others, stranger))
    client.post("/settings/sign-ins/end/", {"id": listed[1].id})
    assert sorted(is_signed_in(browser) for browser in others) == [False, True]
    client.post("/settings/sign-ins/end/")
    assert [is_signed_in(browser) for browser in (client, *others, stranger)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("curl/8.0", "Another browser"),
    ],
)
def test_devices_have_the_names_that_people_use(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_the_address_changes_only_with_a_code_from_the_new_one(client: Client, ana_with_password: User) -> None:
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    client.post("/accounts/email/", {"email": "ana.new@example.org", "action_add": "1"})
    ana_with_password.refresh_from_db()
    assert ana_with_password.email == "ana@example.org"
    assert mail.outbox[-1].to == ["ana.new@example.org"]
    client.post("/accounts/confirm-email/", {"code": code_in_mail()})
    ana_with_password.refresh_from_db()
    assert ana_with_password.email == "ana.new@example.org"


def test_the_form_that_is_drawn_once_holds_nothing_of_anybody(ana) -> None:
    refused = Client().post("/accounts/login/", {"login": ana.email, "password": "not-the-password"})
    assert ana.email in refused.content.decode()
    for language, label in (("en", "E-mail address"), ("zh-hans", "邮箱地址"), ("en", "E-mail address")):
        page = Client(headers={"Accept-Language": language}).get("/accounts/login/").content.decode()
        assert label in page
        assert ana.email not in page


def test_the_worker_of_a_browser_is_told_that_a_sign_in_has_ended(db, browse) -> None:
    headers = {"X-Worker": "1"}
    assert browse().post("/mood/", {"score": "4"}, headers=headers).status_code == 401
    assert browse().post("/mood/", {"score": "4"})["Location"].startswith("/accounts/login/")
    assert browse().get("/mood/", headers=headers)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/sharing/?a=1", "/sharing/%3Fa%3D1"),
        ("https://elsewhere.example.org/sharing/", "/"),
        ("http://testserver", "/"),
        ("", "/"),
    ],
)
@pytest.mark.django_db
def test_a_form_whose_sign_in_has_ended_leads_back_to_its_page(client: Client, came_from: str, leads_to: str) -> None:
    address = "/sharing/coaches/00000000-0000-0000-0000-00000000beef/"  # answers forms alone
    answer = client.post(address, {"stream": "mood"}, headers={"Referer": came_from} if came_from else {})
    assert answer["Location"] == f"/accounts/login/?next={leads_to}"
    assert client.get("/settings/data/?a=1")["Location"] == "/accounts/login/?next=/settings/data/%3Fa%3D1"
