"""The journey of a passkey that signs in alone, with an authenticator of the browser's own."""

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.e2e.test_group import sign_in
from tests.factories import make_person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-walk-by-the-sea"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
WORDS = {
    "en": {
        "add": "Add a passkey", "alone": "It signs you in alone", "in": "Sign in with a passkey",
        "list": "signs in alone", "codes": "Recovery codes", "second": "One more step",
    },
    "zh-hans": {
        "add": "添加通行密钥", "alone": "单独用它就能登录", "in": "用通行密钥登录", "list": "可单独登录",
        "codes": "恢复码", "second": "还有一步",
    },
}  # fmt: skip


def key_of(context: BrowserContext, page: Page) -> tuple[CDPSession, str]:
    """A lock of the device, as a phone has one."""
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    return devices, devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]


def add(page: Page, site: str, words: dict[str, str], *, alone: bool) -> None:
    """Adds the passkey and sees the recovery codes."""
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form .btn.pri").click()
    tick = page.get_by_label(words["alone"])
    expect(tick).to_be_checked()
    tick.set_checked(alone)
    page.get_by_role("button", name=words["add"]).click()
    expect(page.get_by_role("heading", name=words["codes"])).to_be_visible()


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/accounts/logout/")
    page.locator("main button").first.click()


@pytest.mark.parametrize("language", WORDS)
def test_a_passkey_signs_in_alone(browser: Browser, live_server: object, settings: object, language: str) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # type: ignore[attr-defined]
    site, words, ana = str(live_server), WORDS[language], make_person("ana@example.org", language=language)
    ana.set_password(PASSWORD)
    ana.save()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    page = sign_in(context, ana, site)
    noise: list[str] = []
    page.on("console", lambda line: noise.append(line.text) if line.type in ("error", "warning") else None)
    key_of(context, page)
    add(page, site, words, alone=True)
    page.goto(f"{site}/accounts/2fa/webauthn/")
    expect(page.get_by_text(words["list"])).to_be_visible()
    sign_out(page, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/accounts/login/?next=/settings/data/")
    expect(page.get_by_role("button", name=words["in"])).to_be_visible()
    assert not [url for url in asked if "/mfa/js/" in url]
    page.get_by_role("button", name=words["in"]).click()
    page.wait_for_url(f"{site}/settings/data/")
    page.goto(f"{site}/settings/tokens/new/")
    expect(page.locator("[name=password]")).to_have_count(0)
    context.close()
    assert noise == []


def test_one_that_was_added_as_a_second_factor_alone_stays_one(
    browser: Browser, live_server: object, settings: object
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # type: ignore[attr-defined]
    site, words, ana = str(live_server), WORDS["en"], make_person("ana@example.org")
    ana.set_password(PASSWORD)
    ana.save()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = sign_in(context, ana, site)
    devices, key = key_of(context, page)
    add(page, site, words, alone=False)
    [stored] = devices.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert stored["isResidentCredential"] is False
    sign_out(page, site)
    page.goto(f"{site}/accounts/login/")
    page.fill("[name=login]", "ana@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form .btn.pri").click()
    expect(page.get_by_role("heading", name=words["second"])).to_be_visible()
    context.close()


def test_without_scripts_the_button_is_not_there(browser: Browser, live_server: object) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/accounts/login/")
    expect(page.get_by_text("Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    context.close()
