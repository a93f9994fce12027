"""The list of devices and which kinds come there."""

import pytest
from django.urls import reverse

from core.models import PushDevice

pytestmark = pytest.mark.django_db
KEYS = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
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


def test_the_export_names_devices_without_their_secrets(ana, browse):
    from accounts.export import KINDS

    add(browse(ana))
    [row] = KINDS["push-devices"](ana)
    assert sorted(row) == ["created_at", "name"]
