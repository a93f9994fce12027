"""From the address to the first entry: code, age, one consent."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.models import Consent, User

pytestmark = pytest.mark.django_db
ADDRESS = "dora@example.org"


def code_in_mail() -> str:
    """The six digits of the newest mail."""
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def sign_up(client: Client, address: str = ADDRESS, following: str = "", language: str = "en") -> None:
    """Asks for a code and enters it."""
    body = {"email": address, "next": following}
    client.post("/accounts/signup/", body, headers={"Accept-Language": language})
    client.post("/accounts/confirm-email/", {"code": code_in_mail()}, headers={"Accept-Language": language})


def welcome_body(**fields: str) -> dict[str, str]:
    return {"time_zone": "Europe/Oslo", "is_sixteen": "on", "training": "on"} | fields


def test_a_person_reaches_the_first_entry_in_three_posts(client: Client) -> None:
    sent = client.post("/accounts/signup/", {"email": ADDRESS})
    assert sent["Location"] == "/accounts/confirm-email/"
    entered = client.post("/accounts/confirm-email/", {"code": code_in_mail()})
    assert client.get(entered["Location"])["Location"] == "/welcome/"
    done = client.post("/welcome/", welcome_body(display_name="Dora", next="/join/abc/"))
    assert done["Location"] == "/join/abc/"
    person = User.objects.get(email=ADDRESS)
    assert (person.display_name, person.time_zone, person.is_sixteen, person.is_welcomed) == (
        "Dora", "Europe/Oslo", True, True,
    )  # fmt: skip
    assert not person.has_usable_password()
    assert list(person.consents.values_list("category", "text_version", "language")) == [("training", "2", "en")]


def test_an_invite_survives_sign_up(client: Client) -> None:
    client.post("/accounts/signup/", {"email": ADDRESS, "next": "/join/abc/"})
    entered = client.post("/accounts/confirm-email/", {"code": code_in_mail()})
    assert entered["Location"] == "/join/abc/"
    assert client.get("/settings/profile/")["Location"] == "/welcome/?next=%2Fsettings%2Fprofile%2F"


def test_the_language_of_the_browser_is_kept_and_used_in_the_mail(client: Client) -> None:
    sign_up(client, language="zh-CN,zh;q=0.9")
    assert User.objects.get(email=ADDRESS).language == "zh-hans"


@pytest.mark.parametrize("missing", ["is_sixteen", "time_zone"])
def test_age_and_time_zone_are_required(client: Client, missing: str) -> None:
    sign_up(client)
    body = welcome_body()
    del body[missing]
    response = client.post("/welcome/", body)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]
    person = User.objects.get(email=ADDRESS)
    assert not person.is_welcomed
    assert not person.consents.exists()


def test_nothing_is_agreed_to_without_the_tick(client: Client) -> None:
    sign_up(client)
    body = welcome_body()
    del body["training"]
    client.post("/welcome/", body)
    assert User.objects.get(email=ADDRESS).is_welcomed
    assert not Consent.objects.exists()


def test_the_consent_is_not_ticked_beforehand(client: Client) -> None:
    sign_up(client)
    page = client.get("/welcome/").content.decode()
    assert "checked" not in page


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../etc/passwd", "localtime"])
def test_an_unknown_zone_is_refused(client: Client, zone: str) -> None:
    sign_up(client)
    assert client.post("/welcome/", welcome_body(time_zone=zone)).status_code == 422


def test_an_alias_that_browsers_report_is_taken(client: Client) -> None:
    sign_up(client)
    client.post("/welcome/", welcome_body(time_zone="Asia/Calcutta"))
    assert User.objects.get(email=ADDRESS).time_zone == "Asia/Calcutta"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_welcome_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    sign_up(client)
    assert client.post("/welcome/", welcome_body(next=elsewhere))["Location"] == "/"


def test_a_known_address_gets_the_same_answer_and_another_mail(client: Client, ana: User) -> None:
    known = client.post("/accounts/signup/", {"email": ana.email})
    unknown = Client().post("/accounts/signup/", {"email": ADDRESS})
    assert known["Location"] == unknown["Location"]
    assert [len(re.findall(r"\d{6}", str(message.body))) for message in mail.outbox] == [0, 1]
    assert User.objects.filter(email=ana.email).count() == 1


def test_who_never_entered_the_code_gets_in_later(client: Client) -> None:
    Client().post("/accounts/signup/", {"email": ADDRESS})
    client.post("/accounts/signup/", {"email": ADDRESS})
    assert User.objects.count() == 1
    assert code_in_mail()
    later = Client()
    later.post("/accounts/login/code/", {"email": ADDRESS})
    later.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert later.get("/")["Location"] == "/welcome/"
    assert User.objects.get(email=ADDRESS).emailaddress_set.get().verified


def test_three_wrong_codes_end_the_attempt(client: Client) -> None:
    client.post("/accounts/signup/", {"email": ADDRESS})
    right = code_in_mail()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    answers = [client.post("/accounts/confirm-email/", {"code": wrong}).status_code for _ in range(3)]
    assert answers == [200, 200, 302]
    assert client.post("/accounts/confirm-email/", {"code": right}).status_code == 302
    assert client.get("/settings/")["Location"].startswith("/accounts/login/")


def test_closed_sign_up_says_so_and_stores_nobody(client: Client, settings) -> None:
    settings.SIGN_UP_OPEN = False
    assert "Sign-up is closed" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": ADDRESS})
    assert not User.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/", "/goodbye/", "/"],
)
def test_looking_at_public_pages_makes_no_session(client: Client, path: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200
    assert not Session.objects.exists()


def test_a_visitor_switches_the_language_without_a_session(client: Client) -> None:
    response = client.post("/language/", {"language": "zh-hans", "next": "/accounts/login/"})
    assert response["Location"] == "/accounts/login/"
    assert 'lang="zh-hans"' in client.get("/accounts/login/").content.decode()
    assert not Session.objects.exists()


def test_a_signed_in_person_keeps_the_language(browse, ana: User) -> None:
    browse(ana).post("/language/", {"language": "zh-hans"})
    ana.refresh_from_db()
    assert ana.language == "zh-hans"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert client.post("/language/", {"language": "tlh"}).cookies.get("django_language") is None


def test_code_mails_have_a_neutral_subject_and_two_bodies(client: Client) -> None:
    client.post("/accounts/signup/", {"email": ADDRESS})
    message = mail.outbox[0]
    assert message.subject == "Your code"
    html = str(message.alternatives[0].content)
    assert code_in_mail() in html
    assert "http" not in html.partition("<body")[2]
