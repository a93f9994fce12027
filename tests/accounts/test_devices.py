"""The list of devices and which kinds come there."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.forms_devices import PushedKindsForm
from core.models import PushDevice

pytestmark = pytest.mark.django_db
KEYS = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
PASSWORD = "walking-in-the-morning-light"
HERE = {"endpoint": "https://fcm.googleapis.com/fcm/send/one", **KEYS}


@pytest.fixture
def page():
    return reverse("accounts:notifications")


def add(client, **fields):
    return client.post(reverse("accounts:device-add"), HERE | fields, headers={"User-Agent": "Firefox/140 Android"})


def test_a_device_is_added_once_and_named(ana, browse, page):
    client = browse(ana)
    assert "None yet. Everything comes by mail." in client.get(page).content.decode()
    for _ in range(2):
        assert add(client).status_code == 302
    device = ana.push_devices.get()
    assert (device.name, device.endpoint, device.auth) == ("Firefox on Android", HERE["endpoint"], KEYS["auth"])
    assert "Firefox on Android" in client.get(page).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://example.org/x"},
        {"endpoint": "http://127.0.0.1:6379/"},
        {"endpoint": ""},
        {"p256dh": "AAAA"},
        {"p256dh": "é" * 87},
        {"auth": "not base64 !!"},
    ],
    ids=["foreign service", "this machine", "no address", "short key", "no key", "no secret"],
)
def test_what_no_browser_says_is_refused_and_nothing_changes(ana, browse, page, wrong):
    client = browse(ana)
    answer = client.post(reverse("accounts:device-add"), HERE | wrong, follow=True)
    assert "This device could not be added." in answer.content.decode()
    assert PushDevice.objects.count() == 0


def test_whoever_subscribes_last_with_a_browser_has_it(ana, chen, browse):
    add(browse(ana))
    add(browse(chen))
    assert (ana.push_devices.count(), chen.push_devices.count()) == (0, 1)


def test_ten_devices_and_no_more(ana, browse):
    client = browse(ana)
    for number in range(12):
        add(client, endpoint=f"https://fcm.googleapis.com/fcm/send/{number}")
    assert ana.push_devices.count() in {10, 11}  # the one just added stays, also where the clock stood still
    assert ana.push_devices.filter(endpoint__endswith="/11").exists()


def test_a_device_is_taken_off_by_its_owner_alone(ana, chen, browse):
    add(browse(ana))
    device = ana.push_devices.get()
    for wrong in (str(device.pk), "", "not an id"):
        assert browse(chen).post(reverse("accounts:device-remove"), {"id": wrong}).status_code == 404
    assert browse(ana).post(reverse("accounts:device-remove"), {"id": str(device.pk)}).status_code == 302
    assert ana.push_devices.count() == 0


def held_devices(person):
    return sorted(person.push_devices.values_list("endpoint", flat=True))


def sign_in_of(client):
    """The number under which the list of sign-ins names this browser."""
    return UserSession.objects.get(session_key=client.session.session_key).pk


@pytest.fixture
def two_phones(ana, chen):
    """Two browsers in which Ana signed in, each with notifications, and one of Chen's."""
    phones = []
    for person in (ana, chen):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    for number, person in enumerate((ana, ana, chen)):
        client = Client()
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        add(client, endpoint=f"https://fcm.googleapis.com/fcm/send/{number}")
        phones.append(client)
    assert (ana.push_devices.count(), chen.push_devices.count()) == (2, 1)
    return phones[:2]


def test_notifications_end_with_the_one_sign_in_that_is_ended(ana, chen, two_phones):
    here, there = two_phones
    here.post(reverse("accounts:session-end"), {"id": sign_in_of(there)})
    assert held_devices(ana) == ["https://fcm.googleapis.com/fcm/send/0"]
    assert chen.push_devices.count() == 1


def test_ending_all_others_ends_their_notifications_and_those_of_no_sign_in(ana, chen, two_phones):
    PushDevice.objects.create(person=ana, name="Of before", endpoint="https://fcm.googleapis.com/old")
    two_phones[0].post(reverse("accounts:session-end"))
    assert held_devices(ana) == ["https://fcm.googleapis.com/fcm/send/0"]
    assert chen.push_devices.count() == 1


def test_a_new_password_ends_the_notifications_of_others_and_keeps_its_own(ana, two_phones):
    here, there = two_phones
    new = {"oldpassword": PASSWORD, "password1": "another-walk-in-the-rain", "password2": "another-walk-in-the-rain"}
    before = here.session.session_key
    here.post(reverse("account_change_password"), new)
    assert held_devices(ana) == ["https://fcm.googleapis.com/fcm/send/0"]
    assert here.session.session_key != before
    there.post("/accounts/login/", {"login": ana.email, "password": new["password1"]})
    there.post(reverse("accounts:session-end"), {"id": sign_in_of(here)})  # under its new key
    assert held_devices(ana) == []


def test_signing_out_ends_the_notifications_of_this_browser(ana, two_phones):
    two_phones[0].post("/accounts/logout/")
    assert held_devices(ana) == ["https://fcm.googleapis.com/fcm/send/1"]


def test_kinds_are_chosen_one_by_one_and_security_mails_are_not_among_them(ana, browse, page):
    client = browse(ana)
    shown = client.get(page).context["form"].fields
    assert "weekly_review" in shown
    assert "checkin_reminder" in shown
    assert client.post(page, {"weekly_review": "on", "account_security": "on"}).status_code == 302
    ana.refresh_from_db()
    assert ana.pushed_kinds == ["weekly_review"]
    client.post(page, {})
    ana.refresh_from_db()
    assert ana.pushed_kinds == []


def test_kinds_of_one_title_have_one_switch(browse, ana, page):
    form = PushedKindsForm(person=ana)
    labels = [str(field.label) for field in form.fields.values()]
    assert len(labels) == len(set(labels))
    first, *others = form.kinds["Mails of your groups"]
    assert others
    browse(ana).post(page, {first: "on"})
    ana.refresh_from_db()
    assert ana.pushed_kinds == sorted([first, *others])
    assert PushedKindsForm(person=ana)[first].initial


def test_the_export_names_devices_without_their_secrets(ana, browse):
    from accounts.export import KINDS

    add(browse(ana))
    [row] = KINDS["push-devices"](ana)
    assert sorted(row) == ["created_at", "name"]
