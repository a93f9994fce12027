"""A device is added, a reminder goes there through a push service on this machine, and the worker shows it."""

import json
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import CDPSession, Page, expect

from accounts.models import User
from core.dates import Week
from core.mail import enqueue
from core.models import OutboxMail, PushDevice
from core.sender import send_due
from reviews.actions import MAIL_KIND, write_past_reviews
from tests.e2e.test_session import hold
from tests.factories import make_mood, make_person
from tests.push_service import Browser, PushService

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SAID = {
    "en": ("Small Wins", "Your week is ready", "Add this device", "Save"),
    "zh-hans": ("小胜", "你的一周小结已准备好", "添加这台设备", "保存"),
}
SUBSCRIBE = """
PushManager.prototype.subscribe = async function (options) {
  if (!options.userVisibleOnly) throw new Error("silent");
  window.name = options.applicationServerKey;
  const { endpoint, keys } = FIELDS;
  const raw = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return { endpoint, getKey: (name) => raw(keys[name]).buffer };
};
"""
"""The browser's own way to its maker's push service, which no test machine reaches, leads to ours."""


@pytest.fixture
def service(settings: Any) -> Any:
    settings.PUSH_HOSTS = ["127.0.0.1"]
    service = PushService()
    yield service
    service.close()


def worker_of(cdp: CDPSession) -> str:
    """The id of the registration, once it is there."""
    found: list[str] = []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(
        one["registrationId"] for one in said["registrations"] if not one["isDeleted"]))  # fmt: skip
    cdp.send("ServiceWorker.enable")
    for _try in range(100):
        if found:
            return found[0]
        cdp.send("ServiceWorker.enable")
    raise AssertionError("There is no worker.")


def shown(page: Page) -> list[list[str]]:
    """The notifications that the worker shows, waited for."""
    script = """async () => { const all = await (await navigator.serviceWorker.ready).getNotifications();
        return all.map((one) => [one.title, one.body, one.data.url]); }"""
    for _try in range(100):
        if found := page.evaluate(script):
            return list(found)
        page.wait_for_timeout(100)
    raise AssertionError("Nothing was shown.")


@pytest.mark.parametrize("language", sorted(SAID))
def test_from_the_button_to_the_notification(browser: Chromium, live_server: Any, service: Any, language: str) -> None:
    title, body, add, save = SAID[language]
    ana: User = make_person("ana@example.org", language=language)
    device, site = Browser(service), str(live_server)
    fields = {"endpoint": device.fields["endpoint"], "keys": {name: device.fields[name] for name in ("p256dh", "auth")}}
    context = browser.new_context(viewport={"width": 390, "height": 844}, permissions=["notifications"])
    context.add_init_script(SUBSCRIBE.replace("FIELDS", json.dumps(fields)))
    page = context.new_page()
    hold(page, ana, site)
    page.goto(f"{site}/settings/notifications/")
    page.get_by_role("button", name=add).click()
    expect(page.locator("#devices li")).to_have_count(1)
    assert page.evaluate("window.name") == page.locator("#devices").get_attribute("data-key")
    page.locator("label", has=page.locator(f"[name={MAIL_KIND}]")).click()
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.locator(f"[name={MAIL_KIND}]")).to_be_checked()

    make_mood(ana, 6)
    monday = Week.of(ana.today()).monday
    write_past_reviews(person=ana, since=monday, until=monday)
    review = ana.weekly_reviews.get()
    payload = {"review": str(review.pk)}
    enqueue(kind=MAIL_KIND, person=ana, period_key="2026-W10", payload=payload, due_at=timezone.now())
    send_due(seconds=5)
    assert OutboxMail.objects.get(person=ana, kind=MAIL_KIND).state == "sent"
    [(_path, _headers, sealed)] = service.requests
    assert mail.outbox == []
    message = json.dumps(device.read(sealed))
    cdp = context.new_cdp_session(page)
    where = {"origin": site, "registrationId": worker_of(cdp), "data": message}
    cdp.send("ServiceWorker.deliverPushMessage", where)
    assert shown(page) == [[title, body, "/reviews/"]]
    context.close()


@pytest.mark.parametrize(("language", "button", "heard", "body"), [
    ("en", "Send a test", "It shows on Phone in a moment.", "A test: notifications arrive here."),
    ("zh-hans", "发送测试", "马上会显示在Phone上", "这是一次测试：通知会显示在这里。"),
])  # fmt: skip
def test_a_test_is_sent_and_what_came_of_it_is_said(
    page: Page, live_server: Any, service: Any, language: str, button: str, heard: str, body: str
) -> None:
    ana: User = make_person("ana@example.org", language=language)
    device = Browser(service)
    PushDevice.objects.create(person=ana, name="Phone", **device.fields)
    hold(page, ana, str(live_server))
    page.goto(f"{live_server}/settings/notifications/")
    page.get_by_role("button", name=button).click()
    expect(page.locator(".message")).to_contain_text(heard)
    [(_path, _headers, sealed)] = service.requests
    assert device.read(sealed)["body"] == body
    service.statuses["/one"] = 410
    page.get_by_role("button", name=button).click()
    expect(page.locator("#devices li")).to_have_count(0)
    expect(page.locator(".message")).to_contain_text("Phone")
