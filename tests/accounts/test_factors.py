"""The second factor: asked at every sign-in, used once, kept secret, and not taken away by a mailbox alone."""

from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.export import KINDS
from accounts.factors import has_second_factor
from tests.factories import make_factor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
PASSWORD = "a-long-walk-by-the-sea"


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
    cache.clear()


@pytest.fixture
def secret(bo):
    bo.set_password(PASSWORD)
    bo.save()
    return make_factor(bo)


def code_of(secret, clock_shift=0):
    return str(format_hotp_value(hotp_value(secret, int(NOW.timestamp()) // 30 + clock_shift)))


def sign_in():
    """The first step, by password."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": "bo@example.org", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    return client


def is_in(client):
    return client.get("/settings/").status_code == 200


def test_a_password_alone_opens_nothing(bo, secret):
    client = sign_in()
    assert not is_in(client)
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert "One more step" in page
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)


def test_a_code_is_good_once_and_for_its_half_minute(bo, secret):
    first, second = sign_in(), sign_in()
    for old in (-1, 1):
        first.post(reverse("mfa_authenticate"), {"code": code_of(secret, old)})
        assert not is_in(first)
    first.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    second.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_recovery_code_works_once(bo, secret):
    codes = RecoveryCodes.activate(bo).get_unused_codes()
    first, second = sign_in(), sign_in()
    first.post(reverse("mfa_authenticate"), {"code": codes[0]})
    second.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert (is_in(first), is_in(second)) == (True, False)


def test_secrets_are_not_stored_plain_and_not_exported(bo, secret):
    RecoveryCodes.activate(bo)
    rows = {row.type: row.data for row in bo.authenticator_set.all()}
    assert secret not in str(rows)
    assert rows["totp"]["secret"].startswith("gAAAA")
    assert rows["recovery_codes"]["seed"].startswith("gAAAA")
    told = list(KINDS["second-factors"](bo))
    assert {frozenset(row) for row in told} == {frozenset({"id", "type", "created_at", "last_used_at"})}
    assert [row["type"] for row in told] == ["totp", "recovery_codes"]


def test_another_key_of_the_site_still_reads_them(bo, secret, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-the-site-that-is-long-enough"
    client = sign_in()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)


def test_a_mailbox_alone_does_not_take_the_factor_away(bo, secret, browse):
    client = browse(bo)
    remove = reverse("mfa_deactivate_totp")
    assert client.post(remove)["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("accounts:confirm"))["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("accounts:confirm"), {"send": "1"})
    assert mail.outbox == []
    assert has_second_factor(bo)
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
    assert client.post(remove).status_code == 302
    assert not has_second_factor(bo)


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_ends_other_sign_ins_and_shows_recovery_codes(bo):
    clients = []
    bo.set_password(PASSWORD)
    bo.save()
    for _ in range(2):
        client = Client()
        client.post("/accounts/login/", {"login": "bo@example.org", "password": PASSWORD})
        clients.append(client)
    here, elsewhere = clients
    activate = reverse("mfa_activate_totp")
    asked = here.get(activate)["Location"]
    here.post(asked, {"password": PASSWORD})
    page = here.get(activate)
    answer = here.post(activate, {"code": code_of(page.context["form"].secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert len(here.get(answer["Location"]).context["unused_codes"]) == 10
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert UserSession.objects.filter(user=bo).count() == 1
    assert mail.outbox[-1].subject == "Your sign-in was changed"
    assert set(bo.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_recovery_codes_are_no_factor_by_themselves(bo):
    Authenticator.objects.create(user=bo, type="recovery_codes", data={})
    assert not has_second_factor(bo)


def test_another_persons_passkey_is_not_found(bo, chen, browse, secret):
    key = Authenticator.objects.create(user=bo, type="webauthn", data={"name": "Phone", "credential": {}})
    client = browse(chen)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": NOW.timestamp(), "reauthenticated": True}]
    session.save()
    for name in ("edit", "remove"):
        assert client.get(reverse(f"mfa_{name}_webauthn", args=[key.pk])).status_code == 404


def test_after_setting_one_up_the_way_leads_back(bo, browse):
    client, needed = browse(bo), reverse("accounts:factor-needed")
    page = client.get(needed, {"next": "/coach/?show=all"}).content.decode()
    assert 'href="/coach/?show=all"' in page
    make_factor(bo)
    assert client.get(needed)["Location"] == "/coach/?show=all"
    assert client.get(needed)["Location"] == reverse("mfa_index")
    assert client.get(needed, {"next": "https://example.com/"})["Location"] == reverse("mfa_index")
